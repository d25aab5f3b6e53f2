package org.lrs.model;

import java.util.List;
import org.lrs.Source;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/**
 * Networks that split, convolve and shuffle channels, for 32×32 images: {@code shufflenet-v2-x0.5}
 * and {@code shufflenet-v2-x1.0}.
 *
 * <p>The stem has stride 1 and no pooling follows. Names are torchvision's and chenyaofo's ({@code
 * conv1.0}, {@code stage2.0.branch1.0}, {@code fc}).
 */
@Source(paper = ShuffleNetV2.PAPER, at = "table 5")
final class ShuffleNetV2 implements Family.Listed {
  static final String PAPER =
      "Ma, Zhang, Zheng, Sun: ShuffleNet V2: Practical Guidelines for Efficient CNN"
          + " Architecture Design, ECCV 2018, arXiv 1807.11164";
  private static final List<Integer> BLOCKS = List.of(4, 8, 4);

  @Override
  public List<Architecture> all() {
    return List.of(
        of("shufflenet-v2-x0.5", 48).known(352_042, "chenyaofo"),
        of("shufflenet-v2-x1.0", 116).known(1_263_854, "chenyaofo"));
  }

  private static Architecture of(String name, int width) {
    return new Architecture(name, PAPER, (net, x, classes) -> build(net, x, classes, width));
  }

  private static Value build(NetworkBuilder net, Value image, int classes, int width) {
    Value x = Blocks.convNormRelu(net, "conv1.0", "conv1.1", image, 24, 3, 1);
    for (int stage = 0; stage < BLOCKS.size(); stage++) {
      String name = "stage" + (stage + 2) + ".";
      x = downsample(net, name + 0, x, width << stage);
      for (int i = 1; i < BLOCKS.get(stage); i++) {
        x = unit(net, name + i, x);
      }
    }
    x = Blocks.convNormRelu(net, "conv5.0", "conv5.1", x, 1024, 1, 1);
    return Blocks.averageLinear(net, "fc", x, classes);
  }

  /** Halves the image; both branches see all channels. */
  private static Value downsample(NetworkBuilder net, String name, Value x, int outputs) {
    String left = name + ".branch1.";
    Value a = Blocks.groupedConvNorm(net, left + 0, left + 1, x, x.channels(), 3, 2, x.channels());
    a = Blocks.convNormRelu(net, left + 2, left + 3, a, outputs / 2, 1, 1);
    Value b = branch(net, name + ".branch2.", x, outputs / 2, 2);
    return net.channelShuffle(name + ".shuffle", net.concat(name + ".concat", a, b), 2);
  }

  /** Keeps one half of the channels, convolves the other, shuffles both. */
  private static Value unit(NetworkBuilder net, String name, Value x) {
    int half = x.channels() / 2;
    Value kept = net.channels(name + ".kept", x, 0, half);
    Value rest = net.channels(name + ".rest", x, half, half);
    Value y = branch(net, name + ".branch2.", rest, half, 1);
    return net.channelShuffle(name + ".shuffle", net.concat(name + ".concat", kept, y), 2);
  }

  private static Value branch(NetworkBuilder net, String name, Value x, int width, int stride) {
    Value y = Blocks.convNormRelu(net, name + 0, name + 1, x, width, 1, 1);
    y = Blocks.groupedConvNorm(net, name + 3, name + 4, y, width, 3, stride, width);
    return Blocks.convNormRelu(net, name + 5, name + 6, y, width, 1, 1);
  }
}

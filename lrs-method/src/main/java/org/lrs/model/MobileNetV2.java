package org.lrs.model;

import java.util.List;
import org.lrs.Source;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/**
 * Inverted residual blocks with depthwise convolutions: {@code mobilenet-v2} for 32×32 images, and
 * {@code mobilenet-mini}, a small one of this project's choice for small grey images.
 *
 * <p>As in kuangliu's implementation, whose names are used ({@code layers.0.conv1}, {@code
 * linear}): three strides fewer than for ImageNet, ReLU where the paper has ReLU6, every block
 * expands, and blocks that change the number of channels without a stride have a projecting
 * shortcut.
 */
@Source(paper = MobileNetV2.PAPER, at = "table 2")
final class MobileNetV2 implements Family.Listed {
  static final String PAPER =
      "Sandler, Howard, Zhu, Zhmoginov, Chen: MobileNetV2: Inverted Residuals and"
          + " Linear Bottlenecks, CVPR 2018, arXiv 1801.04381";

  /** A run of blocks, the first of which has the stride. */
  private record Stage(int expansion, int channels, int blocks, int stride) {}

  @Override
  public List<Architecture> all() {
    Plan full =
        new Plan(
            32,
            List.of(
                new Stage(1, 16, 1, 1),
                new Stage(6, 24, 2, 1),
                new Stage(6, 32, 3, 2),
                new Stage(6, 64, 4, 2),
                new Stage(6, 96, 3, 1),
                new Stage(6, 160, 3, 2),
                new Stage(6, 320, 1, 1)),
            1280);
    List<Stage> few =
        List.of(new Stage(2, 16, 1, 2), new Stage(4, 24, 2, 1), new Stage(4, 48, 2, 2));
    return List.of(
        new Architecture("mobilenet-v2", PAPER, full).known(2_296_922, "kuangliu"),
        new Architecture("mobilenet-mini", PAPER, new Plan(16, few, 128)));
  }

  /** Channels of the first layer, the blocks, channels of the last convolution. */
  private record Plan(int stem, List<Stage> stages, int head) implements Architecture.Body {
    @Override
    public Value build(NetworkBuilder net, Value image, int classes) {
      Value x = Blocks.convNormRelu(net, "conv1", "bn1", image, stem, 3, 1);
      int index = 0;
      for (Stage stage : stages) {
        for (int i = 0; i < stage.blocks(); i++) {
          x = block(net, "layers." + index++, x, stage, i == 0 ? stage.stride() : 1);
        }
      }
      x = Blocks.convNormRelu(net, "conv2", "bn2", x, head, 1, 1);
      return Blocks.averageLinear(net, "linear", x, classes);
    }
  }

  private static Value block(NetworkBuilder net, String name, Value x, Stage stage, int stride) {
    int inner = stage.expansion() * x.channels();
    int outputs = stage.channels();
    Value y = Blocks.convNormRelu(net, name + ".conv1", name + ".bn1", x, inner, 1, 1);
    y = Blocks.groupedConvNorm(net, name + ".conv2", name + ".bn2", y, inner, 3, stride, inner);
    y = net.relu(name + ".bn2.relu", y);
    y = Blocks.convNorm(net, name + ".conv3", name + ".bn3", y, outputs, 1, 1);
    if (stride > 1) {
      return y;
    }
    String project = name + ".shortcut";
    Value shortcut =
        x.channels() == outputs
            ? x
            : Blocks.convNorm(net, project + ".0", project + ".1", x, outputs, 1, 1);
    return net.add(name + ".add", y, shortcut);
  }
}

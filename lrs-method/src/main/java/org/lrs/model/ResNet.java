package org.lrs.model;

import java.util.List;
import org.lrs.Source;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/**
 * The wide residual networks made for ImageNet, as used on 32×32 images: {@code resnet18}, {@code
 * resnet34}, {@code resnet50}.
 *
 * <p>The stem is a 3×3 convolution with stride 1, without pooling. ResNet-50 has bottleneck blocks
 * with the stride in the 3×3 convolution. Names are kuangliu's ({@code shortcut.0}, {@code
 * linear}); torchvision's ({@code downsample.0}, {@code fc}) are mapped to them.
 */
@Source(paper = CifarResNet.PAPER, at = "table 1")
final class ResNet implements Family.Listed {
  static final NameMap NAMES =
      NameMap.PREFIXES_ONLY.and("^fc\\.", "linear.").and("\\.downsample\\.", ".shortcut.");

  @Override
  public List<Architecture> all() {
    return List.of(
        of("resnet18", new Plan(List.of(2, 2, 2, 2), false)).known(11_173_962, "kuangliu"),
        of("resnet34", new Plan(List.of(3, 4, 6, 3), false)).known(21_282_122, "kuangliu"),
        of("resnet50", new Plan(List.of(3, 4, 6, 3), true)).known(23_520_842, "kuangliu"));
  }

  private static Architecture of(String name, Plan plan) {
    return new Architecture(name, CifarResNet.PAPER, plan).alsoNamed(NAMES);
  }

  private record Plan(List<Integer> blocks, boolean bottleneck) implements Architecture.Body {
    @Override
    public Value build(NetworkBuilder net, Value image, int classes) {
      Value x = Blocks.convNormRelu(net, "conv1", "bn1", image, 64, 3, 1);
      x =
          Blocks.stages(
              x,
              blocks,
              (y, stage, i, stride) ->
                  block(net, "layer" + stage + "." + i, y, 32 << stage, stride));
      return Blocks.averageLinear(net, "linear", x, classes);
    }

    private Value block(NetworkBuilder net, String name, Value x, int width, int stride) {
      int outputs = bottleneck ? 4 * width : width;
      Value y = x;
      if (bottleneck) {
        y = Blocks.convNormRelu(net, name + ".conv1", name + ".bn1", y, width, 1, 1);
        y = Blocks.convNormRelu(net, name + ".conv2", name + ".bn2", y, width, 3, stride);
        y = Blocks.convNorm(net, name + ".conv3", name + ".bn3", y, outputs, 1, 1);
      } else {
        y = Blocks.convNormRelu(net, name + ".conv1", name + ".bn1", y, width, 3, stride);
        y = Blocks.convNorm(net, name + ".conv2", name + ".bn2", y, outputs, 3, 1);
      }
      Value shortcut = x;
      if (stride > 1 || x.channels() != outputs) {
        String project = name + ".shortcut";
        shortcut = Blocks.convNorm(net, project + ".0", project + ".1", x, outputs, 1, stride);
      }
      return Blocks.addRelu(net, name, y, shortcut);
    }
  }
}

package org.lrs.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lrs.Source;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/**
 * Residual networks with grouped convolutions for 32×32 images: {@code resnextD-CxWd}, depth D = 9n
 * + 2, C groups of base width W.
 *
 * <p>Three stages with 256, 512 and 1024 channels. Names are prlz77's ({@code
 * stage_1.stage_1_bottleneck_0.conv_reduce}, {@code classifier}).
 */
@Source(paper = ResNeXt.PAPER, at = "section 5.3")
final class ResNeXt implements Family {
  static final String PAPER =
      "Xie, Girshick, Dollar, Tu, He: Aggregated Residual Transformations for Deep"
          + " Neural Networks, CVPR 2017, arXiv 1611.05431";
  private static final Pattern NAME =
      Pattern.compile("resnext" + NUMBER + "-" + NUMBER + "x" + NUMBER + "d");
  private static final Map<String, Long> KNOWN =
      Map.of("resnext29-8x64d", 34_426_698L, "resnext29-16x64d", 68_155_210L);

  @Override
  public List<String> names() {
    return List.of("resnext29-8x64d", "resnext29-16x64d");
  }

  @Override
  public Optional<Architecture> find(String name) {
    return Family.match(NAME, name)
        .map(
            size -> {
              int groups = Integer.parseInt(size.group(2));
              int base = Integer.parseInt(size.group(3));
              int blocks = Family.units(name, size.group(1), 9, 2);
              return new Architecture(name, PAPER, new Plan(blocks, groups, base))
                  .known(KNOWN, "prlz77");
            });
  }

  /** Blocks of each stage, groups of a convolution, width of a group in the first stage. */
  private record Plan(int blocks, int groups, int base) implements Architecture.Body {
    @Override
    public Value build(NetworkBuilder net, Value image, int classes) {
      Value x = Blocks.convNormRelu(net, "conv_1_3x3", "bn_1", image, 64, 3, 1);
      x =
          Blocks.stages(
              x,
              Collections.nCopies(3, blocks),
              (y, stage, i, stride) -> {
                String name = "stage_%s.stage_%s_bottleneck_%s".formatted(stage, stage, i);
                return block(net, name, y, 1 << (stage - 1), stride);
              });
      return Blocks.averageLinear(net, "classifier", x, classes);
    }

    private Value block(NetworkBuilder net, String name, Value x, int factor, int stride) {
      int inner = groups * base * factor;
      int outputs = 256 * factor;
      Value y =
          Blocks.convNormRelu(net, name + ".conv_reduce", name + ".bn_reduce", x, inner, 1, 1);
      y =
          Blocks.groupedConvNorm(
              net, name + ".conv_conv", name + ".bn", y, inner, 3, stride, groups);
      y = net.relu(name + ".bn.relu", y);
      y = Blocks.convNorm(net, name + ".conv_expand", name + ".bn_expand", y, outputs, 1, 1);
      Value shortcut = x;
      if (x.channels() != outputs) {
        String project = name + ".shortcut.shortcut";
        shortcut = Blocks.convNorm(net, project + "_conv", project + "_bn", x, outputs, 1, stride);
      }
      return Blocks.addRelu(net, name, y, shortcut);
    }
  }
}

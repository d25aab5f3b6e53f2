package org.lrs.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lrs.Source;
import org.lrs.model.Architecture.Published;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/**
 * Residual networks with grouped convolutions for 32×32 images: {@code resnextD-CxWd}, depth D = 9n
 * + 2, C groups of base width W.
 *
 * <p>Three stages with 256, 512 and 1024 channels. Names are prlz77's ({@code
 * stage_1.stage_1_bottleneck_0.conv_reduce}, {@code classifier}).
 *
 * @see <a href="https://arxiv.org/abs/1611.05431">Xie et al. 2017, section 5.3</a>
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
    Matcher match = NAME.matcher(name);
    if (!match.matches()) {
      return Optional.empty();
    }
    int groups = Integer.parseInt(match.group(2));
    int base = Integer.parseInt(match.group(3));
    int blocks =
        Family.units(
            "resnext%d-" + groups + "x" + base + "d", Integer.parseInt(match.group(1)), 9, 2);
    return Optional.of(
        new Architecture(
            name,
            PAPER,
            Optional.ofNullable(KNOWN.get(name)).flatMap(n -> Published.cifar10(n, "prlz77")),
            NameMap.PREFIXES_ONLY,
            (net, image, classes) -> build(net, image, classes, blocks, groups, base)));
  }

  private static Value build(
      NetworkBuilder net, Value image, int classes, int blocks, int groups, int base) {
    Value x = Blocks.convNormRelu(net, "conv_1_3x3", "bn_1", image, 64, 3, 1);
    for (int stage = 1; stage <= 3; stage++) {
      int factor = 1 << (stage - 1);
      for (int i = 0; i < blocks; i++) {
        String name = "stage_%d.stage_%d_bottleneck_%d".formatted(stage, stage, i);
        int stride = stage > 1 && i == 0 ? 2 : 1;
        x = block(net, name, x, groups * base * factor, 256 * factor, stride, groups);
      }
    }
    return Blocks.averageLinear(net, "classifier", x, classes);
  }

  private static Value block(
      NetworkBuilder net, String name, Value x, int inner, int outputs, int stride, int groups) {
    Value y = Blocks.convNormRelu(net, name + ".conv_reduce", name + ".bn_reduce", x, inner, 1, 1);
    y = Blocks.groupedConvNorm(net, name + ".conv_conv", name + ".bn", y, inner, 3, stride, groups);
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

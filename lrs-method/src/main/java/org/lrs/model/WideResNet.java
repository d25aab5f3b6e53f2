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
 * Wide residual networks {@code wrn-D-K}: depth D = 6n + 4, K times as wide.
 *
 * <p>Pre-activation blocks of two 3×3 convolutions, no dropout. Names are xternalz's ({@code
 * block1.layer.0.conv1}, {@code convShortcut}, {@code fc}).
 */
@Source(paper = WideResNet.PAPER, at = "table 1")
final class WideResNet implements Family {
  static final String PAPER =
      "Zagoruyko, Komodakis: Wide Residual Networks, BMVC 2016, arXiv 1605.07146";
  private static final Pattern NAME = Pattern.compile("wrn-" + NUMBER + "-" + NUMBER);
  private static final NameMap NAMES =
      NameMap.PREFIXES_ONLY
          .and("^linear\\.", "fc.")
          .and("\\.shortcut\\.(?:0\\.)?", ".convShortcut.");
  private static final Map<String, Long> KNOWN =
      Map.of(
          "wrn-16-2", 691_674L,
          "wrn-16-4", 2_748_890L,
          "wrn-28-10", 36_479_194L,
          "wrn-34-10", 46_160_474L,
          "wrn-40-2", 2_243_546L);

  @Override
  public List<String> names() {
    return List.of(
        "wrn-10-1", "wrn-10-2", "wrn-16-2", "wrn-16-4", "wrn-28-10", "wrn-34-10", "wrn-40-2");
  }

  @Override
  public Optional<Architecture> find(String name) {
    return Family.match(NAME, name)
        .map(
            size -> {
              int widen = Integer.parseInt(size.group(2));
              int blocks = Family.units(name, size.group(1), 6, 4);
              return new Architecture(
                      name, PAPER, (net, x, classes) -> build(net, x, classes, blocks, widen))
                  .alsoNamed(NAMES)
                  .known(KNOWN, "xternalz");
            });
  }

  private static Value build(NetworkBuilder net, Value image, int classes, int blocks, int widen) {
    Value x =
        Blocks.stages(
            net.conv("conv1", image, 16, 3, 1, 1),
            Collections.nCopies(3, blocks),
            (y, stage, i, stride) ->
                Blocks.preActivated(
                    net,
                    "block" + stage + ".layer." + i,
                    ".convShortcut",
                    y,
                    (8 << stage) * widen,
                    stride));
    return Blocks.averageLinear(net, "fc", Blocks.normRelu(net, "bn1", x), classes);
  }
}

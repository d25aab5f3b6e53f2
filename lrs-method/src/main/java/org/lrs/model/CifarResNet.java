package org.lrs.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lrs.Source;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/**
 * The residual networks for 32×32 images: {@code resnetD-a} and {@code resnetD-b}, D = 6n + 2.
 *
 * <p>Three stages of n blocks with 16, 32 and 64 channels. Where a stage halves the image, shortcut
 * A takes every second pixel and adds zero channels; shortcut B is a 1×1 convolution.
 *
 * <p>Names of A are those of akamaster's implementation ({@code linear}), names of B those of
 * chenyaofo's ({@code downsample.0}, {@code fc}).
 */
@Source(paper = CifarResNet.PAPER, at = "section 4.2")
final class CifarResNet implements Family {
  static final String PAPER =
      "He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, CVPR"
          + " 2016, arXiv 1512.03385";
  private static final Pattern NAME = Pattern.compile("resnet" + NUMBER + "-([ab])");
  private static final NameMap NAMES_A = NameMap.PREFIXES_ONLY.and("^fc\\.", "linear.");
  private static final NameMap NAMES_B =
      NameMap.PREFIXES_ONLY.and("^linear\\.", "fc.").and("\\.shortcut\\.", ".downsample.");
  private static final Map<String, Long> KNOWN =
      Map.of(
          "resnet20-a", 269_722L,
          "resnet32-a", 464_154L,
          "resnet44-a", 658_586L,
          "resnet56-a", 853_018L,
          "resnet110-a", 1_727_962L,
          "resnet20-b", 272_474L,
          "resnet32-b", 466_906L,
          "resnet44-b", 661_338L,
          "resnet56-b", 855_770L,
          "resnet110-b", 1_730_714L);

  @Override
  public List<String> names() {
    return Stream.of("a", "b")
        .flatMap(s -> Stream.of(8, 14, 20, 32, 44, 56, 110).map(d -> "resnet" + d + "-" + s))
        .toList();
  }

  @Override
  public Optional<Architecture> find(String name) {
    return Family.match(NAME, name)
        .map(
            size -> {
              boolean project = size.group(2).equals("b");
              int blocks = Family.units(name, size.group(1), 6, 2);
              return new Architecture(name, PAPER, new Plan(blocks, project))
                  .alsoNamed(project ? NAMES_B : NAMES_A)
                  .known(KNOWN, project ? "chenyaofo" : "akamaster");
            });
  }

  /** Blocks of each stage, and whether their shortcuts project (B). */
  private record Plan(int blocks, boolean project) implements Architecture.Body {
    @Override
    public Value build(NetworkBuilder net, Value image, int classes) {
      Value x = Blocks.convNormRelu(net, "conv1", "bn1", image, 16, 3, 1);
      x =
          Blocks.stages(
              x,
              Collections.nCopies(3, blocks),
              (y, stage, i, stride) ->
                  block(net, "layer" + stage + "." + i, y, 8 << stage, stride));
      return Blocks.averageLinear(net, project ? "fc" : "linear", x, classes);
    }

    private Value block(NetworkBuilder net, String name, Value x, int width, int stride) {
      Value y = Blocks.convNormRelu(net, name + ".conv1", name + ".bn1", x, width, 3, stride);
      y = Blocks.convNorm(net, name + ".conv2", name + ".bn2", y, width, 3, 1);
      Value shortcut = x;
      if (stride > 1) {
        String down = name + ".downsample";
        shortcut =
            project
                ? Blocks.convNorm(net, down + ".0", down + ".1", x, width, 1, stride)
                : net.subsamplePad(down, x, width, stride);
      }
      return Blocks.addRelu(net, name, y, shortcut);
    }
  }
}

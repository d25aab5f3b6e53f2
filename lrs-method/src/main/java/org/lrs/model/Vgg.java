package org.lrs.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lrs.Source;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/**
 * Plain chains of 3×3 convolutions with batch normalisation, as used on 32×32 images: {@code
 * vgg11-bn}, {@code vgg13-bn}, {@code vgg16-bn}, {@code vgg19-bn}; with a part of the channels, as
 * in {@code vgg11-bn-x0.5}; and {@code vgg-mini-bn}, four convolutions of this project's choice for
 * small grey images.
 *
 * <p>One linear layer after global averaging instead of the paper's three; pooling rounds sizes up,
 * so that 28×28 images survive five of them. Names are kuangliu's ({@code features.0}, {@code
 * classifier}).
 */
@Source(paper = Vgg.PAPER, at = "table 1")
final class Vgg implements Family {
  static final String PAPER =
      "Simonyan, Zisserman: Very Deep Convolutional Networks for Large-Scale Image"
          + " Recognition, ICLR 2015, arXiv 1409.1556";

  /** {@code vgg11-bn} or {@code vgg11-bn-x0.5}; the factor is of two decimals at most. */
  private static final Pattern NAME =
      Pattern.compile("vgg(11|13|16|19)-bn(?:-x([0-9](?:\\.[0-9]{1,2})?))?");

  private static final Map<String, Long> KNOWN =
      Map.of(
          "vgg11-bn", 9_231_114L,
          "vgg13-bn", 9_416_010L,
          "vgg16-bn", 14_728_266L,
          "vgg19-bn", 20_040_522L);

  @Override
  public List<String> names() {
    return List.of("vgg11-bn", "vgg13-bn", "vgg16-bn", "vgg19-bn", "vgg-mini-bn");
  }

  @Override
  public Optional<Architecture> find(String name) {
    if (name.equals("vgg-mini-bn")) {
      Plan mini = new Plan(List.of(16, 32, 64), List.of(1, 1, 2));
      return Optional.of(new Architecture(name, PAPER, mini));
    }
    return Family.match(NAME, name)
        .map(
            size -> {
              Plan plan = new Plan(channels(name, size.group(2)), repeats(size.group(1)));
              return new Architecture(name, PAPER, plan).known(KNOWN, "kuangliu");
            });
  }

  private static List<Integer> repeats(String depth) {
    return switch (depth) {
      case "11" -> List.of(1, 1, 2, 2, 2);
      case "13" -> List.of(2, 2, 2, 2, 2);
      case "16" -> List.of(2, 2, 3, 3, 3);
      default -> List.of(2, 2, 4, 4, 4);
    };
  }

  private static List<Integer> channels(String name, String factor) {
    double width = factor == null ? 1 : Double.parseDouble(factor);
    if (Math.round(64 * width) < 1) {
      throw new IllegalArgumentException(
          "architecture '%s' needs a width of at least one channel, x0.01; nearest: '%s'"
              .formatted(name, name.replaceFirst("-x.*", "-x0.25")));
    }
    return Stream.of(64, 128, 256, 512, 512).map(c -> (int) Math.round(c * width)).toList();
  }

  /** {@code repeats[i]} convolutions to {@code channels[i]}, then pooling, for each stage i. */
  private record Plan(List<Integer> channels, List<Integer> repeats) implements Architecture.Body {
    @Override
    public Value build(NetworkBuilder net, Value image, int classes) {
      Value x = image;
      int index = 0;
      for (int stage = 0; stage < channels.size(); stage++) {
        for (int i = 0; i < repeats.get(stage); i++) {
          x = net.conv("features." + index++, x, channels.get(stage), 3, 1, 1, 1, true);
          x = net.batchNorm("features." + index++, x);
          x = net.relu("features." + index++, x);
        }
        x = net.maxPool("features." + index++, x, 2, 2, 0, true);
      }
      return Blocks.averageLinear(net, "classifier", x, classes);
    }
  }
}

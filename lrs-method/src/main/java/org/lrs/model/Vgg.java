package org.lrs.model;

import java.util.List;
import java.util.Optional;
import org.lrs.Source;
import org.lrs.model.Architecture.Published;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/**
 * Plain chains of 3×3 convolutions with batch normalisation, as used on 32×32 images: {@code
 * vgg11-bn}, {@code vgg13-bn}, {@code vgg16-bn}, {@code vgg19-bn}, and {@code vgg-mini-bn}, four
 * convolutions of this project's choice for small grey images.
 *
 * <p>One linear layer after global averaging instead of the paper's three; pooling rounds sizes up,
 * so that 28×28 images survive five of them. Names are kuangliu's ({@code features.0}, {@code
 * classifier}).
 *
 * @see <a href="https://arxiv.org/abs/1409.1556">Simonyan and Zisserman 2015, table 1</a>
 */
@Source(paper = Vgg.PAPER, at = "table 1")
final class Vgg implements Family {
  static final String PAPER =
      "Simonyan, Zisserman: Very Deep Convolutional Networks for Large-Scale Image"
          + " Recognition, ICLR 2015, arXiv 1409.1556";

  @Override
  public List<String> names() {
    return List.of("vgg11-bn", "vgg13-bn", "vgg16-bn", "vgg19-bn", "vgg-mini-bn");
  }

  @Override
  public Optional<Architecture> find(String name) {
    return switch (name) {
      case "vgg11-bn" -> published(name, 9_231_114, 1, 1, 2, 2, 2);
      case "vgg13-bn" -> published(name, 9_416_010, 2, 2, 2, 2, 2);
      case "vgg16-bn" -> published(name, 14_728_266, 2, 2, 3, 3, 3);
      case "vgg19-bn" -> published(name, 20_040_522, 2, 2, 4, 4, 4);
      case "vgg-mini-bn" ->
          architecture(name, Optional.empty(), new int[] {16, 32, 64}, new int[] {1, 1, 2});
      default -> Optional.empty();
    };
  }

  private static Optional<Architecture> published(String name, long parameters, int... repeats) {
    int[] channels = {64, 128, 256, 512, 512};
    return architecture(name, Published.cifar10(parameters, "kuangliu"), channels, repeats);
  }

  private static Optional<Architecture> architecture(
      String name, Optional<Published> known, int[] channels, int[] repeats) {
    return Optional.of(
        new Architecture(
            name,
            PAPER,
            known,
            NameMap.PREFIXES_ONLY,
            (net, image, classes) -> build(net, image, classes, channels, repeats)));
  }

  /** {@code repeats[i]} convolutions to {@code channels[i]}, then pooling, for each stage i. */
  private static Value build(
      NetworkBuilder net, Value image, int classes, int[] channels, int[] repeats) {
    Value x = image;
    int index = 0;
    for (int stage = 0; stage < channels.length; stage++) {
      for (int i = 0; i < repeats[stage]; i++) {
        x = net.conv("features." + index++, x, channels[stage], 3, 1, 1, 1, true);
        x = net.batchNorm("features." + index++, x);
        x = net.relu("features." + index++, x);
      }
      x = net.maxPool("features." + index++, x, 2, 2, 0, true);
    }
    return Blocks.averageLinear(net, "classifier", x, classes);
  }
}

package org.lrs.attack.backward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.model.Architectures;
import org.lrs.model.InputShape;
import org.lrs.nn.Folding;
import org.lrs.nn.Network;
import org.lrs.nn.Residual;

/** Changes of gradients on the architectures as they are. */
class SurgeryTest {
  static List<String> names() {
    return Architectures.names();
  }

  private static Network folded(String name) {
    return new Folding(Architectures.get(name).build(new InputShape(3, 32, 32), 10)).network();
  }

  @ParameterizedTest
  @CsvSource({
    // One branch a block: sums, but for dense layers and units that keep half of their channels.
    "resnet20-a, 9, true",
    "resnet20-b, 9, true",
    "resnet50, 16, true",
    "preact-resnet18, 8, true",
    "wrn-16-2, 6, true",
    "densenet40-k12-bc, 18, false",
    "mobilenet-v2, 14, true", // of 17 blocks, those with stride 1
    "shufflenet-v2-x1.0, 13, false", // of 16 units, those with stride 1
    "squeezenet, 4, true",
    "vit-mini, 8, true",
    "mixer-mini, 8, true",
    "resnet2b, 2, true",
    "vgg11-bn, 0, true",
    "squeezenet1.1, 0, true",
  })
  void branchesBesideSkipConnectionsAreFound(String name, int branches, boolean sums) {
    Network network = folded(name);
    List<Residual> found = Residual.of(network);
    assertThat(found).hasSize(branches).allMatch(r -> r.isSum(network) == sums);
    assertThat(found).allMatch(r -> r.skip() != r.branch());
  }

  @ParameterizedTest
  @MethodSource("names")
  void changesFitOrAreRefusedInASentence(String name) {
    Network network = folded(name);
    assertThat(new Ghost().apply(network).parameters()).hasSameSizeAs(network.parameters());
    if (name.startsWith("vit") || name.startsWith("mixer")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Linbp("").apply(network))
          .withMessage("'linbp' needs ReLUs; this network has none");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Bpa().apply(network))
          .withMessage("'bpa' needs ReLUs; this network has none");
    } else {
      assertThat(new Linbp("").apply(network).nodes()).hasSameSizeAs(network.nodes());
      assertThat(new Bpa().apply(network).nodes()).hasSameSizeAs(network.nodes());
      String first = network.nodes().get(0).name();
      assertThat(new Linbp(first).apply(network).nodes()).hasSameSizeAs(network.nodes());
    }
  }
}

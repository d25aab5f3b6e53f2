package org.lrs.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class FoldingTest {
  // Float32 sums of some hundred products in another order, through a few layers.
  private static final double FLOAT32_OF_A_SMALL_NETWORK = 1e-5;

  static List<String> names() {
    return SmallNetworks.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void foldedNetworkEqualsTheOriginalInEvaluation(String name) {
    Network network = SmallNetworks.build(name);
    try (Scope scope = Scope.open();
        StateDict numbers = SmallNetworks.numbers(network, Rng.of(1))) {
      Tensor images = SmallNetworks.images(4, Rng.of(2));
      Folding folding = new Folding(network);
      Tensor folded = folding.network().forward(images, folding.parameters(numbers), Mode.EVALUATE);
      Tensor plain = network.forward(images, numbers, Mode.EVALUATE);
      assertThat(relativeError(folded, plain)).isLessThan(FLOAT32_OF_A_SMALL_NETWORK);
      assertThat(folding.network().nodes()).noneMatch(node -> node.layer() instanceof BatchNorm);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "preact", "shortcut-b", "dense", "depthwise"})
  void gradientsThroughFoldingReachTheOriginalParameters(String name) {
    Network network = SmallNetworks.build(name);
    try (Scope scope = Scope.open();
        StateDict numbers = SmallNetworks.numbers(network, Rng.of(3))) {
      List<Tensor> trained = numbers.trainable(network, true);
      Tensor images = SmallNetworks.images(4, Rng.of(4));
      Folding folding = new Folding(network);
      Tensor folded = folding.network().forward(images, folding.parameters(numbers), Mode.EVALUATE);
      List<Tensor> found = Autograd.gradients(folded.square().mean(), trained);
      Tensor plain = network.forward(images, numbers, Mode.EVALUATE);
      List<Tensor> wanted = Autograd.gradients(plain.square().mean(), trained);
      for (int i = 0; i < found.size(); i++) {
        // Ten times the tolerance of one pass, as a gradient sums over all pixels.
        assertThat(relativeError(found.get(i), wanted.get(i)))
            .as(name + " parameter " + i)
            .isLessThan(10 * FLOAT32_OF_A_SMALL_NETWORK);
      }
      numbers.trainable(network, false);
    }
  }

  static double relativeError(Tensor a, Tensor b) {
    double error = a.detach().subtract(b.detach()).square().sum().item();
    double size = b.detach().square().sum().item();
    return Math.sqrt(error) / Math.max(Math.sqrt(size), 1e-6);
  }
}

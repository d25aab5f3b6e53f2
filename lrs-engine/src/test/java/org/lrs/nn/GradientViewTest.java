package org.lrs.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class GradientViewTest {
  // Float32 sums in another order, forwards and back.
  private static final double FLOAT32_THERE_AND_BACK = 1e-4;

  static List<String> names() {
    return SmallNetworks.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void inputGradientEqualsAutograd(String name) {
    Network network = SmallNetworks.build(name);
    try (Scope scope = Scope.open();
        StateDict numbers = SmallNetworks.numbers(network, Rng.of(5));
        GradientView view = new GradientView(network, numbers, UnaryOperator.identity())) {
      Tensor images = SmallNetworks.images(3, Rng.of(6));
      Tensor weights = Tensor.of(Rng.of(7).gaussian(3 * SmallNetworks.CLASSES), 3, 5);

      Tensor leaf = images.leaf();
      Tensor logits = network.forward(leaf, numbers, Mode.EVALUATE);
      Tensor wanted = Autograd.gradient(logits.multiply(weights).sum(), leaf);

      GradientView.Pass pass = view.forward(images, List.of(), Draws.none());
      assertThat(FoldingTest.relativeError(pass.logits(), logits))
          .isLessThan(FLOAT32_THERE_AND_BACK);
      assertThat(FoldingTest.relativeError(view.logits(images), logits))
          .isLessThan(FLOAT32_THERE_AND_BACK);
      float[] before = weights.toFloatArray();
      Tensor found = pass.inputGradient(weights);
      assertThat(FoldingTest.relativeError(found, wanted)).isLessThan(FLOAT32_THERE_AND_BACK);
      assertThat(weights.toFloatArray()).as("the given gradient").isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void passLeavesImagesAndLaterPassesAlone(String name) {
    Network network = SmallNetworks.build(name);
    try (Scope scope = Scope.open();
        StateDict numbers = SmallNetworks.numbers(network, Rng.of(8));
        GradientView view = new GradientView(network, numbers, UnaryOperator.identity())) {
      Tensor images = SmallNetworks.images(2, Rng.of(9));
      Tensor ones = Tensor.full(1, 2, SmallNetworks.CLASSES);
      float[] before = images.toFloatArray();
      float[] first =
          view.forward(images, List.of(), Draws.none()).inputGradient(ones).toFloatArray();
      float[] second =
          view.forward(images, List.of(), Draws.none()).inputGradient(ones).toFloatArray();
      assertThat(second).isEqualTo(first);
      assertThat(images.toFloatArray()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void gradientFromAllTrunkLayersAndTheLogitsEqualsTheSumOfEach(String name) {
    Network network = SmallNetworks.build(name);
    try (Scope scope = Scope.open();
        StateDict numbers = SmallNetworks.numbers(network, Rng.of(5));
        GradientView view = new GradientView(network, numbers, UnaryOperator.identity())) {
      Tensor images = SmallNetworks.images(2, Rng.of(6));
      Tensor atLogits = Tensor.full(1, 2, SmallNetworks.CLASSES);
      List<String> layers = view.trunk();
      assertThat(layers).contains("fc");
      GradientView.Pass together = view.forward(images, layers, Draws.none());
      List<Tensor> squares = together.features().stream().map(f -> f.multiply(2)).toList();
      Tensor sum = view.forward(images, List.of(), Draws.none()).inputGradient(atLogits);
      for (int k = 0; k < layers.size(); k++) {
        GradientView.Pass alone = view.forward(images, List.of(layers.get(k)), Draws.none());
        sum = sum.add(alone.inputGradient(null, List.of(squares.get(k))));
        // Everything passes a trunk layer: the logits' gradient can be taken in two halves there.
        GradientView.Pass halves = view.forward(images, List.of(layers.get(k)), Draws.none());
        Tensor through = halves.inputGradient(null, List.of(halves.featureGradient(atLogits)));
        Tensor whole = view.forward(images, List.of(), Draws.none()).inputGradient(atLogits);
        assertThat(FoldingTest.relativeError(through, whole)).isLessThan(FLOAT32_THERE_AND_BACK);
      }
      Tensor found = together.inputGradient(atLogits, squares);
      assertThat(FoldingTest.relativeError(found, sum)).isLessThan(FLOAT32_THERE_AND_BACK);
    }
  }

  @Test
  void trainingTheOriginalChangesNothingInTheView() {
    Network network = SmallNetworks.build("plain");
    try (Scope scope = Scope.open();
        StateDict numbers = SmallNetworks.numbers(network, Rng.of(10));
        GradientView view = new GradientView(network, numbers, UnaryOperator.identity())) {
      Tensor images = SmallNetworks.images(2, Rng.of(11));
      float[] before = view.logits(images).toFloatArray();
      numbers.get("fc.weight").multiplyInPlace(2);
      numbers.get("c1.weight").multiplyInPlace(2);
      assertThat(view.logits(images).toFloatArray()).isEqualTo(before);
    }
  }
}

package org.lrs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.data.Normalization;
import org.lrs.nn.Mode;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class TemperatureTest {
  private static final InputShape INPUT = new InputShape(3, 8, 8);

  @Test
  void everyLogitIsDividedItsBiasIncluded() {
    try (Scope scope = Scope.open();
        Classifier classifier = TinyClassifiers.smooth(INPUT, 4, Normalization.none(3), 1)) {
      Tensor images = TinyClassifiers.images(5, INPUT, 1);
      float[] before = classifier.logits(images, Mode.EVALUATE).toFloatArray();
      classifier.soften(4);
      float[] after = classifier.logits(images, Mode.EVALUATE).toFloatArray();
      for (int i = 0; i < before.length; i++) {
        assertThat(after[i]).isCloseTo(before[i] / 4, within(1e-6f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"squeezenet", "squeezenet1.1", "vgg-mini-bn", "mixer-mini"})
  void logitsAreDividedWhateverANetworkEndsWith(String architecture) {
    InputShape small = new InputShape(3, 32, 32);
    try (Scope scope = Scope.open();
        Classifier classifier = ArchitectureGradientTest.fresh(architecture, small)) {
      Tensor images = TinyClassifiers.images(2, small, 1);
      float[] before = classifier.logits(images, Mode.EVALUATE).toFloatArray();
      classifier.soften(5);
      float[] after = classifier.logits(images, Mode.EVALUATE).toFloatArray();
      for (int i = 0; i < before.length; i++) {
        assertThat(after[i]).isCloseTo(before[i] / 5, within(1e-5f));
      }
    }
  }

  @Test
  void lossOfTwoClassesFallsToTheClosedForm() {
    // Logits 3 and −1 of the first pixel at 1: the loss at T is log(1 + exp(−4 / T)).
    double[][] weight = {{3}, {-1}};
    InputShape one = new InputShape(1, 1, 1);
    try (Scope scope = Scope.open();
        Classifier classifier = TinyClassifiers.linear(one, weight, Normalization.none(1))) {
      classifier.soften(2.5);
      Tensor logits = classifier.logits(Tensor.of(new float[] {1}, 1, 1, 1, 1), Mode.EVALUATE);
      Tensor loss = NeuralOps.crossEntropyPerSample(logits, Tensor.of(new long[] {0}, 1));
      assertThat((double) loss.toFloatArray()[0])
          .isCloseTo(Math.log1p(Math.exp(-4 / 2.5)), within(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 0.009, 101, Double.NaN, Double.POSITIVE_INFINITY})
  void othersAreRefused(double temperature) {
    assertThatThrownBy(() -> Classifier.temperature(temperature))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("temperature must be in [0.01, 100], got ");
  }
}

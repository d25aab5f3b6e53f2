package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lrs.data.Datasets;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.model.Classifier;
import org.lrs.model.EmbeddedModels;
import org.lrs.nn.Mode;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

/** A refinement starts from a network as confident as it should be. */
@NoTensorLeak
class SoftenedStartTest {

  private static final ImageDataset IMAGES = Datasets.open("embedded", null, "train").take(256);

  @Test
  void confidenceIsTheMeanProbabilityOfThePredictedClass() {
    float[][] logits = {{(float) Math.log(3), 0}, {0, 0}};
    assertThat(SoftenedStart.confidence(logits, 1)).isCloseTo((0.75 + 0.5) / 2, within(1e-6));
    // √3 : 1
    double first = Math.sqrt(3) / (1 + Math.sqrt(3));
    assertThat(SoftenedStart.confidence(logits, 2)).isCloseTo((first + 0.5) / 2, within(1e-6));
  }

  @Test
  void overconfidentNetworkIsSoftenedToTheWantedConfidence() {
    try (Classifier network = EmbeddedModels.open("resnet8-a")) {
      network.soften(0.1);
      double temperature = SoftenedStart.soften(network, IMAGES, Optional.empty());
      assertThat(temperature).isGreaterThan(5);
      assertThat(meanConfidence(network)).isCloseTo(SoftenedStart.CONFIDENCE, within(1e-3));
      // Now it is as confident as wanted.
      assertThat(SoftenedStart.measured(network, IMAGES)).isCloseTo(1, within(0.01));
    }
  }

  @Test
  void confidenceIsNeverRaised() {
    try (Classifier network = EmbeddedModels.open("resnet8-a")) {
      network.soften(10);
      assertThat(SoftenedStart.measured(network, IMAGES)).isEqualTo(1);
    }
  }

  @Test
  void givenTemperatureIsTaken() {
    try (Classifier network = EmbeddedModels.open("resnet8-a");
        Scope scope = Scope.open()) {
      float before = first(network);
      assertThat(SoftenedStart.soften(network, IMAGES, Optional.of(1.0))).isEqualTo(1);
      assertThat(first(network)).isEqualTo(before);
      assertThat(SoftenedStart.soften(network, IMAGES, Optional.of(4.0))).isEqualTo(4);
      assertThat(first(network)).isCloseTo(before / 4, within(1e-4f));
    }
  }

  private static float first(Classifier network) {
    return network.logits(ImageBatch.range(IMAGES, 0, 1).images(), Mode.EVALUATE).toFloatArray()[0];
  }

  /** By libtorch: 1 / Σ exp(z - max z). */
  private static double meanConfidence(Classifier network) {
    try (Scope scope = Scope.open()) {
      Tensor logits =
          network.logits(ImageBatch.range(IMAGES, 0, 256).images(), Mode.EVALUATE).detach();
      Tensor above = logits.subtract(logits.max(true, 1)).exp();
      float[] totals = above.sumPerSample().toFloatArray();
      double sum = 0;
      for (float total : totals) {
        sum += 1 / total;
      }
      return sum / totals.length;
    }
  }
}

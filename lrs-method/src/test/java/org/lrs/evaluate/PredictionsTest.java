package org.lrs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class PredictionsTest {

  /** Two classes: which of the two pixels is brighter. */
  private static Classifier brighter() {
    double[][] weights = {{1, 0}, {0, 1}};
    return TinyClassifiers.linear(new InputShape(1, 1, 2), weights, Normalization.none(1));
  }

  @Test
  void predictedClassHasTheLargestScore() {
    byte[] pixels = {10, 20, (byte) 255, (byte) 128, 0, 1};
    try (Target target = new ClassifierTarget(brighter())) {
      Predictions found = Predictions.of(target, new Images(pixels, 3, 1, 1, 2));
      assertThat(found.classes()).containsExactly(1, 0, 1);
      assertThat(found.scores()[1]).containsExactly(1f, (float) (128 / 255.0));
      assertThat(found.accuracy(new int[] {1, 0, 0})).isEqualTo(2 / 3.0);
      assertThat(found.accuracy(new int[] {1, 0, 0})).isEqualTo(2 / 3.0);
    }
  }

  @Test
  void firstOfEqualScoresWins() {
    try (Target target = new ClassifierTarget(brighter())) {
      assertThat(Predictions.of(target, new Images(new byte[] {7, 7}, 1, 1, 1, 2)).classes())
          .containsExactly(0);
    }
  }

  @Test
  void manyImagesAreAskedInPartsAndStayInOrder() {
    int count = 250;
    byte[] pixels = new byte[2 * count];
    int[] wanted = new int[count];
    for (int i = 0; i < count; i++) {
      wanted[i] = i % 3 == 0 ? 1 : 0;
      pixels[2 * i + wanted[i]] = 100;
    }
    try (Target target = new ClassifierTarget(brighter())) {
      assertThat(target.name()).isEqualTo("linear");
      assertThat(target.classes()).isEqualTo(2);
      assertThat(Predictions.of(target, new Images(pixels, count, 1, 1, 2)).classes())
          .isEqualTo(wanted);
    }
  }
}

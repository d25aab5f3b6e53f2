package org.lrs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.evaluate.SoundnessCheck.Severity;
import org.lrs.threat.L2Ball;
import org.lrs.threat.LinfBall;

class SoundnessCheckTest {
  private static final int COUNT = 40;

  private static ImageDataset dataset(int classes) {
    return new ImageDataset(
        "test",
        new Images(new byte[COUNT], COUNT, 1, 1, 1),
        IntStream.range(0, COUNT).map(i -> i % classes).toArray(),
        IntStream.range(0, COUNT).asLongStream().toArray(),
        IntStream.range(0, classes).mapToObj(String::valueOf).toList());
  }

  /** Right on the first images, wrong on the others, with logits of ±3. */
  private static Predictions right(int count, int classes) {
    int[] predicted = new int[COUNT];
    float[][] scores = new float[COUNT][classes];
    for (int i = 0; i < COUNT; i++) {
      predicted[i] = (i + (i < count ? 0 : 1)) % classes;
      Arrays.fill(scores[i], -3);
      scores[i][predicted[i]] = 3;
    }
    return new Predictions(predicted, scores);
  }

  private static List<Finding> target(int right, int classes) {
    Predictions found = right(right, classes);
    return SoundnessCheck.target("net", dataset(classes), found, found);
  }

  @Test
  void goodTargetHasNoFindings() {
    assertThat(target(36, 10)).isEmpty();
    assertThat(target(30, 2)).isEmpty();
  }

  @Test
  void guessingTargetIsAnError() {
    assertThat(target(4, 10))
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "net",
                "clean accuracy is 10.0 %, hardly above chance (10.0 %); check its normalization,"
                    + " layout, channel order and class order"));
    assertThat(target(21, 2)).extracting(Finding::severity).containsExactly(Severity.ERROR);
  }

  @Test
  void unstablePredictionsAreAnError() {
    List<Finding> findings =
        SoundnessCheck.target("net", dataset(10), right(36, 10), right(35, 10));
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).severity()).isEqualTo(Severity.ERROR);
    assertThat(findings.get(0).sentence()).startsWith("predictions on the same images differ");
  }

  @Test
  void probabilitiesAreMentioned() {
    Predictions logits = right(36, 10);
    float[][] scores = new float[COUNT][10];
    for (int i = 0; i < COUNT; i++) {
      Arrays.fill(scores[i], 0.05f);
      scores[i][logits.classes()[i]] = 0.55f;
    }
    Predictions found = new Predictions(logits.classes(), scores);
    assertThat(SoundnessCheck.target("net", dataset(10), found, found))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFO);
  }

  @Test
  void scoresThatAreNoNumbersAreAnErrorAndNoProbabilities() {
    Predictions found = right(36, 10);
    for (float[] row : found.scores()) {
      Arrays.fill(row, Float.NaN);
    }
    List<Finding> findings = SoundnessCheck.target("net", dataset(10), found, found);
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).severity()).isEqualTo(Severity.ERROR);
    assertThat(findings.get(0).sentence()).startsWith("some scores are not finite");
  }

  private static List<Finding> adversarial(int levels, double radius, boolean linf, int zero) {
    Images clean = new Images(new byte[40], 10, 1, 2, 2);
    byte[] moved = new byte[40];
    Arrays.fill(moved, 0, 4, (byte) levels);
    return SoundnessCheck.adversarial(
        "a by b",
        clean,
        new Images(moved, 10, 1, 2, 2),
        linf ? new LinfBall(radius) : new L2Ball(radius),
        zero);
  }

  @Test
  void imagesInsideTheBallHaveNoFindings() {
    assertThat(adversarial(8, 8 / 255.0, true, 0)).isEmpty();
    assertThat(adversarial(4, 8 / 255.0, false, 0)).isEmpty(); // √(4 · 4²) = 8
  }

  @Test
  void imagesOutsideTheBallAreAnError() {
    assertThat(adversarial(9, 8 / 255.0, true, 0))
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "a by b",
                "a saved image moved by 0.03529, beyond epsilon 0.03137"));
    assertThat(adversarial(5, 8 / 255.0, false, 0)).hasSize(1); // length 10
  }

  @Test
  void blindAttackIsAWarning() {
    assertThat(adversarial(8, 8 / 255.0, true, 1))
        .containsExactly(
            new Finding(
                Severity.WARNING,
                "a by b",
                "10.0 % of the images have a gradient of exactly zero at the start, so the attack"
                    + " is blind there; the surrogate is saturated"));
  }
}

package org.lrs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.evaluate.SoundnessCheck.Severity;
import org.lrs.statistics.SuccessRate;
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
  void labelsThatCountFromOneAreRecognised() {
    // The predictions of right(0, 10) are one above the labels of dataset(10).
    ImageDataset counted = dataset(10);
    int[] later = Arrays.stream(counted.labels()).map(label -> (label + 2) % 10).toArray();
    ImageDataset fromOne =
        new ImageDataset("test", counted.images(), later, counted.ids(), counted.classNames());
    Predictions found = right(0, 10);
    assertThat(SoundnessCheck.target("net", fromOne, found, found))
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "net",
                "clean accuracy is 0.0 %, but most predictions are the class before the label;"
                    + " labels count from 0, so subtract 1 from them"));
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
  void scoresThatAreNotFiniteAreFoundAndRefusedOfASingleNetwork() {
    for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Predictions found = right(36, 10);
      found.scores()[3][7] = broken;
      assertThat(SoundnessCheck.target("net", dataset(10), found, found))
          .singleElement()
          .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.ERROR))
          .satisfies(finding -> assertThat(finding.sentence()).contains("not finite for 1 of 40"));
      assertThatThrownBy(() -> SoundnessCheck.target(scorer(10, found.scores()), dataset(10)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "'net' gives scores that are not finite for 1 of 40 images; check its weights, its"
                  + " normalization and the range of its pixels");
    }
  }

  @Test
  void targetOfOtherClassesAndEmptySetsAreRefused() {
    Target eleven = scorer(11, right(36, 11).scores());
    assertThatThrownBy(() -> SoundnessCheck.requireFit(eleven, dataset(10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'net' has 11 classes, the data set has 10; it cannot be compared on these images");
    ImageDataset none = dataset(11).take(0);
    assertThatThrownBy(() -> SoundnessCheck.requireFit(eleven, none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("test holds no images, so nothing can be measured on it; choose others");
    SoundnessCheck.requireFit(eleven, dataset(11));
  }

  @Test
  void aTargetIsShownTheSameImagesTwice() {
    assertThat(SoundnessCheck.target(scorer(10, right(36, 10).scores()), dataset(10))).isEmpty();
    assertThat(SoundnessCheck.target(scorer(10, right(4, 10).scores()), dataset(10)))
        .extracting(Finding::sentence)
        .singleElement()
        .asString()
        .startsWith("clean accuracy is 10.0 %");
  }

  private static Target scorer(int classes, float[][] scores) {
    return new Target() {
      @Override
      public String name() {
        return "net";
      }

      @Override
      public int classes() {
        return classes;
      }

      @Override
      public float[][] scores(Images images) {
        return scores;
      }

      @Override
      public void close() {}
    };
  }

  private static List<Finding> adversarial(int levels, double radius, boolean linf, int zero) {
    Images clean = new Images(new byte[40], 10, 1, 2, 2);
    byte[] moved = new byte[40];
    Arrays.fill(moved, 0, 4, (byte) levels);
    return SoundnessCheck.adversarial(
        "a by b",
        linf ? new LinfBall(radius) : new L2Ball(radius),
        Perturbations.between(clean, new Images(moved, 10, 1, 2, 2)),
        zero / 10.0,
        new SuccessRate(9, 10));
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
                "a saved image moved by 0.03529, beyond epsilon 0.03137; craft the images again,"
                    + " within epsilon"));
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
                    + " is blind there; soften the surrogate (temperature: 4) or attack its logits"
                    + " (objective: logit-margin)"));
  }

  @Test
  void attackThatFailsOnItsOwnSurrogateIsAWarning() {
    Perturbations none = new Perturbations(0, 0, 0, 0);
    LinfBall ball = new LinfBall(8 / 255.0);
    assertThat(SoundnessCheck.adversarial("a by b", ball, none, 0, new SuccessRate(4, 10)))
        .containsExactly(
            new Finding(
                Severity.WARNING,
                "a by b",
                "the attack fools the surrogate itself on only 40.0 % of the images it gets right;"
                    + " attack with more steps or a larger epsilon, or, if it was refined, refine"
                    + " it less"));
    assertThat(SoundnessCheck.adversarial("a by b", ball, none, 0, new SuccessRate(0, 0)))
        .isEmpty();
  }
}

package org.lrs.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.TargetClasses;
import org.lrs.format.FormatException;
import org.lrs.tensor.Rng;

class TargetRuleTest {
  private static final float[][] SCORES = {
    {9, 1, 5, 1}, {-1, -9, -2, -3}, {0, 0, 0, 0}, {1, 2, Float.NEGATIVE_INFINITY, 3}
  };

  private static float[][] never() {
    throw new AssertionError("this rule needs no surrogate");
  }

  private static ImageDataset images(String... names) {
    return new ImageDataset(
        "four",
        new Images(new byte[4], 4, 1, 1, 1),
        new int[] {0, 1, 0, 3},
        new long[] {5, 6, 7, 8},
        List.of(names));
  }

  private static final ImageDataset FOUR = images("cat", "dog", "3", "ship");

  private static int[] asked(TargetRule rule) {
    return rule.classes(FOUR, () -> SCORES, Rng.of(1));
  }

  @Test
  void leastLikelyIsTheSmallestScoreAmongTheOtherClasses() {
    // Of equal scores the first one; the second image's own class has the smallest score of all.
    assertThat(asked(TargetRule.Other.LEAST_LIKELY)).containsExactly(1, 3, 1, 2);
  }

  @Test
  void runnerUpIsTheLargestScoreAmongTheOtherClasses() {
    assertThat(asked(TargetRule.Other.RUNNER_UP)).containsExactly(2, 0, 1, 1);
  }

  @Test
  void randomClassIsNeverTheTrueOneAndBelongsToTheImage() {
    int[] together = FOUR.labels();
    for (int seed = 0; seed < 50; seed++) {
      Rng rng = Rng.of(seed);
      together = TargetRule.Other.RANDOM.classes(FOUR, TargetRuleTest::never, rng);
      for (int i = 0; i < together.length; i++) {
        assertThat(together[i]).isBetween(0, 3).isNotEqualTo(FOUR.labels()[i]);
        assertThat(
                TargetRule.Other.RANDOM.classes(FOUR.range(i, i + 1), TargetRuleTest::never, rng))
            .containsExactly(together[i]);
      }
    }
  }

  @Test
  void classIsGivenByItsNameOrNumberAndTheNameGoesFirst() {
    assertThat(new TargetRule.Named("ship").classes(FOUR, TargetRuleTest::never, Rng.of(1)))
        .containsExactly(3, 3, 3, 3);
    assertThat(asked(new TargetRule.Named("1"))).containsOnly(1);
    assertThat(asked(new TargetRule.Named("3"))).containsOnly(2);
  }

  @Test
  void aNameOfTwoClassesNamesNeither() {
    ImageDataset cranes =
        new ImageDataset(
            "two",
            new Images(new byte[1], 1, 1, 1, 1),
            new int[1],
            new long[1],
            List.of("ship", "crane", "crane"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new TargetRule.Named("crane").classes(cranes, TargetRuleTest::never, Rng.of(1)))
        .withMessage("'crane' is the name of the classes 1 and 2; give the number of one");
  }

  @Test
  void classThatDoesNotExistIsToldWithTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> asked(new TargetRule.Named("shipp")))
        .withMessageContaining("unknown class 'shipp'; nearest: 'ship'");
  }

  @Test
  void oneClassLeavesNoOtherToAskFor() {
    ImageDataset lonely =
        new ImageDataset(
            "one", new Images(new byte[1], 1, 1, 1, 1), new int[1], new long[1], List.of("all"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TargetRule.Other.RUNNER_UP.classes(lonely, TargetRuleTest::never, Rng.of(1)))
        .withMessageContaining("two classes or more");
  }

  @Test
  void classesComeFromAFileThatFitsTheImages(@TempDir Path folder) throws IOException {
    TargetRule listed = new TargetRule.Listed(folder.resolve(TargetClasses.FILE));
    TargetClasses.write(folder, new int[] {3, 2, 1, 0});
    assertThat(listed.classes(FOUR, TargetRuleTest::never, Rng.of(1))).containsExactly(3, 2, 1, 0);
    assertThat(TargetClasses.in(folder, FOUR)).hasValue(new int[] {3, 2, 1, 0});
    TargetClasses.write(folder, new int[] {3, 2, 4, 0});
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> asked(listed))
        .withMessageContaining("class 4 of image 2 lies outside the 4 classes");
    TargetClasses.write(folder, new int[] {3, 2});
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> asked(listed))
        .withMessageContaining("one number for each of 4 images");
    Files.delete(folder.resolve(TargetClasses.FILE));
    assertThat(TargetClasses.in(folder, FOUR)).isEmpty();
  }
}

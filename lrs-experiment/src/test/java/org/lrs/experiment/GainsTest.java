package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lrs.evaluate.Outcomes;
import org.lrs.result.Gain;
import org.lrs.result.Surrogate;
import org.lrs.statistics.Estimate;

class GainsTest {
  private static final int IMAGES = 40;
  private static final List<Surrogate> SURROGATES =
      List.of(surrogate("plain", Surrogate.PLAIN), surrogate("better", "lrs-f"));

  private static Surrogate surrogate(String name, String method) {
    return new Surrogate(
        name, "m", null, method, Map.of(), null, null, null, null, List.of(), List.of());
  }

  /** Fools a target on the first of 40 images, of which it gets the last four wrong when clean. */
  private static Outcomes fooled(int first) {
    int[] clean = IntStream.range(0, IMAGES).map(i -> i < 36 ? 0 : 1).toArray();
    int[] after = IntStream.range(0, IMAGES).map(i -> i < first ? 1 : 0).toArray();
    return Outcomes.of(clean, after, new int[IMAGES], Optional.empty());
  }

  @Test
  void differencesAreMeansOverTargetsOfPairedImagesThatAreRightWhenClean() {
    Gains gains = new Gains();
    gains.add("plain", "pgd", fooled(9));
    gains.add("plain", "pgd", fooled(0));
    gains.add("better", "pgd", fooled(18));
    gains.add("better", "pgd", fooled(9));
    gains.add("plain", "fgsm", fooled(18));
    gains.add("plain", "fgsm", fooled(18));
    gains.add("better", "fgsm", fooled(18));
    gains.add("better", "fgsm", fooled(18));
    // On the refined surrogate alone: nothing to compare with.
    gains.add("better", "dim", fooled(36));
    gains.add("better", "dim", fooled(36));
    List<Gain> all = gains.over(SURROGATES, IMAGES);
    assertThat(all).extracting(Gain::surrogate).containsOnly("better");
    assertThat(all).extracting(Gain::plain).containsOnly("plain");
    assertThat(all).extracting(Gain::attack).containsExactly("pgd", "fgsm", null);
    Estimate pgd = all.get(0).mean();
    assertThat(pgd.value()).isEqualTo(0.25);
    // One standard error of a share of 9 in 36 is 0.07.
    assertThat(pgd.low()).isBetween(0.08, 0.18);
    assertThat(pgd.high()).isBetween(0.32, 0.42);
    assertThat(all.get(1).mean()).isEqualTo(new Estimate(0, 0, 0));
    assertThat(all.get(2).mean().value()).isEqualTo(0.125);
  }

  @Test
  void nothingIsGainedWithoutAPlainSurrogateOrImages() {
    Gains gains = new Gains();
    gains.add("better", "pgd", fooled(18));
    assertThat(gains.over(SURROGATES.subList(1, 2), IMAGES)).isEmpty();
    assertThat(gains.over(SURROGATES, IMAGES)).isEmpty();
  }
}

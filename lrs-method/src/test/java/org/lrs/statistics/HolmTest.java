package org.lrs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lrs.tensor.Rng;

class HolmTest {

  @Test
  void smallestIsMultipliedByTheFamilyAndTheOthersByWhatIsLeft() {
    // 4 · 0.005, 3 · 0.01, then 2 · 0.03 = 0.06 also holds for 1 · 0.04.
    assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
  }

  @Test
  void oneTestStaysAndNoneGivesNone() {
    assertThat(Holm.adjust(new double[] {0.2})).containsExactly(0.2);
    assertThat(Holm.adjust(new double[0])).isEmpty();
  }

  @Test
  void nothingExceedsOne() {
    assertThat(Holm.adjust(new double[] {0.9, 0.5, 1})).containsExactly(1, 1, 1);
  }

  @Test
  void rejectsWhatTheStepDownProcedureRejects() {
    Rng rng = Rng.of(5);
    for (int family = 0; family < 200; family++) {
      double[] p = new double[1 + rng.nextInt(8)];
      Arrays.setAll(p, i -> Math.pow(rng.nextDouble(), 3));
      double level = 0.01 + 0.2 * rng.nextDouble();
      double[] adjusted = Holm.adjust(p);
      boolean[] rejected = new boolean[p.length];
      for (int i = 0; i < p.length; i++) {
        rejected[i] = adjusted[i] <= level;
      }
      assertThat(rejected).isEqualTo(stepDown(p, level));
    }
  }

  /** Holm's procedure as he wrote it: goes on while the smallest left is small enough. */
  private static boolean[] stepDown(double[] p, double level) {
    boolean[] rejected = new boolean[p.length];
    for (int left = p.length; left > 0; left--) {
      int smallest = -1;
      for (int i = 0; i < p.length; i++) {
        if (!rejected[i] && (smallest < 0 || p[i] < p[smallest])) {
          smallest = i;
        }
      }
      if (p[smallest] > level / left) {
        break;
      }
      rejected[smallest] = true;
    }
    return rejected;
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    assertThatThrownBy(() -> Holm.adjust(new double[] {0.1, Double.NaN}))
        .hasMessageContaining("must lie in [0, 1]");
  }
}

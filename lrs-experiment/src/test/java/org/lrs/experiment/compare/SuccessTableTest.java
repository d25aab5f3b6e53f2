package org.lrs.experiment.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lrs.evaluate.Outcomes;
import org.lrs.evaluate.PairedRates;
import org.lrs.result.Denominator;
import org.lrs.result.SurrogateComparison.Row;
import org.lrs.statistics.ImageBootstrap;
import org.lrs.tensor.Rng;

/** One table by hand: forty images of class 0, the last ten wrong on target t even when clean. */
class SuccessTableTest {
  private static final int IMAGES = 40;
  private static final int[] LABELS = new int[IMAGES];
  private static final ImageBootstrap BOOTSTRAP = new ImageBootstrap(IMAGES, 200, Rng.of(0));

  /** Says class 1 from one image up to another, class 0 elsewhere. */
  private static int[] ones(int from, int to) {
    int[] classes = new int[IMAGES];
    Arrays.fill(classes, from, to, 1);
    return classes;
  }

  private static Outcomes onT(int fooledTo) {
    return Outcomes.of(ones(30, 40), ones(0, fooledTo), LABELS, Optional.empty());
  }

  private static Outcomes onU(int fooledTo) {
    return Outcomes.of(new int[IMAGES], ones(0, fooledTo), LABELS, Optional.empty());
  }

  private static List<Row> rows(Denominator denominator, String... counted) {
    Map<String, List<Outcomes>> outcomes = new LinkedHashMap<>();
    outcomes.put("plain", List.of(onT(5), onU(8)));
    outcomes.put("better", List.of(onT(15), onU(10)));
    outcomes.put("worse", List.of(onT(0), onU(8)));
    return new SuccessTable(outcomes, List.of("t", "u"), List.of(counted), denominator, BOOTSTRAP)
        .rows("plain", null);
  }

  @Test
  void denominatorDecidesWhichImagesCount() {
    assertThat(rows(Denominator.ALL, "t").get(0).mean().value()).isEqualTo(5.0 / 40);
    assertThat(rows(Denominator.CLEAN_CORRECT, "t").get(0).mean().value()).isEqualTo(5.0 / 30);
  }

  @Test
  void differencesArePairedAndCorrectedAsOneFamily() {
    List<Row> rows = rows(Denominator.CLEAN_CORRECT, "t", "u");
    Row better = rows.get(1);
    assertThat(better.toBaseline().tests().get(0).pairs()).isEqualTo(new PairedRates(5, 10, 0, 15));
    assertThat(better.toBaseline().mean().value())
        .isEqualTo((10.0 / 30 + 2.0 / 40) / 2, within(1e-12));
    // 2 / 2^10, 2 / 2^2, 2 / 2^5 and 1: the family has four tests.
    assertThat(better.toBaseline().tests().get(0).pValue()).isEqualTo(2.0 / 1024);
    assertThat(better.toBaseline().tests().get(0).adjusted()).isEqualTo(4 * 2.0 / 1024);
    assertThat(rows.get(2).toBaseline().tests().get(0).adjusted()).isEqualTo(3 * 2.0 / 32);
    assertThat(better.toBaseline().tests().get(1).adjusted()).isEqualTo(1);
    assertThat(rows.get(2).toBaseline().tests().get(1).pValue()).isEqualTo(1);
  }

  @Test
  void targetWithoutTrialsHasNoFigures() {
    Outcomes nothing = Outcomes.of(ones(0, 40), ones(0, 40), LABELS, Optional.empty());
    Map<String, List<Outcomes>> outcomes =
        Map.of("plain", List.of(nothing), "other", List.of(nothing));
    List<Row> rows =
        new SuccessTable(outcomes, List.of("t"), List.of("t"), Denominator.CLEAN_CORRECT, BOOTSTRAP)
            .rows("plain", "other");
    assertThat(rows).allMatch(row -> row.mean() == null && row.cells().get(0).rate() == null);
    assertThat(rows)
        .filteredOn(row -> row.toBaseline() != null)
        .singleElement()
        .matches(row -> row.toBaseline().mean() == null)
        .matches(row -> row.toBaseline().tests().get(0).pValue() == null);
  }

  @Test
  void attackThatDidNotRunOnTheBaselineIsShownWithoutDifferences() {
    Map<String, List<Outcomes>> outcomes = Map.of("other", List.of(onU(3)));
    List<Row> rows =
        new SuccessTable(outcomes, List.of("u"), List.of("u"), Denominator.ALL, BOOTSTRAP)
            .rows("plain", null);
    assertThat(rows).singleElement().matches(row -> row.toBaseline() == null);
  }
}

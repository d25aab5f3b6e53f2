package org.lrs.experiment.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.SurrogateComparison.Cell;
import org.lrs.result.SurrogateComparison.Predictor;
import org.lrs.result.SurrogateComparison.Property;
import org.lrs.result.SurrogateComparison.Row;
import org.lrs.result.SurrogateComparison.Surrogate;
import org.lrs.result.SurrogateComparison.Table;
import org.lrs.statistics.Estimate;

class PredictorsTest {
  private static final RunResults.Attack ATTACK =
      new RunResults.Attack("pgd", "pgd", "linf", 0.03, 0.01, 10, 10L, "untargeted", Map.of());

  /** Predictors of the mean success. */
  private static Map<Property, Predictor> predictors(int count) {
    Map<Property, Predictor> found = new EnumMap<>(Property.class);
    all(count).stream().filter(p -> p.target() == null).forEach(p -> found.put(p.property(), p));
    return found;
  }

  /**
   * The smoother, the more success in the mean and on "far", and the less on "near"; all equally
   * accurate; curvature measured on four.
   */
  private static List<Predictor> all(int count) {
    List<Surrogate> surrogates = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = "s" + i;
      Double curvature = i < 4 ? i + 1.0 : null;
      surrogates.add(
          new Surrogate(
              name,
              "r",
              "m",
              "lrs-2",
              0.9,
              100.0 - i,
              null,
              curvature,
              Map.of("pgd", i / 10.0),
              null,
              null));
      List<Cell> cells = List.of(cell("far", 30 + 2 * i), cell("near", 90 - i));
      rows.add(new Row(name, cells, new Estimate(0.3 + i / 50.0, 0, 1), null, null));
    }
    Table table = new Table(ATTACK, Denominator.CLEAN_CORRECT, rows);
    Table all = new Table(ATTACK, Denominator.ALL, List.of());
    return Predictors.of(surrogates, List.of(table, all));
  }

  private static Cell cell(String target, long successes) {
    return new Cell(target, successes, 100, new Estimate(successes / 100.0, 0, 1));
  }

  @Test
  void targetsThatDisagreeHaveTheirOwnFigures() {
    List<Predictor> lipschitz =
        all(6).stream().filter(p -> p.property() == Property.LIPSCHITZ).toList();
    assertThat(lipschitz).extracting(Predictor::target).containsExactly(null, "far", "near");
    assertThat(lipschitz).extracting(p -> p.spearman().value()).containsExactly(-1.0, -1.0, 1.0);
  }

  @Test
  void orderOfThePropertyIsComparedWithTheOrderOfSuccess() {
    Map<Property, Predictor> found = predictors(6);
    assertThat(found.get(Property.LIPSCHITZ).spearman().value()).isEqualTo(-1);
    assertThat(found.get(Property.LIPSCHITZ).kendall()).isEqualTo(-1);
    assertThat(found.get(Property.LIPSCHITZ).surrogates()).isEqualTo(6);
    assertThat(found.get(Property.ROBUST_ACCURACY).spearman().value()).isEqualTo(1);
  }

  @Test
  void whatCannotBeToldSaysWhy() {
    Map<Property, Predictor> found = predictors(6);
    assertThat(found.get(Property.CLEAN_ACCURACY).why()).isEqualTo("the same for all surrogates");
    assertThat(found.get(Property.GRADIENT_NORM).why()).isEqualTo("not measured");
    assertThat(found.get(Property.CURVATURE).why()).isEqualTo("fewer than 5 surrogates");
    assertThat(found.get(Property.CURVATURE).surrogates()).isEqualTo(4);
    assertThat(predictors(4).get(Property.LIPSCHITZ).spearman()).isNull();
  }
}

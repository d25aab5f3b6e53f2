package org.lrs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lrs.evaluate.PairedRates;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.SurrogateComparison;
import org.lrs.result.SurrogateComparison.Cell;
import org.lrs.result.SurrogateComparison.Difference;
import org.lrs.result.SurrogateComparison.Predictor;
import org.lrs.result.SurrogateComparison.Property;
import org.lrs.result.SurrogateComparison.Row;
import org.lrs.result.SurrogateComparison.Surrogate;
import org.lrs.result.SurrogateComparison.Table;
import org.lrs.statistics.Estimate;

/** What the Markdown and the page say about a comparison made by hand. */
class ComparisonTest {
  private static final String EVIL = "<b>|x";

  private static final SurrogateComparison MODEL = model();

  private static SurrogateComparison model() {
    RunResults.Attack attack =
        new RunResults.Attack(
            "pgd", "pgd", "linf", 8 / 255.0, 2 / 255.0, 10, 10L, "untargeted", Map.of());
    Estimate half = new Estimate(0.5, 0.402, 0.598);
    Estimate more = new Estimate(0.7, 0.604, 0.781);
    PairedRates pairs = new PairedRates(45, 25, 5, 25);
    Difference gain =
        new Difference(
            List.of(
                new SurrogateComparison.Test("t", pairs, pairs.difference(), 0.0003, 0.0006),
                new SurrogateComparison.Test("u", pairs, pairs.difference(), 0.03, 0.06)),
            new Estimate(0.2, 0.1, 0.3));
    Table table =
        new Table(
            attack,
            Denominator.CLEAN_CORRECT,
            List.of(
                new Row("plain", cells(half, 50), half, null, null),
                new Row(EVIL, cells(more, 70), more, gain, null)));
    return new SurrogateComparison(
        1,
        List.of("run"),
        "lrs compare run --baseline plain",
        new RunResults.Dataset("cifar10", "test", 100, List.of()),
        "plain",
        null,
        List.of("t", "u"),
        List.of("t"),
        5000,
        List.of(
            new Surrogate(
                "plain",
                "run",
                "m",
                "plain",
                0.9,
                9000.0,
                3.0,
                null,
                Map.of("pgd", 0.0),
                null,
                null),
            new Surrogate(
                EVIL,
                "run",
                "m",
                "lrs-2",
                0.85,
                900.0,
                1.0,
                null,
                Map.of("pgd", 0.2),
                1500L,
                90.0)),
        List.of(table),
        List.of(new Predictor("pgd", null, Property.LIPSCHITZ, 2, null, null, "fewer than 5")));
  }

  private static List<Cell> cells(Estimate rate, long successes) {
    return List.of(new Cell("t", successes, 100, rate), new Cell("u", successes, 100, rate));
  }

  private static SurrogateComparison withPredictor() {
    return withPredictor(MODEL.tables());
  }

  private static SurrogateComparison withPredictor(List<Table> tables) {
    Estimate rho = new Estimate(-0.66, -0.97, 0.43);
    Estimate onT = new Estimate(0.25, -0.74, 0.91);
    List<Predictor> lipschitz =
        List.of(
            new Predictor("pgd", null, Property.LIPSCHITZ, 6, rho, -0.47, null),
            new Predictor("pgd", "t", Property.LIPSCHITZ, 6, onT, 0.2, null),
            new Predictor("pgd", "u", Property.LIPSCHITZ, 3, null, null, "fewer than 5"));
    return new SurrogateComparison(
        1,
        MODEL.runs(),
        MODEL.command(),
        MODEL.data(),
        "plain",
        null,
        MODEL.targets(),
        MODEL.counted(),
        5000,
        MODEL.surrogates(),
        tables,
        lipschitz);
  }

  /** A table per denominator, as of a run. */
  static SurrogateComparison underBothDenominators() {
    Table table = MODEL.tables().get(0);
    List<Row> other = table.rows().subList(0, 1);
    return withPredictor(List.of(table, new Table(table.attack(), Denominator.ALL, other)));
  }

  @Test
  void onlyWhatHoldsAfterTheCorrectionIsMarked() {
    String markdown = ComparisonMarkdown.render(MODEL);
    assertThat(markdown)
        .contains("| <b>\\|x    | 70.0▲ | 70.0 | 70.0 [60.4, 78.1] | +20.0 [+10.0, +30.0] |")
        .contains("| plain     |  50.0 | 50.0 | 50.0 [40.2, 59.8] |                    – |");
    assertThat(markdown).contains("p = 0.0006").contains("p = 0.060");
  }

  @Test
  void everyLineOfATableHasTheSameColumns() {
    String markdown = ComparisonMarkdown.render(withPredictor());
    for (String block : markdown.split("\n\n")) {
      if (block.startsWith("|")) {
        assertThat(block.lines().map(line -> line.split("(?<!\\\\)\\|").length).distinct())
            .as(block)
            .hasSize(1);
        assertThat(block.lines().map(String::length).distinct()).as(block).hasSize(1);
      }
    }
  }

  @Test
  void targetsOutsideTheMeanStandInBracketsAndUnmeasuredColumnsAreLeftOut() {
    String markdown = ComparisonMarkdown.render(MODEL);
    assertThat(markdown).contains("|  (u) | ").contains("Means over t.");
    assertThat(markdown).doesNotContain("curvature |").doesNotContain("| run ");
    assertThat(markdown).contains("1,500 |     1.5 |");
  }

  @Test
  void correlationsAreShownOrTheirLackIsSaid() {
    assertThat(ComparisonMarkdown.summary(MODEL)).contains(ComparisonTables.TOO_FEW);
    assertThat(ComparisonMarkdown.summary(withPredictor()))
        .contains("−0.66 [−0.97, +0.43]")
        .contains("−0.47")
        .contains("| Lipschitz constant | +0.25 [−0.74, +0.91] |   – |")
        .doesNotContain(ComparisonTables.TOO_FEW);
  }

  @Test
  void pageEscapesNamesDrawsEverySurrogateAndLoadsNothing() {
    String html = ComparisonHtml.render(MODEL);
    assertThat(html).contains("&lt;b&gt;|x").doesNotContain("<b>|x");
    // Lipschitz constant, gradient norm, robust and clean accuracy of two surrogates.
    assertThat(html.split("\"low\":", -1)).hasSize(1 + 8);
    assertThat(html).contains("default-src 'none'").contains("id=\"command\"");
    // What comes before the library.
    assertThat(html.substring(0, html.indexOf("d3js.org"))).doesNotContain("src=");
  }
}

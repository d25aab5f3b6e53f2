package org.lrs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lrs.result.RunResults;
import org.lrs.result.SearchResults;
import org.lrs.result.SearchResults.Choice;
import org.lrs.result.SearchResults.Rung;
import org.lrs.result.Surrogate;
import org.lrs.result.SweepResults.Trial;
import org.lrs.statistics.SuccessRate;
import org.lrs.testkit.NoTensorLeak;
import tools.jackson.databind.json.JsonMapper;

@NoTensorLeak
class SearchReportTest {

  private static final Map<String, String> JACOBIAN = Map.of("method", "jacobian");
  private static final Map<String, String> DRAWN =
      Map.of("method", "lrs-2", "lrs-2.weight", "0.02</script>", "temperature", "4");

  /** A setting with so many successes of 100 on either proxy, and a clean accuracy. */
  private static Trial trial(
      String name, Map<String, String> values, int first, int second, double accuracy) {
    Surrogate measured =
        new Surrogate(name, "m", null, "", Map.of(), accuracy, 1.0, 1.0, 1.0, List.of(), List.of());
    return Trial.of(
        values, measured, List.of(cell(name, "p1", first), cell(name, "p2", second)), 12.5);
  }

  private static RunResults.Cell cell(String surrogate, String proxy, int successes) {
    SuccessRate rate = new SuccessRate(successes, 100);
    return new RunResults.Cell(surrogate, "mi-fgsm", proxy, rate, rate);
  }

  private static final Trial PLAIN = trial("plain", Map.of(), 20, 30, 0.9);
  private static final Trial USUAL = trial("default recipe", Map.of(), 40, 50, 0.88);
  private static final Trial BEST = trial("setting 7", DRAWN, 60, 70, 0.87);

  private static SearchResults search(Choice half, int full) {
    Rung few =
        new Rung(
            30,
            List.of(
                trial("default recipe", Map.of(), 35, 40, 0.89),
                trial("setting 1", JACOBIAN, 41, 42, 0.88),
                trial("setting 3", Map.of("method", "advprop"), 70, 70, 0.5),
                Trial.diverged("setting 4", Map.of("method", "lrs-f"), "the loss became NaN"),
                trial("setting 7", DRAWN, 50, 50, 0.89)));
    return new SearchResults(
        "resnet20",
        "lrs-f",
        List.of("p1", "p2"),
        new RunResults.Dataset("cifar10", "train", 100, List.of()),
        4 / 255.0,
        0.95,
        "12 settings",
        600,
        full,
        PLAIN,
        List.of(few, new Rung(90, List.of(USUAL, BEST))),
        new Choice(12, 90, BEST),
        half,
        Map.of("seed", "0"));
  }

  /** Two rungs; half of the budget would have chosen another setting. */
  static SearchResults sample() {
    return search(new Choice(6, 30, trial("setting 1", JACOBIAN, 41, 42, 0.88)), 90);
  }

  /** Sentences with plain spaces before the percent signs. */
  private static List<String> sentences(SearchResults results) {
    return SearchHtml.sentences(results).stream().map(s -> s.replace('\u00a0', ' ')).toList();
  }

  @Test
  void sentencesStateTheChoiceTheDefaultRecipeAndThatOfHalfTheBudget() {
    List<String> sentences = sentences(sample());
    assertThat(sentences.get(0))
        .startsWith("Chosen: setting 7 (")
        .contains("Of 12 settings tried", "after 90 training steps", "keep 95.0 %")
        .contains("success 65.0 %, clean accuracy 87.0 %");
    assertThat(sentences.get(1))
        .contains("The default recipe, trained as long: success 45.0 %")
        .contains("The network before: success 25.0 %");
    assertThat(sentences.get(2))
        .isEqualTo(
            "Half of the budget, 6 settings, would have chosen setting 1 (method jacobian); after"
                + " 30 steps: success 41.5 %, clean accuracy 88.0 %.");
    assertThat(sentences).hasSize(3);
  }

  @Test
  void whatWasNotReachedAndWhatHalfCouldNotChooseIsStated() {
    assertThat(sentences(search(null, 270)))
        .anyMatch(s -> s.startsWith("Half of the budget would have chosen nothing"))
        .anyMatch(s -> s.startsWith("No setting was trained for as long as the refinement itself"));
    assertThat(sentences(search(new Choice(6, 90, BEST), 90)))
        .contains("Half of the budget, 6 settings, would have chosen the same.");
    Trial lost = trial("setting 3", Map.of("method", "advprop"), 70, 70, 0.5);
    assertThat(sentences(search(new Choice(6, 30, lost), 90)))
        .anyMatch(s -> s.endsWith("success 70.0 %, clean accuracy 50.0 %, too inaccurate."));
  }

  @Test
  void tablesMarkTheChoiceAndWhatMayNotBeChosen() {
    List<Grid<Trial>> rungs = new SearchHtml(sample(), "lrs refine").rungs();
    assertThat(rungs.get(0).text())
        .containsPattern("setting 7 +chosen +60\\.0 +70\\.0 +65\\.0 +87\\.0");
    assertThat(rungs.get(1).text())
        .containsPattern("setting 1 +half budget")
        .containsPattern("setting 3 +too inaccurate")
        .containsPattern("setting 4 .*the loss became NaN");
  }

  @Test
  void thePageNeedsNothingElseAndCannotBeEndedByANameInIt() {
    String html = SearchHtml.render(sample(), "lrs refine --model m");
    assertThat(html).doesNotContain("0.02</script>").contains("0.02&lt;/script&gt;");
    assertThat(html).contains("default-src 'none'").doesNotContain("<link");
  }

  @Test
  void aSearchTurnsIntoJsonAndBack() {
    JsonMapper json = JsonMapper.shared();
    assertThat(json.readValue(json.writeValueAsString(sample()), SearchResults.class))
        .isEqualTo(sample());
  }
}

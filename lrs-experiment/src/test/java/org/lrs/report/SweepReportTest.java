package org.lrs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lrs.result.RunResults;
import org.lrs.result.Surrogate;
import org.lrs.result.SweepResults;
import org.lrs.result.SweepResults.Trial;
import org.lrs.statistics.Estimate;
import org.lrs.statistics.SuccessRate;
import org.lrs.testkit.NoTensorLeak;
import tools.jackson.databind.json.JsonMapper;

@NoTensorLeak
class SweepReportTest {

  /** A surrogate with so many successes of 100 on either target, and a clean accuracy. */
  private static Trial trial(String name, int first, int second, double accuracy) {
    Surrogate measured =
        new Surrogate(
            name, "m", null, "lrs-f", Map.of(), accuracy, 10.0, 1.0, 5.0, List.of(), List.of());
    return Trial.of(
        Map.of("lrs.weight1", name),
        measured,
        List.of(cell(name, "t1", first), cell(name, "t2", second)),
        1.5);
  }

  private static RunResults.Cell cell(String surrogate, String target, int successes) {
    SuccessRate rate = new SuccessRate(successes, 100);
    return new RunResults.Cell(surrogate, "a", target, rate, rate);
  }

  private static SweepResults report(Trial... trials) {
    return new SweepResults(
        "title </script> \"x\"",
        "lrs-f",
        List.of("lrs.weight1"),
        new RunResults.Dataset("embedded", "test", 100, List.of()),
        List.of("a"),
        List.of("t1", "t2"),
        List.of(trials),
        List.of(trial("plain", 20, 20, 0.95)),
        Map.of("seed", "0"),
        "lrs sweep");
  }

  /** Three trials with different weights, one that diverged, and the plain network. */
  static SweepResults sample() {
    return report(
        trial("0.001", 30, 45, 0.9),
        trial("0.01", 50, 60, 0.85),
        trial("0.1", 40, 35, 0.8),
        Trial.diverged("d", Map.of("lrs.weight1", "9"), "the loss became NaN"));
  }

  @Test
  void trialsComeBestFirstAndThoseThatDivergedLast() {
    SweepResults report =
        report(
            Trial.diverged("d", Map.of("lrs.weight1", "9"), "the loss became NaN"),
            trial("low", 10, 20, 0.9),
            trial("high", 50, 30, 0.8));
    assertThat(report.trials()).extracting(Trial::name).containsExactly("high", "low", "d");
  }

  @Test
  void theFrontHoldsWhatNothingElseBeatsInSuccessAndAccuracy() {
    SweepResults report =
        report(
            trial("a", 50, 50, 0.80), // the most success
            trial("b", 40, 40, 0.90), // less, and more accurate than a
            trial("c", 40, 40, 0.85), // b is as successful and more accurate
            trial("d", 30, 30, 0.90), // b is as accurate and more successful
            trial("e", 40, 40, 0.90)); // as b: neither is better
    assertThat(report.trials().stream().filter(Trial::onFront))
        .extracting(Trial::name)
        .containsExactly("a", "b", "e");
    // The plain network is the most accurate.
    assertThat(report.references().get(0).onFront()).isTrue();
  }

  @Test
  void theMeanOfRatesLeavesOutTargetsWithoutTrials() {
    Estimate mean =
        SweepResults.mean(
            List.of(new SuccessRate(1, 4), new SuccessRate(3, 4), new SuccessRate(0, 0)));
    assertThat(mean.value()).isEqualTo(0.5);
    // Wilson intervals of 1/4 and 3/4 mirror each other, so their mean is symmetric about 1/2.
    assertThat(mean.low() + mean.high()).isCloseTo(1, within(1e-12));
    assertThat(mean.low())
        .isEqualTo((new SuccessRate(1, 4).wilsonLow() + new SuccessRate(3, 4).wilsonLow()) / 2);
    assertThat(SweepResults.mean(List.of(new SuccessRate(0, 0)))).isNull();
  }

  @Test
  void commasAndQuotesAreQuotedInTheTable() {
    SweepResults report =
        report(Trial.diverged("d", Map.of("lrs.weight1", "9"), "loss \"NaN\", epoch 0"));
    String[] lines = SweepTable.csv(report).split("\r\n");
    assertThat(lines[0]).startsWith("surrogate,lrs.weight1,success,").endsWith(",a on t1,a on t2");
    assertThat(lines[1]).isEqualTo("d,9,,,,,,,,,0,0.0,false,\"loss \"\"NaN\"\", epoch 0\",,");
    assertThat(lines[2]).startsWith("plain,plain,0.2,").endsWith(",true,,0.2,0.2");
  }

  @Test
  void thePageNeedsNothingElseAndCannotBeEndedByANameInIt() {
    String html = SweepHtml.render(report(trial("</script><b>", 10, 10, 0.9)));
    assertThat(html).doesNotContain("</script><b>").contains("&lt;/script&gt;&lt;b&gt;");
    assertThat(html).contains("default-src 'none'").doesNotContain("<link");
    for (String name : List.of("chart.css", "sweep.js")) {
      assertThat(Page.own(name)).doesNotContain("http:").doesNotContain("https:");
    }
  }

  @Test
  void aReportTurnsIntoJsonAndBack() {
    SweepResults report = report(trial("a", 10, 20, 0.9));
    JsonMapper json = JsonMapper.shared();
    assertThat(json.readValue(json.writeValueAsString(report), SweepResults.class))
        .isEqualTo(report);
  }
}

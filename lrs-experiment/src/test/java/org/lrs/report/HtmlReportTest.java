package org.lrs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.evaluate.SoundnessCheck.Severity;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Dataset;
import org.lrs.result.RunResults.Target;
import org.lrs.result.Surrogate;
import org.lrs.statistics.SuccessRate;
import tools.jackson.databind.json.JsonMapper;

class HtmlReportTest {
  private final RunReport report = SampleReport.better();
  private final RunResults model = report.results();
  private final String html = HtmlReport.render(report);

  @Test
  void loadsNothingFromOutside() {
    assertThat(attributes(html, "src")).isNotEmpty().allMatch(v -> v.startsWith("data:image/png"));
    assertThat(attributes(html, "href")).isNotEmpty().allMatch(v -> v.startsWith("#"));
    assertThat(html).doesNotContain("@import").doesNotContain("url(").doesNotContain("<link");
    // The browser gets the same rule: whatever a script tried to fetch would be refused.
    assertThat(html).contains("default-src 'none'");
  }

  @Test
  void ownScriptAndStyleNameNoAddress() {
    for (String name :
        List.of(
            "page.css",
            "chart.css",
            "page.js",
            "chart.js",
            "report.js",
            "comparison.js",
            "sweep.js",
            "analysis.js",
            "landscape.js")) {
      assertThat(Page.own(name)).doesNotContain("http:").doesNotContain("https:");
      assertThat(Page.own(name)).doesNotContain("fetch(").doesNotContain("XMLHttpRequest");
    }
  }

  @Test
  void everyNumberOfTheMatrixIsTheModels() {
    List<String> expected = new ArrayList<>();
    for (RunResults.Attack attack : model.attacks()) {
      for (Denominator denominator : Denominator.values()) {
        for (Surrogate surrogate : model.surrogates()) {
          for (Target target : model.targets()) {
            RunResults.Cell cell =
                model.cells().stream()
                    .filter(c -> c.surrogate().equals(surrogate.name()))
                    .filter(c -> c.attack().equals(attack.name()))
                    .filter(c -> c.target().equals(target.name()))
                    .findFirst()
                    .orElseThrow();
            SuccessRate rate = denominator == Denominator.ALL ? cell.all() : cell.cleanCorrect();
            expected.add(
                "%d of %d: %.1f, %.1f–%.1f"
                    .formatted(
                        rate.successes(),
                        rate.trials(),
                        100 * rate.rate(),
                        100 * rate.wilsonLow(),
                        100 * rate.wilsonHigh()));
          }
        }
      }
    }
    Matcher cells =
        Pattern.compile(
                "<td class=\"heat[^>]*title=\"([0-9,]+) of ([0-9,]+) images\"><b>([0-9.]+)</b>"
                    + "<small>([0-9.]+)–([0-9.]+)</small>")
            .matcher(html);
    List<String> shown = new ArrayList<>();
    while (cells.find()) {
      shown.add(
          "%s of %s: %s, %s–%s"
              .formatted(
                  cells.group(1).replace(",", ""),
                  cells.group(2).replace(",", ""),
                  cells.group(3),
                  cells.group(4),
                  cells.group(5)));
    }
    assertThat(shown).hasSize(3 * 2 * 4 * 5).containsExactlyElementsOf(expected);
  }

  @Test
  void hostileNamesStayText() {
    String hostile = "</script><img src=x onerror=alert(1)>\"' {{style}} $1";
    RunResults bad =
        new RunResults(
            RunResults.FORMAT,
            hostile,
            new Dataset(hostile, hostile, 10, List.of(hostile)),
            List.of(hostile(hostile)),
            List.of(new Target(hostile, hostile, 0.5, hostile)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new Finding(Severity.ERROR, hostile, hostile)));
    String page =
        HtmlReport.render(
            new RunReport(bad, RunReport.Gallery.NONE, Map.of(hostile, hostile), hostile));
    assertThat(page).doesNotContain("<img src=x").contains("&lt;img src=x");
    assertThat(page).contains("{{style}} $1");
    assertThat(page.split("</script>", -1)).hasSize(html.split("</script>", -1).length);
  }

  @Test
  void sameModelGivesTheSameBytes() {
    assertThat(HtmlReport.render(SampleReport.better())).isEqualTo(html);
  }

  @Test
  void modelSurvivesJson() {
    JsonMapper json = JsonMapper.shared();
    RunReport copy = json.readValue(json.writeValueAsString(report), RunReport.class);
    assertThat(HtmlReport.render(copy)).isEqualTo(html);
  }

  @Test
  void reportWithoutResultsIsStillAPage() {
    RunResults empty =
        new RunResults(
            RunResults.FORMAT,
            "empty",
            new Dataset("mnist", "", 0, List.of()),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertThat(HtmlReport.render(new RunReport(empty, RunReport.Gallery.NONE, Map.of(), "")))
        .contains("No attack was scored in this run.");
  }

  @Test
  void theGallerySaysHowItWasChosenAndWhatEachImageDoes() {
    assertThat(html).contains("Chosen to be told apart.");
    // The last target gets every third image wrong when clean.
    assertThat(html)
        .containsPattern("fools \\d of 5 targets \\(plain: 1\\)</p>")
        .containsPattern("fools \\d of 4 targets</p>");
  }

  @Test
  void furtherTermsAreShownWhereThereAreAny() {
    assertThat(html).contains("Penalty 1: gradient norm").doesNotContain("Further terms");
  }

  private static Surrogate hostile(String name) {
    return new Surrogate(
        name,
        name,
        name,
        name,
        Map.of(name, name),
        0.5,
        1.0,
        1.0,
        1.0,
        List.of(name),
        List.of(new Surrogate.TrainingStep(0, 1.0, 1.0, 1.0, null, 1, 1, 1)));
  }

  private static List<String> attributes(String page, String name) {
    // Scripts hold no markup, but strings that look like it.
    String markup = page.replaceAll("(?s)<script.*?</script>", "");
    Matcher found = Pattern.compile("\\s" + name + "\\s*=\\s*[\"']?([^\"'\\s>]*)").matcher(markup);
    List<String> values = new ArrayList<>();
    while (found.find()) {
      values.add(found.group(1));
    }
    return values;
  }
}

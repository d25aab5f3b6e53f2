package org.lrs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.CurvePoint;
import org.lrs.statistics.SuccessRate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StepsSectionTest {
  private static final RunReport SAMPLE = SampleReport.better();

  private static RunResults with(List<CurvePoint> curves) {
    RunResults sample = SAMPLE.results();
    return new RunResults(
        RunResults.FORMAT,
        sample.name(),
        sample.dataset(),
        sample.surrogates(),
        sample.targets(),
        sample.attacks(),
        sample.cells(),
        sample.gains(),
        curves,
        sample.perturbations(),
        List.of());
  }

  private static String html(RunResults results) {
    return HtmlReport.render(new RunReport(results, RunReport.Gallery.NONE, Map.of(), ""));
  }

  private static CurvePoint point(String attack, String target, int step, long successes) {
    return new CurvePoint(
        "plain",
        attack,
        target,
        step,
        7L * step,
        new SuccessRate(successes + 2, 12),
        new SuccessRate(successes, target == null || successes > 0 ? 10 : 0));
  }

  @Test
  void chartsGetMeansOverTargetsWithTrialsAndEachCurveAlone() {
    RunResults model =
        with(
            List.of(
                point("pgd", null, 3, 9),
                point("pgd", null, 5, 10),
                point("pgd", "resnet56", 3, 2),
                point("pgd", "resnet56", 5, 4),
                point("pgd", "vgg16-bn", 3, 0), // it gets nothing right when clean
                point("pgd", "vgg16-bn", 5, 7)));
    JsonNode data = JsonMapper.shared().valueToTree(new StepsSection(model).data());
    assertThat(data.at("/views").toString())
        .startsWith("[\"all targets (mean)\",\"the surrogate itself\",\"resnet56\",");
    assertThat(data.at("/surrogates").size()).isEqualTo(1);
    assertThat(data.at("/attacks/0/name").asString()).isEqualTo("pgd");
    JsonNode curve = data.at("/curves/0");
    assertThat(curve.get("steps").toString()).isEqualTo("[3,5]");
    assertThat(curve.get("gradients").toString()).isEqualTo("[21,35]");
    // (0.4 + 0.7) / 2 after five steps; after three only one target has trials.
    assertThat(curve.at("/rates/0").toString()).isEqualTo("[20.0,55.0]");
    assertThat(curve.at("/rates/1").toString()).isEqualTo("[90.0,100.0]");
    assertThat(curve.at("/rates/2").toString()).isEqualTo("[20.0,40.0]");
    assertThat(curve.at("/rates/3").toString()).isEqualTo("[null,null]");
  }

  @Test
  void tableShowsTheStepsThatMostCurvesRecordedAndTheLast() {
    List<CurvePoint> points = new ArrayList<>();
    for (int step = 1; step <= 20; step++) {
      points.add(point("pgd", "resnet56", step, step / 2));
    }
    points.add(point("mi-fgsm", "resnet56", 10, 6));
    points.add(point("mi-fgsm", "resnet56", 13, 8));
    Grid<?> table = new StepsSection(with(points)).table();
    List<List<String>> lines = table.lines();
    assertThat(lines.get(0)).contains("10 steps", "13 steps", "Last step").hasSize(3 + 7 + 1);
    assertThat(lines).hasSize(1 + 2);
    assertThat(lines)
        .anySatisfy(row -> assertThat(row).containsSubsequence("mi-fgsm", "60.0", "80.0", "80.0"));
    assertThat(lines)
        .anySatisfy(row -> assertThat(row).containsSubsequence("pgd", "50.0", "60.0", "100.0"));
  }

  @Test
  void pageHasTheSectionOnlyIfSomethingWasRecorded() {
    assertThat(HtmlReport.render(SAMPLE))
        .contains("<section id=\"steps\">", "href=\"#steps\"", "id=\"step-curves\"");
    assertThat(html(with(List.of())))
        .doesNotContain("<section id=\"steps\">")
        .doesNotContain("href=\"#steps\"");
  }

  @Test
  void reportWrittenBeforeCurvesExistedCanBeReadAgain() {
    String json = JsonMapper.shared().writeValueAsString(with(List.of()));
    String older = json.replace(",\"curves\":[]", "").replaceAll("\"gradients\":\\d+,", "");
    assertThat(older).doesNotContain("curves").doesNotContain("gradients");
    RunResults read = JsonMapper.shared().readValue(older, RunResults.class);
    assertThat(read.curves()).isEmpty();
    assertThat(read.attacks().get(0).gradients()).isNull();
    assertThat(html(read)).contains("Gradients per image");
  }
}

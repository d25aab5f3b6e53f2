package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.compare.CompareRuns;
import org.lrs.experiment.compare.CompareRuns.Question;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.store.Json;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.SurrogateComparison;
import org.lrs.result.SurrogateComparison.Cell;
import org.lrs.result.SurrogateComparison.Row;
import org.lrs.result.SurrogateComparison.Surrogate;
import org.lrs.result.SurrogateComparison.Table;
import org.lrs.statistics.SuccessRate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Comparisons of real runs, on random networks and generated images. */
class CompareRunsTest {

  private static final Question QUESTION = new Question("plain", null, List.of(), List.of());

  @TempDir static Path folder;
  private static TinyExperiment tiny;
  private static RunResults report;

  @BeforeAll
  static void runOnce() throws IOException {
    tiny = TinyExperiment.in(folder);
    report = run("first");
  }

  private static RunResults run(String out, String... overrides) {
    Experiment.Options options =
        new Experiment.Options(
            folder.resolve(out), Optional.of(folder.resolve("store")), "lrs run tiny.yaml");
    return Experiment.run(tiny.spec(overrides), options, Progress.silent());
  }

  private static SurrogateComparison compare(Question question, String... runs) {
    List<Path> folders = Arrays.stream(runs).map(folder::resolve).toList();
    return CompareRuns.compare(folders, question, "lrs compare");
  }

  private static void refused(Question question, String sentence, String... runs) {
    assertThatThrownBy(() -> compare(question, runs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void ratesAreThoseOfTheRunWithBothDenominators() {
    SurrogateComparison comparison = compare(QUESTION, "first");
    assertThat(comparison.tables()).hasSize(4);
    int cells = 0;
    for (Table table : comparison.tables()) {
      for (Row row : table.rows()) {
        for (Cell cell : row.cells()) {
          RunResults.Cell counted = cell(table, row, cell);
          SuccessRate rate =
              table.denominator() == Denominator.ALL ? counted.all() : counted.cleanCorrect();
          assertThat(cell.successes()).isEqualTo(rate.successes());
          assertThat(cell.trials()).isEqualTo(rate.trials());
          cells++;
        }
      }
    }
    // Two attacks, two surrogates, two targets, two denominators.
    assertThat(cells).isEqualTo(16);
  }

  private static RunResults.Cell cell(Table table, Row row, Cell cell) {
    return report.cells().stream()
        .filter(c -> c.attack().equals(table.attack().name()))
        .filter(c -> c.surrogate().equals(row.surrogate()) && c.target().equals(cell.target()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void meanDifferenceIsThatOfTheMeansOverTheCountedTargets() {
    Question onlyB = new Question("plain", "refined", List.of("i-fgsm"), List.of("b"));
    Table table = compare(onlyB, "first").tables().get(1);
    assertThat(table.denominator()).isEqualTo(Denominator.ALL);
    Row plain = table.rows().get(0);
    Row refined = table.rows().get(1);
    assertThat(refined.mean().value()).isEqualTo(refined.cells().get(1).rate().value());
    double difference = refined.mean().value() - plain.mean().value();
    assertThat(refined.toBaseline().mean().value()).isEqualTo(difference, within(1e-12));
    assertThat(plain.toRival().mean().value()).isEqualTo(-difference, within(1e-12));
    assertThat(plain.toBaseline()).isNull();
    assertThat(refined.toRival()).isNull();
  }

  @Test
  void surrogatesBringWhatTheirRunMeasured() {
    SurrogateComparison comparison = compare(QUESTION, "first");
    Surrogate plain = comparison.surrogates().get(0);
    Surrogate refined = comparison.surrogates().get(1);
    assertThat(plain.empiricalLipschitz())
        .isEqualTo(report.surrogates().get(0).empiricalLipschitz());
    assertThat(plain.refinementSteps()).isNull();
    // 24 images in batches of 8, two epochs.
    assertThat(refined.refinementSteps()).isEqualTo(6);
    assertThat(refined.refinementSeconds()).isPositive();
    assertThat(refined.robustAccuracy()).containsOnlyKeys("i-fgsm", "far");
    assertThat(comparison.predictors()).allMatch(p -> p.spearman() == null && p.why() != null);
  }

  @Test
  void propertyThatOnlyLaterVersionsMeasureIsRead() throws IOException {
    run("measured");
    Path file = folder.resolve("measured/results.json");
    JsonNode all = Json.mapper().readTree(Files.readString(file));
    ((ObjectNode) all.get("surrogates").get(0)).put("curvature", 2.5);
    ((ObjectNode) all.get("surrogates").get(1)).remove("curvature");
    Files.writeString(file, Json.text(all));
    assertThat(compare(QUESTION, "measured").surrogates())
        .extracting(Surrogate::curvature)
        .containsExactly(2.5, null);
  }

  @Test
  void surrogateOfSeveralRunsCountsOnceAndAnotherOfItsNameIsToldApart() {
    run("second", "surrogates.refined.refine.epochs=1");
    SurrogateComparison comparison = compare(QUESTION, "first", "second");
    assertThat(comparison.surrogates())
        .extracting(Surrogate::name)
        .containsExactly("plain", "first/refined", "second/refined");
    assertThat(comparison.tables()).allMatch(table -> table.rows().size() == 3);
    Question other = new Question("refined", null, List.of(), List.of());
    refused(other, "known: plain, first/refined, second/refined", "first", "second");
  }

  @Test
  void repeatedRunGetsItsPredictionsFromTheStore() throws IOException {
    run("old");
    Path predictions = folder.resolve("old/clean/predictions.json");
    byte[] bytes = Files.readAllBytes(predictions);
    Files.delete(predictions);
    refused(QUESTION, "give its 'lrs run' command again", "old");
    run("old");
    assertThat(predictions).hasBinaryContent(bytes);
  }

  @Test
  void runsThatDoNotFitAreToldApartInOneSentence() {
    run("fewer", "data.evaluate.count=8");
    refused(QUESTION, "attacked different images", "first", "fewer");
    run("stronger", "attacks.i-fgsm.epsilon=12/255");
    refused(QUESTION, "the attack 'i-fgsm' of", "first", "stronger");
    run("swapped", "models.b={architecture: resnet8-a, weights: a.safetensors}", "targets=[b]");
    refused(QUESTION, "they disagree about clean images", "first", "swapped");
    run("other", "targets=[a]");
    assertThat(compare(QUESTION, "first", "other").targets()).containsExactly("a");
    refused(QUESTION, "not a run folder", "store");
  }

  @Test
  void unknownNamesAreMetWithTheNearest() {
    refused(new Question("plane", null, List.of(), List.of()), "nearest: 'plain'", "first");
    refused(new Question("plain", "x", List.of(), List.of()), "unknown surrogate 'x'", "first");
    refused(new Question("plain", null, List.of("ifgsm"), List.of()), "nearest: 'i-fgsm'", "first");
    refused(new Question("plain", null, List.of(), List.of("c")), "unknown target 'c'", "first");
  }
}

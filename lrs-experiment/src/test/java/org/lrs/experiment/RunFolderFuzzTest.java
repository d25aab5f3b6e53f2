package org.lrs.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.experiment.compare.CompareRuns;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.store.Json;
import org.lrs.report.HtmlReport;
import org.lrs.report.RunReport;
import org.lrs.report.SuccessMatrix;
import org.lrs.testkit.Fuzz;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Damaged JSON files of a run folder, read by all that reads run folders. */
class RunFolderFuzzTest {

  @TempDir static Path folder;
  private static Path run;

  private int calls;

  @BeforeAll
  static void runOnce() throws IOException {
    TinyExperiment tiny = TinyExperiment.in(folder);
    run = folder.resolve("run");
    Experiment.run(
        tiny.spec("attacks.i-fgsm.every=1"),
        Experiment.Options.of(run, "lrs run"),
        Progress.silent());
  }

  /** What reports, comparisons and checks read. */
  private void readAll(Path file) {
    FinishedRun.figures(run);
    FinishedRun finished = FinishedRun.read("run", run);
    RunReport report =
        new RunReport(
            finished.results(),
            new Gallery(finished).of(),
            finished.provenance().facts(),
            finished.provenance().command());
    HtmlReport.render(report);
    SuccessMatrix.text(finished.results());
    // Its bootstrap takes a tenth of a second.
    if (calls++ % 10 == 0) {
      CompareRuns.compare(
          List.of(run), new CompareRuns.Question("plain", null, List.of(), List.of()), "compare");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "results.json",
        "provenance.json",
        "clean/predictions.json",
        "adversarial/refined/far/predictions.json"
      })
  void damagedFileIsNamed(String name) throws Exception {
    Path file = run.resolve(name);
    byte[] good = Files.readAllBytes(file);
    try {
      Fuzz.files(file, List.of(good), this::readAll);
    } finally {
      Files.write(file, good);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "results.json",
        "provenance.json",
        "clean/predictions.json",
        "adversarial/refined/far/predictions.json"
      })
  void fieldThatIsMissingOrAnotherIsNamed(String name) throws Exception {
    Path file = run.resolve(name);
    List<byte[]> copies = new ArrayList<>();
    JsonNode good = Json.read(file, ObjectNode.class);
    change(good, good, copies);
    Fuzz.copies(file, copies, this::readAll);
  }

  /** One copy of the whole for each way in which each value in it can be wrong. */
  private static void change(JsonNode all, JsonNode node, List<byte[]> copies) {
    List<String> wrong =
        List.of("null", "-1", "1e300", "2147483648", "\"../../x\"", "\"NaN\"", "[]", "{}", "true");
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        JsonNode before = object.get(name);
        for (String value : wrong) {
          object.set(name, Json.mapper().readTree(value));
          copies.add(bytes(all));
        }
        object.remove(name);
        copies.add(bytes(all));
        object.set(name, before);
        change(all, before, copies);
      }
    } else if (node instanceof ArrayNode array && !array.isEmpty()) {
      // The first and the last one stand for all.
      for (int i = 0; i < array.size(); i += Math.max(1, array.size() - 1)) {
        JsonNode before = array.get(i);
        for (String value : wrong) {
          array.set(i, Json.mapper().readTree(value));
          copies.add(bytes(all));
        }
        array.remove(i);
        copies.add(bytes(all));
        array.insert(i, before);
        array.insert(i, before);
        copies.add(bytes(all));
        array.remove(i);
        change(all, before, copies);
      }
    }
  }

  private static byte[] bytes(JsonNode all) {
    return Json.text(all).getBytes(StandardCharsets.UTF_8);
  }
}

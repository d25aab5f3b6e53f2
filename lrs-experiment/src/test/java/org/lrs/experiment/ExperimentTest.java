package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.data.NpyDataset;
import org.lrs.experiment.Experiment.Options;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.format.Checkpoints;
import org.lrs.format.Npy;
import org.lrs.result.RunResults;
import org.lrs.result.Surrogate;

class ExperimentTest {

  @TempDir Path folder;

  private TinyExperiment tiny;

  @BeforeEach
  void write() throws IOException {
    tiny = TinyExperiment.in(folder);
  }

  private RunResults run(String out, Progress progress, String... overrides) {
    return Experiment.run(
        tiny.spec(overrides), Options.of(folder.resolve(out), "lrs run tiny.yaml"), progress);
  }

  private RunResults run(String out) {
    return run(out, Progress.silent());
  }

  /** Everything that must not depend on when and how often a run was started. */
  private Map<String, byte[]> bytes(String out) throws IOException {
    Path root = folder.resolve(out);
    Map<String, byte[]> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString();
        if (!name.startsWith(".") && !name.equals("provenance.json")) {
          bytes.put(name, Files.readAllBytes(file));
        }
      }
    }
    return bytes;
  }

  private void assertSameBytes(String one, String other) throws IOException {
    Map<String, byte[]> a = bytes(one);
    Map<String, byte[]> b = bytes(other);
    assertThat(a.keySet()).isEqualTo(b.keySet());
    a.forEach(
        (name, value) ->
            assertThat(Arrays.equals(value, b.get(name))).as("%s is the same", name).isTrue());
  }

  @Test
  void aRunLeavesAFolderOthersCanRead() {
    RunResults report = run("out");
    assertThat(report.surrogates()).extracting(Surrogate::name).containsExactly("plain", "refined");
    assertThat(report.cells()).hasSize(8);
    assertThat(report.cells()).allMatch(cell -> cell.all().trials() == 10);
    assertThat(report.perturbations()).allMatch(p -> p.maxLinf() > 0);
    assertThat(report.surrogates().get(1).training()).isNotEmpty();
    Path out = folder.resolve("out");
    assertThat(Npy.read(out.resolve("adversarial/refined/i-fgsm/images.npy")).shape())
        .containsExactly(10, 8, 8, 3);
    assertThat(Npy.read(out.resolve("adversarial/refined/i-fgsm/ids.npy")).toLongs())
        .containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(NpyDataset.read(out.resolve("adversarial/plain/far"), null).size()).isEqualTo(10);
    assertThat(out.resolve("results.json"))
        .content()
        .contains(
            "\"surrogates\"",
            "\"cleanCorrect\"",
            "\"successes\"",
            "\"empiricalLipschitz\"",
            "\"curvature\"");
    assertThat(out.resolve("provenance.json"))
        .content()
        .contains("\"engine\"", "libtorch", "name: tiny", "a.safetensors");
    assertThat(out.resolve("report.html")).isNotEmptyFile();
    assertThat(FinishedRun.results(out).cells()).isEqualTo(report.cells());
  }

  @Test
  void aSecondRunReusesEverythingAndLeavesTheSameBytes() throws IOException {
    run("one");
    run("two");
    assertSameBytes("one", "two");
    run(
        "one",
        new Progress() {
          @Override
          public void finished(Plan.Step step, boolean reused, double seconds) {
            assertThat(reused).as(step.stage().label()).isTrue();
          }
        });
    assertSameBytes("one", "two");
    Plan plan = Experiment.plan(tiny.spec(), Options.of(folder.resolve("one"), ""));
    assertThat(plan.remaining()).isEmpty();
    Plan other =
        Experiment.plan(
            tiny.spec("attacks.far.epsilon=4/255"), Options.of(folder.resolve("one"), ""));
    // Two crafting stages, each evaluated on the surrogate and two targets, one of them the same.
    assertThat(other.remaining()).hasSize(7);
  }

  /** Throws at the n-th sign of life: a run that dies in the middle of whatever it does then. */
  private static Progress dyingAt(int moment) {
    return new Progress() {
      private int seen;

      @Override
      public void advanced(
          Plan.Step step, double fraction, String note, OptionalDouble remainingSeconds) {
        if (++seen == moment) {
          throw new IllegalStateException("killed");
        }
      }
    };
  }

  @Test
  void aRunKilledAnywhereGoesOnToTheSameBytes() throws IOException {
    run("whole");
    int deaths = 0;
    for (int moment = 1; moment < 40; moment += 3) {
      int at = moment;
      try {
        run("killed", dyingAt(at));
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("killed");
        deaths++;
      }
    }
    run("killed");
    assertThat(deaths).isGreaterThan(3);
    assertSameBytes("whole", "killed");
  }

  @Test
  void aSharedStoreServesSeveralRunFolders() {
    Options first = new Options(folder.resolve("x"), Optional.of(folder.resolve("cache")), "");
    Experiment.run(tiny.spec(), first, Progress.silent());
    Options second = new Options(folder.resolve("y"), Optional.of(folder.resolve("cache")), "");
    assertThat(Experiment.plan(tiny.spec(), second).remaining()).isEmpty();
    assertThat(folder.resolve("y")).doesNotExist();
  }

  /** A refinement that moves nothing leaves the softened network, softened once. */
  @Test
  void aTemperatureIsPartOfWhatARefinementStartsFrom() throws IOException {
    String still = "refine: {method: fine-tune, learningRate: 1e-12, weightDecay: 0, maxSteps: 1,";
    String[] cool = {
      "models.cool={architecture: resnet8-a, weights: a.safetensors, temperature: 4}",
      "surrogates.plain={model: cool}",
      "surrogates.refined={model: cool, " + still + " batchSize: 8, lrs: {batchNorm: frozen}}}"
    };
    RunResults report = run("out", Progress.silent(), cool);
    float[] file = head(folder.resolve("a.safetensors"));
    float[] refined = head(folder.resolve("out/surrogates/refined.safetensors"));
    for (int i = 0; i < file.length; i++) {
      assertThat(refined[i]).isCloseTo(file[i] / 4, within(1e-6f));
    }
    double plain = report.surrogates().get(0).inputGradientNorm();
    assertThat(report.surrogates().get(1).inputGradientNorm())
        .isCloseTo(plain, withinPercentage(0.1));
    assertThat(run("warm").surrogates().get(0).inputGradientNorm()).isGreaterThan(plain * 1.5);
  }

  private static float[] head(Path file) throws IOException {
    return Checkpoints.read(file).get("linear.weight").toFloats();
  }

  @Test
  void aFolderOfSomebodyElseStopsTheRunBeforeAnythingIsDone() throws IOException {
    Path out = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(out.resolve("notes.txt"), "x");
    assertThatThrownBy(() -> run("mine")).hasMessageContaining("was not written by lrs");
    assertThat(out.toFile().list()).containsExactly("notes.txt");
  }

  @Test
  void moreImagesThanThereAreIsOneSentence() {
    assertThatThrownBy(() -> run("out", Progress.silent(), "data.evaluate.count=100"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("change start and count");
  }

  @Test
  void aTargetThatDoesNotFitStopsTheRunBeforeAnythingIsRefined() {
    List<String> begun = new ArrayList<>();
    Progress listening =
        new Progress() {
          @Override
          public void started(Plan.Step step, int number, int total) {
            begun.add(step.stage().kind());
          }
        };
    assertThatThrownBy(() -> run("out", listening, "models.b.weights=a.safetensors"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(begun).containsOnly("prepare", "evaluate");
  }

  @Test
  void weightsOfAnotherArchitectureAreNamed() {
    assertThatThrownBy(() -> run("out", Progress.silent(), "models.a.weights=b.safetensors"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b.safetensors");
  }
}

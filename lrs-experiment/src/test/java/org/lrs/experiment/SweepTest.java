package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.Experiment.Options;
import org.lrs.experiment.configuration.SpecReader;
import org.lrs.experiment.configuration.SweepSpec;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.store.HashedFile;
import org.lrs.result.SweepResults;
import org.lrs.result.SweepResults.Trial;
import org.lrs.tensor.Engine;
import org.lrs.testkit.NoTensorLeak;

/** Whole sweeps on networks and images that come with the program, each trial of two steps. */
@NoTensorLeak
class SweepTest {

  private static final String YAML =
      """
      name: tiny sweep
      seed: 5
      data:
        dataset: embedded
        train: {split: train, count: 16}
        evaluate: {split: test, count: 12}
      models:
        resnet8: {embedded: resnet8-a}
        wrn: {embedded: wrn-10-1}
        vgg: {embedded: vgg-mini-bn}
      surrogates:
        lrs-f:
          model: resnet8
          refine: {method: lrs-f, batchSize: 8, warmUpSteps: 0}
      attacks:
        i-fgsm: {recipe: i-fgsm, epsilon: 16/255, stepSize: 8/255, steps: 2}
      targets: [wrn, vgg]
      analyze: {images: 4, lipschitz: {steps: 1}}
      sweep:
        surrogate: lrs-f
        settings:
          lrs.weight2: [0, 0.1]
      """;

  @TempDir Path folder;

  private SweepSpec spec(String... overrides) throws IOException {
    Path file = folder.resolve("tiny.yaml");
    Files.writeString(file, YAML);
    return SpecReader.readSweep(file, List.of(overrides));
  }

  private Options options(String name) {
    return new Options(folder.resolve(name), Optional.of(folder.resolve(name + "-store")), "lrs");
  }

  /** Labels of the stages that ran, none of them reused. */
  private static final class Ran implements Progress {
    private final List<String> labels = new ArrayList<>();

    @Override
    public void finished(Plan.Step step, boolean reused, double seconds) {
      if (!reused) {
        labels.add(step.stage().label());
      }
    }
  }

  @Test
  void aSweepMeasuresEveryTrialAndAddedValuesRunOnlyWhatIsNew() throws IOException {
    SweepResults report = Sweep.run(spec(), options("a"), 1, Progress.silent());
    assertThat(report.trials()).extracting(Trial::trainingSteps).containsExactly(2, 2);
    assertThat(report.references()).extracting(Trial::name).containsExactly("plain");
    for (Trial trial : report.trials()) {
      assertThat(trial.cells()).hasSize(2);
      assertThat(trial.empiricalLipschitz()).isPositive();
      assertThat(trial.curvature()).isPositive();
      // The mean over the targets is that of their rates.
      assertThat(trial.success())
          .isEqualTo(
              trial.cells().stream()
                  .mapToDouble(c -> c.cleanCorrect().rate())
                  .average()
                  .orElse(-1));
    }
    assertThat(folder.resolve("a/sweep.html")).content().contains("tiny sweep");
    assertThat(folder.resolve("a/sweep.csv")).content().contains("i-fgsm on vgg");
    assertThat(folder.resolve("a/sweep.json")).content().contains("\"lrs.weight2\" : \"0.1\"");

    Ran ran = new Ran();
    Sweep.run(spec("sweep.settings.lrs.weight2=[0, 0.05, 0.1]"), options("a"), 1, ran);
    assertThat(ran.labels)
        .containsExactly(
            "refine lrs-f-2 (lrs-f)",
            "measure smoothness of lrs-f-2",
            "craft i-fgsm on lrs-f-2",
            "evaluate lrs-f-2 on clean images",
            "evaluate lrs-f-2 on i-fgsm from lrs-f-2",
            "evaluate wrn on i-fgsm from lrs-f-2",
            "evaluate vgg on i-fgsm from lrs-f-2");
  }

  @Test
  void aTrialThatDivergesIsAResult() throws IOException {
    SweepResults report =
        Sweep.run(
            spec("sweep.settings.lrs.weight2=[1e30, 0.1]", "surrogates.lrs-f.refine.clipNorm=0"),
            options("a"),
            1,
            Progress.silent());
    assertThat(report.trials()).extracting(Trial::name).containsExactly("lrs-f-2", "lrs-f-1");
    assertThat(report.trials().get(1).diverged())
        .startsWith("training diverged: the loss became")
        .doesNotContain(";");
    assertThat(report.trials().get(1).success()).isNull();
    assertThat(folder.resolve("a/sweep.csv")).content().contains("training diverged");
  }

  @Test
  void severalJobsMakeTheSameBytes() throws IOException {
    int threads = Engine.threads();
    try {
      Engine.threads(1);
      Sweep.run(spec(), options("one"), 1, Progress.silent());
      Engine.threads(2);
      Sweep.run(spec(), options("two"), 2, Progress.silent());
      // The workers have set the threads of their own only.
      assertThat(Engine.threads()).isEqualTo(2);
    } finally {
      Engine.threads(threads);
    }
    Map<String, String> one = artifacts("one-store");
    assertThat(artifacts("two-store")).isEqualTo(one);
    assertThat(one).hasSizeGreaterThan(20);
  }

  private Map<String, String> artifacts(String store) throws IOException {
    Path root = folder.resolve(store).resolve("artifacts");
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        digests.put(root.relativize(file).toString(), new HashedFile(file).digest());
      }
    }
    return Collections.unmodifiableMap(digests);
  }
}

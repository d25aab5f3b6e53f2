package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.Experiment.Options;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.configuration.SpecReader;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.format.Safetensors;
import org.lrs.report.SuccessMatrix;
import org.lrs.result.RunResults;
import org.lrs.result.Surrogate;

/** Whole experiments on several surrogates at once. */
class EnsembleExperimentTest {

  private static final String EMBEDDED =
      """
      name: several
      data:
        dataset: embedded
        train: {split: train, count: 64}
        evaluate: {split: test, count: 6}
      models:
        a: {embedded: resnet8-a}
        b: {embedded: vgg-mini-bn}
      surrogates:
        a: {model: a}
        b: {model: b}
        both: {ensemble: [a, b], fuse: probabilities}
      attacks:
        mi: {recipe: mi-fgsm, epsilon: 16/255, steps: 2}
        svre: {recipe: both | svre, epsilon: 16/255, stepSize: 4/255, steps: 2}
      targets: [a, b]
      analyze: {images: 4, lipschitz: {steps: 2}}
      """;

  private static final String[] WAY = {
    "surrogates.way={model: a, snapshots: 3,"
        + " refine: {method: lrs-f, preset: stable, epochs: 2, batchSize: 8}}",
    "surrogates.both={ensemble: [plain, refined], fuse: losses}",
    "attacks.lgv={recipe: way | longitudinal + dim, epsilon: 8/255, steps: 4}",
    "attacks.cwa={recipe: cwa, epsilon: 8/255, steps: 2, surrogates: [both, way]}",
    "attacks.far.surrogates=[plain]"
  };

  @TempDir Path folder;

  private RunResults run(ExperimentSpec spec, String out, Progress progress) {
    return Experiment.run(spec, Options.of(folder.resolve(out), "lrs run x.yaml"), progress);
  }

  @Test
  void embeddedNetworksAreAttackedTogether() {
    ExperimentSpec spec = SpecReader.parse("x.yaml", EMBEDDED, folder, List.of());
    RunResults report = run(spec, "out", Progress.silent());
    // Three surrogates and one attack, and one attack on one of them, seen by two targets.
    assertThat(report.cells()).hasSize(2 * (3 + 1));
    Surrogate both = report.surrogates().get(2);
    assertThat(both.method()).isEqualTo(Surrogate.ENSEMBLE);
    assertThat(both.model()).isEqualTo("a + b");
    assertThat(both.settings())
        .containsEntry("members", "a + b")
        .containsEntry("fuse", "probabilities")
        .containsEntry("networks", "2");
    assertThat(both.cleanAccuracy()).isGreaterThan(0.5);
    assertThat(both.empiricalLipschitz()).isPositive();
    assertThat(both.curvature()).isPositive();
    String svre = SuccessMatrix.text(report).split("\n\n")[1];
    assertThat(svre.lines().filter(line -> line.startsWith("a ")).findFirst().orElseThrow())
        .matches("a +– +– +–");
    assertThat(folder.resolve("out/adversarial/both/svre/images.npy")).exists();
    assertThat(folder.resolve("out/adversarial/a/svre")).doesNotExist();
    assertThat(folder.resolve("out/report.html")).content().contains("ensemble a + b");
  }

  @Test
  void snapshotsOfARefinementAreAttackedTogetherAndRefinedOnce() throws IOException {
    ExperimentSpec spec = TinyExperiment.in(folder).spec(WAY);
    Plan plan = Experiment.plan(spec, Options.of(folder.resolve("out"), ""));
    assertThat(plan.steps()).filteredOn(step -> step.stage().kind().equals("refine")).hasSize(1);
    RunResults report = run(spec, "out", Progress.silent());
    Surrogate way = report.surrogates().get(2);
    assertThat(way.method()).isEqualTo("lrs-f");
    assertThat(way.settings()).containsEntry("networks", "3").containsEntry("fuse", "logits");
    assertThat(way.training()).isEqualTo(report.surrogates().get(1).training()).isNotEmpty();
    Path surrogates = folder.resolve("out/surrogates");
    assertThat(surrogates.resolve("way.safetensors"))
        .hasSameBinaryContentAs(surrogates.resolve("refined.safetensors"));
    assertThat(Files.readAllBytes(surrogates.resolve("way.snapshot-1.safetensors")))
        .isNotEqualTo(Files.readAllBytes(surrogates.resolve("way.snapshot-2.safetensors")));
    assertThat(Safetensors.read(surrogates.resolve("way.snapshot-2.safetensors")).keySet())
        .isEqualTo(Safetensors.read(surrogates.resolve("way.safetensors")).keySet());
    assertThat(surrogates.resolve("refined.snapshot-1.safetensors")).doesNotExist();
  }

  @Test
  void snapshotsOfAKilledRunAreTheSameBytes() throws IOException {
    ExperimentSpec spec = TinyExperiment.in(folder).spec(WAY);
    run(spec, "whole", Progress.silent());
    for (int moment = 4; moment < 34; moment += 7) {
      try {
        run(spec, "killed", dyingAt(moment));
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("killed");
      }
    }
    run(spec, "killed", Progress.silent());
    for (String file :
        List.of(
            "results.json",
            "surrogates/way.snapshot-1.safetensors",
            "surrogates/way.snapshot-2.safetensors",
            "surrogates/way.safetensors",
            "adversarial/way/lgv/images.npy",
            "adversarial/both/cwa/images.npy")) {
      assertThat(folder.resolve("killed").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
    }
  }

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
}

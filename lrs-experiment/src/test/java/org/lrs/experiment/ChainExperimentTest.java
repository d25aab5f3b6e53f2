package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.Experiment.Options;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.result.RunResults;
import org.lrs.result.Surrogate;

/** Whole experiments on refinements of refinements, and on networks drawn around a mean. */
class ChainExperimentTest {

  private static final String[] CHAIN = {
    "surrogates.walk={from: refined, snapshots: 2, refine: {method: lgv, epochs: 1, batchSize: 8}}",
    "surrogates.direct={model: a, refine: {method: lgv, epochs: 1, batchSize: 8}}",
    "surrogates.drawn={from: refined, snapshots: 2,"
        + " refine: {method: swag, epochs: 1, batchSize: 8, averaging: {every: 1}}}",
    "attacks.lgv={recipe: walk | longitudinal + i-fgsm, epsilon: 8/255, steps: 2}",
    "attacks.far.surrogates=[plain]"
  };

  @TempDir Path folder;

  private static List<Plan.Step> refinements(Plan plan) {
    return plan.steps().stream().filter(step -> step.stage().kind().equals("refine")).toList();
  }

  @Test
  void chainRunsBehindWhatItStartsFromAndOnce() throws IOException {
    ExperimentSpec spec = TinyExperiment.in(folder).spec(CHAIN);
    Options options = Options.of(folder.resolve("out"), "lrs run x.yaml");
    List<Plan.Step> planned = refinements(Experiment.plan(spec, options));
    assertThat(planned)
        .extracting(step -> step.stage().label())
        .containsExactly(
            "refine refined (lrs-f)",
            "refine walk (lgv from refined)",
            "refine direct (lgv)",
            "refine drawn (swag from refined)");
    RunResults report = Experiment.run(spec, options, Progress.silent());
    Surrogate walk = report.surrogates().get(2);
    assertThat(walk.method()).isEqualTo("lrs-f + lgv");
    assertThat(walk.model()).isEqualTo("a");
    assertThat(walk.settings()).containsEntry("from", "refined").containsEntry("networks", "2");
    assertThat(walk.training()).hasSize(3).isNotEqualTo(report.surrogates().get(3).training());
    Path surrogates = folder.resolve("out/surrogates");
    assertThat(Files.readAllBytes(surrogates.resolve("walk.safetensors")))
        .isNotEqualTo(Files.readAllBytes(surrogates.resolve("direct.safetensors")));
    // Both networks are drawn; the outcome, their mean, is beside them.
    assertThat(Files.readAllBytes(surrogates.resolve("drawn.snapshot-1.safetensors")))
        .isNotEqualTo(Files.readAllBytes(surrogates.resolve("drawn.snapshot-2.safetensors")));
    assertThat(surrogates.resolve("drawn.safetensors")).exists();
    assertThat(refinements(Experiment.plan(spec, options)))
        .allMatch(step -> step.status() == Plan.Status.CACHED);
  }

  @Test
  void changeOfTheFirstRefinementChangesTheSecond() throws IOException {
    TinyExperiment tiny = TinyExperiment.in(folder);
    Options options = Options.of(folder.resolve("out"), "");
    List<Plan.Step> before = refinements(Experiment.plan(tiny.spec(CHAIN), options));
    String[] changed = CHAIN.clone();
    changed[1] = "surrogates.refined.refine.learningRate=0.02";
    List<Plan.Step> after = refinements(Experiment.plan(tiny.spec(changed), options));
    assertThat(after.get(1).stage().label()).isEqualTo("refine walk (lgv from refined)");
    assertThat(after.get(1).key()).isNotEqualTo(before.get(1).key());
  }
}

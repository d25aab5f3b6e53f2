package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.data.ImageDataset;
import org.lrs.data.NpyDataset;
import org.lrs.data.TargetClasses;
import org.lrs.experiment.Experiment.Options;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.configuration.SpecException;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.CurvePoint;
import org.lrs.statistics.SuccessRate;

/** Target classes, budgets and recorded steps, from the spec to the results. */
class AttackRunsTest {

  private static final String ONE =
      "surrogates={plain: {model: a}}"; // Nothing here depends on a refinement.

  @TempDir Path folder;

  private TinyExperiment tiny;

  @BeforeEach
  void write() throws IOException {
    tiny = TinyExperiment.in(folder);
  }

  private RunResults run(String out, String attacks) {
    return run(out, attacks, Progress.silent());
  }

  private RunResults run(String out, String attacks, Progress progress) {
    return Experiment.run(
        tiny.spec(ONE, "attacks=" + attacks), Options.of(folder.resolve(out), "lrs"), progress);
  }

  private static List<CurvePoint> curve(RunResults report, String attack, String target) {
    return report.curves().stream()
        .filter(p -> p.attack().equals(attack) && target.equals(String.valueOf(p.target())))
        .toList();
  }

  @Test
  void lastPointOfACurveIsTheCellAndEarlierOnesAreShorterRuns() {
    String attack = "{recipe: vmi-fgsm(2), epsilon: 64/255, stepSize: 16/255, steps: %d%s}";
    RunResults recorded = run("a", "{x: %s}".formatted(attack.formatted(5, ", every: 2")));
    assertThat(recorded.curves()).hasSize(3 * 3);
    for (RunResults.Cell cell : recorded.cells()) {
      List<CurvePoint> points = curve(recorded, "x", cell.target());
      assertThat(points).extracting(CurvePoint::step).containsExactly(2, 4, 5);
      assertThat(points).extracting(CurvePoint::gradients).containsExactly(6L, 12L, 15L);
      assertThat(points.get(2).all()).isEqualTo(cell.all());
      assertThat(points.get(2).cleanCorrect()).isEqualTo(cell.cleanCorrect());
    }
    assertThat(curve(recorded, "x", "null").get(2).cleanCorrect())
        .isEqualTo(recorded.perturbations().get(0).whiteBox());
    RunResults shorter = run("b", "{x: %s}".formatted(attack.formatted(2, "")));
    assertThat(shorter.curves()).isEmpty();
    for (RunResults.Cell cell : shorter.cells()) {
      assertThat(curve(recorded, "x", cell.target()).get(0).all()).isEqualTo(cell.all());
    }
    assertThat(folder.resolve("a/results.json")).content().contains("\"curves\" : [ {");
  }

  @Test
  void recordingChangesNoImageAlsoAfterAKill() throws IOException {
    String attack = "{x: {recipe: pgd, epsilon: 64/255, steps: 4%s}}";
    run("plain", attack.formatted(""));
    String recording = attack.formatted(", every: 1");
    Progress dying =
        new Progress() {
          @Override
          public void advanced(
              Plan.Step step, double fraction, String note, OptionalDouble remainingSeconds) {
            if (step.stage().kind().equals("craft") && fraction == 1) {
              throw new IllegalStateException("killed");
            }
          }
        };
    assertThatThrownBy(() -> run("killed", recording, dying)).hasMessage("killed");
    RunResults resumed = run("killed", recording);
    RunResults whole = run("whole", recording);
    assertThat(resumed.curves()).isEqualTo(whole.curves()).hasSize(4 * 3);
    byte[] images = Files.readAllBytes(folder.resolve("plain/adversarial/plain/x/images.npy"));
    for (String out : List.of("killed", "whole")) {
      assertThat(folder.resolve(out + "/adversarial/plain/x/images.npy")).hasBinaryContent(images);
    }
  }

  @Test
  void equalBudgetsGiveStepsByTheirCost() {
    RunResults report =
        run(
            "out",
            "{mi: {recipe: mi-fgsm, epsilon: 8/255, gradients: 12},"
                + " vmi: {recipe: vmi-fgsm(3), epsilon: 8/255, gradients: 12, stepSize: 2/255},"
                + " si: {recipe: sim(5), epsilon: 8/255, gradients: 12, every: 1}}");
    assertThat(report.attacks()).extracting(RunResults.Attack::steps).containsExactly(12, 3, 2);
    assertThat(report.attacks())
        .extracting(RunResults.Attack::gradients)
        .containsExactly(12L, 12L, 10L);
    assertThat(report.attacks().get(2).settings()).containsEntry("gradients", "12");
    assertThat(curve(report, "si", "a")).extracting(CurvePoint::step).containsExactly(1, 2);
  }

  @Test
  void budgetsThatMakeNoSenseAreRefusedAtTheirLine() {
    assertThatThrownBy(() -> tiny.spec("attacks.far={recipe: sim, epsilon: 0.1, gradients: 4}"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("one step of this attack costs 5 gradient evaluations per image");
    assertThatThrownBy(() -> tiny.spec("attacks.far.gradients=4"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("'gradients' and 'steps' both decide");
    assertThatThrownBy(() -> tiny.spec("attacks.far={recipe: fgsm, epsilon: 0.1, gradients: 4}"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("takes one step of the full radius");
    assertThatThrownBy(() -> tiny.spec("attacks.i-fgsm.targetClass=red"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("needs 'goal: targeted'");
    assertThatThrownBy(() -> tiny.spec("attacks.far.targetClass=nowhere.npy"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void unknownClassStopsTheRunBeforeAnythingIsDone() {
    assertThatThrownBy(
            () ->
                Experiment.plan(
                    tiny.spec("attacks.far.targetClass=bleu"),
                    Options.of(folder.resolve("out"), "")))
        .hasMessageContaining("unknown class 'bleu'; nearest: 'blue'");
  }

  @Test
  void everyRuleAsksForItsClasses() throws IOException {
    Path listed = Files.createDirectories(folder.resolve("mine"));
    int[] mine = {2, 1, 2, 0, 1, 2, 0, 1, 2, 1};
    TargetClasses.write(listed, mine);
    String attack = "{recipe: mi-fgsm, epsilon: 64/255, steps: 2, goal: targeted, targetClass: %s}";
    RunResults report =
        run(
            "out",
            "{low: %s, next: %s, red: %s, listed: %s}"
                .formatted(
                    attack.formatted("least-likely"),
                    attack.formatted("runner-up"),
                    attack.formatted("red"),
                    attack.formatted("mine/targets.npy")));
    Path adversarial = folder.resolve("out/adversarial/plain");
    ImageDataset clean = NpyDataset.read(folder.resolve("out/clean"), null);
    int[] labels = clean.labels();
    int[] low = TargetClasses.read(adversarial.resolve("low/targets.npy"), clean);
    int[] next = TargetClasses.read(adversarial.resolve("next/targets.npy"), clean);
    // Three classes: the two rules share out the two that are not the true one.
    for (int i = 0; i < labels.length; i++) {
      assertThat(List.of(low[i], next[i], labels[i])).containsExactlyInAnyOrder(0, 1, 2);
    }
    assertThat(TargetClasses.read(adversarial.resolve("red/targets.npy"), clean)).containsOnly(0);
    assertThat(TargetClasses.read(adversarial.resolve("listed/targets.npy"), clean))
        .isEqualTo(mine);
    assertThat(trials(report, "low")).isEqualTo(10);
    assertThat(trials(report, "red")).isEqualTo(Arrays.stream(labels).filter(l -> l != 0).count());
    assertThat(trials(report, "listed"))
        .isEqualTo(IntStream.range(0, 10).filter(i -> mine[i] != labels[i]).count())
        .isLessThan(10);
    assertThat(report.attacks().get(3).settings()).containsEntry("targetClass", "targets.npy");
  }

  private static long trials(RunResults report, String attack) {
    return report.cells().stream()
        .filter(cell -> cell.attack().equals(attack))
        .map(RunResults.Cell::all)
        .mapToLong(SuccessRate::trials)
        .distinct()
        .reduce((one, other) -> -1)
        .orElseThrow();
  }

  @Test
  void changedTargetsFileIsAttackedAnew() throws IOException {
    Path listed = Files.createDirectories(folder.resolve("mine"));
    String attack =
        "{x: {recipe: mi-fgsm, epsilon: 64/255, steps: 1, goal: targeted, targetClass:"
            + " mine/targets.npy}}";
    TargetClasses.write(listed, new int[10]);
    run("out", attack);
    Plan same = Experiment.plan(tiny.spec(ONE, "attacks=" + attack), options("out"));
    assertThat(same.remaining()).isEmpty();
    assertThat(folder.resolve("out/provenance.json")).content().contains("targets.npy");
    TargetClasses.write(listed, new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
    Plan changed = Experiment.plan(tiny.spec(ONE, "attacks=" + attack), options("out"));
    assertThat(changed.remaining()).isNotEmpty();
  }

  private Options options(String out) {
    return Options.of(folder.resolve(out), "");
  }

  @Test
  void aSurrogateThatAnAttackCannotChangeIsRefusedBeforeAnythingRuns() {
    String model = "models.m={architecture: mixer-mini, weights: a.safetensors}";
    String attack = "attacks={x: {recipe: bpa, epsilon: 8/255}}";
    Options options = Options.of(folder.resolve("m"), "lrs");
    ExperimentSpec fine = tiny.spec(ONE, attack);
    assertThat(Experiment.plan(fine, options).steps()).isNotEmpty();
    ExperimentSpec wrong = tiny.spec(model, "surrogates={plain: {model: m}}", attack);
    assertThatThrownBy(() -> Experiment.plan(wrong, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attack 'x' cannot run on 'plain': 'bpa' needs ReLUs; this network has none");
  }
}

package org.lrs.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.configuration.SpecReader;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.stage.CraftAdversarial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lrs plan SPEC}: what a run would do. */
@Command(
    name = "plan",
    header = "Show what a run would do and what is finished already; run nothing.",
    footer = {"", "Example:", "  lrs plan configs/cifar10-resnet20.yaml --out runs/small"})
final class PlanCommand implements Runnable {

  @Parameters(paramLabel = "SPEC", description = "The experiment, a YAML file.")
  private Path spec;

  @Mixin private SpecOptions options;
  @Mixin private Output output;

  /**
   * One stage.
   *
   * @param status {@code CACHED}, {@code STARTED} or {@code TO_DO}
   * @param cost rough work: passes of one image through a network
   * @param gradientsPerImage gradient evaluations of an attack; null for other stages
   */
  record StageLine(
      String status, String stage, String digest, double cost, Long gradientsPerImage) {}

  /**
   * The whole plan.
   *
   * @param estimatedSeconds of what is left to do; null if such stages have never run
   */
  record Plans(List<StageLine> stages, int toRun, Double estimatedSeconds) {}

  @Override
  public void run() {
    Plan plan =
        Experiment.plan(
            SpecReader.read(spec, options.overrides()),
            options.experiment(RunCommand.baseName(spec), List.of()));
    output.print(forPrograms(plan), plan::toText);
  }

  private static Plans forPrograms(Plan plan) {
    OptionalDouble seconds = plan.estimatedSeconds();
    return new Plans(
        plan.steps().stream()
            .map(
                step ->
                    new StageLine(
                        step.status().name(),
                        step.stage().label(),
                        step.key().digest(),
                        step.stage().cost(),
                        step.stage() instanceof CraftAdversarial craft ? craft.gradients() : null))
            .toList(),
        plan.remaining().size(),
        seconds.isPresent() ? seconds.getAsDouble() : null);
  }
}

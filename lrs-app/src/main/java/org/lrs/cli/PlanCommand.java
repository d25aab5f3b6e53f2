package org.lrs.cli;

import java.util.List;
import java.util.OptionalDouble;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.configuration.SpecReader;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.stage.CraftAdversarial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lrs plan SPEC}: what a run would do. */
@Command(
    name = "plan",
    header = "Show what a run would do and what is finished already; run nothing.",
    footer = "  lrs plan configs/cifar10-resnet20.yaml --out runs/small")
final class PlanCommand implements Runnable {

  @Mixin private SpecOptions.File options;

  /**
   * One stage.
   *
   * @param status {@code CACHED}, {@code STARTED} or {@code TO_DO}
   * @param cost rough work: passes of one image through a network
   * @param gradientsPerImage gradient evaluations of an attack; null for other stages
   */
  record StageLine(
      String status, String stage, String digest, double cost, Long gradientsPerImage) {
    static StageLine of(Plan.Step step) {
      return new StageLine(
          step.status().name(),
          step.stage().label(),
          step.key().digest(),
          step.stage().cost(),
          step.stage() instanceof CraftAdversarial craft ? craft.gradients() : null);
    }
  }

  /**
   * The whole plan.
   *
   * @param estimatedSeconds of what is left to do; null if such stages have never run
   */
  record Plans(List<StageLine> stages, int toRun, Double estimatedSeconds) {}

  @Override
  public void run() {
    Plan plan =
        Experiment.plan(SpecReader.read(options.spec(), options.overrides()), options.where());
    OptionalDouble seconds = plan.estimatedSeconds();
    Plans plans =
        new Plans(
            plan.steps().stream().map(StageLine::of).toList(),
            plan.remaining().size(),
            seconds.isPresent() ? seconds.getAsDouble() : null);
    options.print(plans, plan::toText);
  }
}

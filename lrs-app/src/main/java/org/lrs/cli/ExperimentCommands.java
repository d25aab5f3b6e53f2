package org.lrs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.FinishedRun;
import org.lrs.experiment.Sweep;
import org.lrs.experiment.TrainingRun;
import org.lrs.experiment.configuration.SpecReader;
import org.lrs.experiment.configuration.SweepSpec;
import org.lrs.experiment.configuration.TrainingSpec;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.stage.CraftAdversarial;
import org.lrs.model.CheckpointCard;
import org.lrs.report.SweepTable;
import org.lrs.result.RunResults;
import org.lrs.result.SweepResults;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of whole experiments, most of them with an experiment file. */
final class ExperimentCommands {

  private ExperimentCommands() {}

  /** {@code lrs quickstart}: a small experiment on data and networks that come with the program. */
  @Command(
      name = "quickstart",
      header = "Run a small experiment on the data and networks that come with lrs.",
      description =
          "A Fashion-MNIST network is refined with LRS-1, LRS-2 and LRS-F, attacked, and the"
              + " adversarial images are scored on other networks. Needs no network connection and"
              + " takes a few minutes.",
      footer = {"  lrs quickstart --out runs/quickstart", "  lrs quickstart --print-spec"})
  static final class QuickstartCommand implements Callable<Integer> {
    private static final String SPEC = "quickstart.yaml";

    @Mixin private SpecOptions options;

    @Option(
        names = "--print-spec",
        description = "Print the experiment as a spec for 'lrs run', to start your own from.")
    private boolean printSpec;

    @Override
    public Integer call() throws IOException {
      try (InputStream in = QuickstartCommand.class.getResourceAsStream(SPEC)) {
        String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        if (printSpec) {
          options.print(yaml);
        } else {
          options.run(
              SpecReader.parse(SPEC, yaml, Path.of(""), options.overrides()),
              options.where("quickstart"));
        }
      }
      return ExitCode.OK;
    }
  }

  /** {@code lrs run SPEC}: an experiment from its spec to its report. */
  @Command(
      name = "run",
      header = "Run an experiment: refine, attack, score on the targets, report.",
      description =
          "Finished stages are kept: a run that was interrupted, or whose spec was changed in part,"
              + " computes only what is missing.",
      footer =
          "  lrs run configs/cifar10-resnet20.yaml --out runs/small --set data.evaluate.count=100")
  static final class RunCommand implements Runnable {

    @Mixin private SpecOptions.File options;

    @Override
    public void run() {
      options.run(SpecReader.read(options.spec(), options.overrides()), options.where());
    }
  }

  /** {@code lrs plan SPEC}: what a run would do. */
  @Command(
      name = "plan",
      header = "Show what a run would do and what is finished already; run nothing.",
      footer = "  lrs plan configs/cifar10-resnet20.yaml --out runs/small")
  static final class PlanCommand implements Runnable {

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

  /** {@code lrs sweep SPEC}: one refinement with many settings. */
  @Command(
      name = "sweep",
      header =
          "Refine a surrogate with many settings and compare what transfers and what it costs.",
      description =
          "The spec is that of 'lrs run' with a section 'sweep': all combinations of listed values, or"
              + " random ones. Leaves sweep.html, sweep.json and sweep.csv. Finished trials are kept: a"
              + " sweep that was interrupted resumes, and a longer one runs only what is new.",
      footer = "  lrs sweep configs/sweep-embedded.yaml --out runs/sweep --jobs 2")
  static final class SweepCommand implements Runnable {

    @Option(
        names = {"-j", "--jobs"},
        defaultValue = "1",
        paramLabel = "N",
        description =
            "Stages that run at the same time, each with its share of the threads (default:"
                + " ${DEFAULT-VALUE}). Pays where a network is too small to keep all cores busy.")
    private int jobs;

    @Option(
        names = "--plan",
        description = "Show what would run and what is finished; run nothing.")
    private boolean plan;

    @Mixin private SpecOptions.File options;

    @Override
    public void run() {
      SweepSpec sweep = SpecReader.readSweep(options.spec(), options.overrides());
      Experiment.Options where = options.where();
      if (plan) {
        options.print(sweep.trials(), () -> Experiment.plan(sweep.experiment(), where).toText());
        return;
      }
      SweepResults results =
          options.work(where, (out, progress) -> Sweep.run(sweep, out, jobs, progress));
      options.print(
          results,
          () ->
              SweepTable.table(results).text()
                  + "\nReport: "
                  + SpecOptions.address(where.out(), "sweep.html"));
    }
  }

  /** {@code lrs train SPEC}: a network from scratch. */
  @Command(
      name = "train",
      header = "Train a network from scratch.",
      description =
          "The spec has name, seed, data, model and train. Leaves model.safetensors, its card model.json"
              + " and the curves training.json. A training that was interrupted resumes and ends with"
              + " the same weights.",
      footer = "  lrs train configs/train/fashion-resnet8-a.yaml --out models/resnet8")
  static final class TrainCommand implements Runnable {

    @Mixin private SpecOptions.File options;

    @Override
    public void run() {
      TrainingSpec spec = SpecReader.readTraining(options.spec(), options.overrides());
      Experiment.Options where = options.where();
      CheckpointCard card = options.work(where, new TrainingRun(spec));
      String network = card.name() + " (" + card.architecture() + ")";
      options.print(card, () -> text(network, card, where.out()));
    }

    /** The accuracy of a new network, and where its weights are. */
    static String text(String network, CheckpointCard card, Path folder) {
      return Output.accuracy(network, card.testAccuracy(), card.testImages(), "test images")
          + "Weights: %s%n".formatted(folder.resolve(ModelFile.WEIGHTS));
    }
  }

  /** {@code lrs report RUN_DIR}: the report of a finished run. */
  @Command(
      name = "report",
      header = "Show the results of a finished run, and write its report.html again.",
      footer = "  lrs report runs/quickstart")
  static final class ReportCommand implements Runnable {

    @Parameters(paramLabel = "RUN_DIR", description = "Folder of a run: its --out.")
    private Path folder;

    @Mixin private Output output;

    @Override
    public void run() {
      Experiment.renderReport(folder);
      RunResults results = FinishedRun.results(folder);
      output.print(results, () -> SpecOptions.text(results, folder));
    }
  }
}

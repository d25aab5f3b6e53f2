package org.lrs.bench;

import com.google.auto.service.AutoService;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.lrs.cli.ExitCode;
import org.lrs.cli.Subcommand;
import org.lrs.lipschitz.BatchNormPolicy;
import org.lrs.model.Classifier;
import org.lrs.tensor.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lrs bench}: time of the steps that everything else is made of. */
@AutoService(Subcommand.class)
@Command(
    name = "bench",
    header = "Time one attack step and one training step on 128 images, ResNet-20.",
    description = {
      "",
      "Prints: case, median time of five, threads; with --floor also the arithmetic floor.",
      ""
    },
    footer = {"", "Example:", "  THREADS=1 lrs bench --floor"})
public final class BenchCommand implements Subcommand {
  @Option(
      names = "--threads",
      defaultValue = "${env:THREADS:-1}",
      description = "threads of one operation (default: the variable THREADS, or 1)")
  private int threads;

  @Option(
      names = "--floor",
      description = "add the time that the convolutions' arithmetic alone would take")
  private boolean floor;

  @Option(names = "--only", description = "only cases whose name starts so, such as attack")
  private String only = "";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    int count = threads;
    Engine.threads(count);
    double rate = floor ? StepBenchmark.bestRate() : Double.NaN;
    try (Classifier classifier = StepBenchmark.resnet20()) {
      StepBenchmark bench = new StepBenchmark(classifier, StepBenchmark.randomImages());
      run("attack.ifgsm.step", bench::attackStep, count, rate);
      for (BatchNormPolicy policy : List.of(BatchNormPolicy.CLEAN_PASS, BatchNormPolicy.FROZEN)) {
        String end = policy == BatchNormPolicy.FROZEN ? ".frozen.step" : ".step";
        training(bench, "refine.plain" + end, 0, 0, policy, 3, count, rate);
        training(bench, "refine.lrs-1" + end, 5, 0, policy, 7, count, rate);
        training(bench, "refine.lrs-2" + end, 0, 5, policy, 12, count, rate);
        training(bench, "refine.lrs-f" + end, 5, 5, policy, 15, count, rate);
      }
    }
    return ExitCode.OK;
  }

  private void training(
      StepBenchmark bench,
      String label,
      double weight1,
      double weight2,
      BatchNormPolicy policy,
      double passes,
      int count,
      double rate) {
    run(label, () -> bench.trainingStep(label, weight1, weight2, policy, passes), count, rate);
  }

  private void run(String label, Supplier<StepBenchmark.Case> work, int count, double rate) {
    if (!label.startsWith(only)) {
      return;
    }
    StepBenchmark.Case found = work.get();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "%s\t%.1f ms\t(%d threads)", label, found.millis(), count);
    if (floor) {
      double least = found.gflop() / rate * 1000;
      out.printf(Locale.ROOT, "\tfloor %.1f ms\t%.2f x", least, found.millis() / least);
    }
    out.println();
    out.flush();
  }
}

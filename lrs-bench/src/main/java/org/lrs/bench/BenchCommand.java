package org.lrs.bench;

import com.google.auto.service.AutoService;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRecipes;
import org.lrs.cli.ExitCode;
import org.lrs.cli.Subcommand;
import org.lrs.model.Classifier;
import org.lrs.refine.BatchNormPolicy;
import org.lrs.refine.Refinements;
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
    description =
        "Prints: case, median time of five, threads; with --floor also the arithmetic floor.",
    footer = "  THREADS=1 lrs bench --floor")
public final class BenchCommand implements Subcommand {
  @Option(
      names = "--threads",
      defaultValue = "${env:THREADS:-1}",
      description = "threads of one operation (default: the variable THREADS, or 1)")
  private int threads;

  private static final List<String> METHODS =
      List.of("adversarial", "advprop", "input-gradient", "jacobian", "dra", "alignment");

  @Option(
      names = "--floor",
      description = "add the time that the convolutions' arithmetic alone would take")
  private boolean floor;

  @Option(
      names = "--catalogue",
      description = {
        "instead, each attack for one surrogate: time of one gradient evaluation of",
        "32 images, alternating with I-FGSM's"
      })
  private boolean catalogue;

  @Option(names = "--only", description = "only cases whose name starts so, such as attack")
  private String only = "";

  @Spec private CommandSpec spec;

  private double rate;

  @Override
  public Integer call() {
    Engine.threads(threads);
    rate = floor ? StepBenchmark.bestRate() : Double.NaN;
    try (Classifier classifier = StepBenchmark.resnet20()) {
      if (catalogue) {
        catalogue(new AttackBenchmark(classifier, StepBenchmark.randomImages()));
      } else {
        steps(new StepBenchmark(classifier, StepBenchmark.randomImages()));
      }
    }
    return ExitCode.OK;
  }

  private void steps(StepBenchmark bench) {
    run("attack.ifgsm.step", () -> bench.attackStep("i-fgsm", 1));
    run("attack.mi.step", () -> bench.attackStep("mi-fgsm", 1));
    run("attack.dim.step", () -> bench.attackStep("dim", 1));
    run("attack.sim.step", () -> bench.attackStep("sim", 5));
    run("attack.vmi.step", () -> bench.attackStep("vmi-fgsm", 21));
    for (BatchNormPolicy policy : List.of(BatchNormPolicy.CLEAN_PASS, BatchNormPolicy.FROZEN)) {
      String end = policy == BatchNormPolicy.FROZEN ? ".frozen.step" : ".step";
      Optional<Double> none = Optional.empty();
      run("refine.plain" + end, () -> bench.trainingStep(0, 0, policy, none, 3));
      run("refine.lrs-1" + end, () -> bench.trainingStep(5, 0, policy, none, 7));
      run("refine.lrs-2" + end, () -> bench.trainingStep(0, 5, policy, none, 12));
      run("refine.lrs-f" + end, () -> bench.trainingStep(5, 5, policy, none, 15));
      run("refine.four-passes" + end, () -> bench.trainingStep(0, 5, policy, Optional.of(0.2), 18));
    }
    for (String method : METHODS) {
      run("refine." + method + ".step", () -> bench.trainingStep(Refinements.get(method)));
    }
  }

  private void catalogue(AttackBenchmark bench) {
    AttackRecipe plain = AttackRecipes.get("i-fgsm");
    print("attack\tgradients\tms each\tof i-fgsm's%n");
    for (AttackRecipe recipe : AttackRecipes.all()) {
      if (recipe.family() != AttackFamily.ENSEMBLE && recipe.name().startsWith(only)) {
        AttackBenchmark.Cost cost = bench.cost(recipe, plain);
        print(
            "%s\t%d\t%.1f\t%.2f%n", recipe.name(), cost.evaluations(), cost.millis(), cost.ratio());
      }
    }
  }

  private void run(String label, Supplier<StepBenchmark.Case> work) {
    if (label.startsWith(only)) {
      StepBenchmark.Case found = work.get();
      double least = found.gflop() / rate * 1000;
      print("%s\t%.1f ms\t(%d threads)", label, found.millis(), threads);
      print(floor ? "\tfloor %.1f ms\t%.2f x%n" : "%n", least, found.millis() / least);
    }
  }

  private void print(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, format, values);
    out.flush();
  }
}

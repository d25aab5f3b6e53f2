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
      List.of("adversarial", "advprop", "input-gradient", "jacobian");

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

  @Override
  public Integer call() {
    int count = threads;
    Engine.threads(count);
    double rate = floor ? StepBenchmark.bestRate() : Double.NaN;
    try (Classifier classifier = StepBenchmark.resnet20()) {
      if (catalogue) {
        catalogue(classifier);
        return ExitCode.OK;
      }
      StepBenchmark bench = new StepBenchmark(classifier, StepBenchmark.randomImages());
      attack(bench, "attack.ifgsm.step", "i-fgsm", 1, count, rate);
      attack(bench, "attack.mi.step", "mi-fgsm", 1, count, rate);
      attack(bench, "attack.dim.step", "dim", 1, count, rate);
      attack(bench, "attack.sim.step", "sim", 5, count, rate);
      attack(bench, "attack.vmi.step", "vmi-fgsm", 21, count, rate);
      for (BatchNormPolicy policy : List.of(BatchNormPolicy.CLEAN_PASS, BatchNormPolicy.FROZEN)) {
        String end = policy == BatchNormPolicy.FROZEN ? ".frozen.step" : ".step";
        training(bench, "refine.plain" + end, 0, 0, policy, 3, count, rate);
        training(bench, "refine.lrs-1" + end, 5, 0, policy, 7, count, rate);
        training(bench, "refine.lrs-2" + end, 0, 5, policy, 12, count, rate);
        training(bench, "refine.lrs-f" + end, 5, 5, policy, 15, count, rate);
        String four = "refine.four-passes" + end;
        run(four, () -> bench.trainingStep(four, 0, 5, policy, Optional.of(0.2), 18), count, rate);
      }
      for (String method : METHODS) {
        String label = "refine." + method + ".step";
        run(label, () -> bench.trainingStep(label, Refinements.get(method)), count, rate);
      }
    }
    return ExitCode.OK;
  }

  private void attack(
      StepBenchmark bench, String label, String recipe, int evaluations, int count, double rate) {
    run(label, () -> bench.attackStep(label, recipe, evaluations), count, rate);
  }

  private void catalogue(Classifier classifier) {
    AttackBenchmark bench = new AttackBenchmark(classifier, StepBenchmark.randomImages());
    AttackRecipe plain = AttackRecipes.get("i-fgsm");
    PrintWriter out = spec.commandLine().getOut();
    out.println("attack\tgradients\tms each\tof i-fgsm's");
    for (AttackRecipe recipe : AttackRecipes.all()) {
      if (recipe.family() == AttackFamily.ENSEMBLE || !recipe.name().startsWith(only)) {
        continue;
      }
      AttackBenchmark.Cost cost = bench.cost(recipe, plain);
      out.printf(
          Locale.ROOT,
          "%s\t%d\t%.1f\t%.2f%n",
          recipe.name(),
          cost.evaluations(),
          cost.millis(),
          cost.ratio());
      out.flush();
    }
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
    run(
        label,
        () -> bench.trainingStep(label, weight1, weight2, policy, Optional.empty(), passes),
        count,
        rate);
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

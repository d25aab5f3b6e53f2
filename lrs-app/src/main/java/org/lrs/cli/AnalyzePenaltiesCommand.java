package org.lrs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lrs.analysis.PenaltyError;
import org.lrs.experiment.PenaltiesRun;
import org.lrs.lipschitz.DifferenceStep.Space;
import org.lrs.report.Grid;
import org.lrs.report.PenaltySection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lrs analyze penalties}. */
@Command(
    name = "penalties",
    header = "Measure the error of the finite-difference penalties for every step h.",
    description = {
      "",
      "Compares both penalties with the exact gradient norm and Hessian-vector product, in 32 and 64"
          + " bit, for steps in normalised and in pixel space. Leaves penalties.json and the page"
          + " penalties.html. 16 images, if --count does not say otherwise.",
      ""
    },
    footer = {"", "Example:", "  lrs analyze penalties --model resnet8-a --steps 0.001,0.01,0.1,1"})
final class AnalyzePenaltiesCommand implements Work {

  @Mixin private ModelOptions model;
  @Mixin private DataOptions data;

  @Option(
      names = "--steps",
      split = ",",
      paramLabel = "H",
      description = "Values of h (default: 1e-5,1e-4,1e-3,0.01,0.03,0.1,0.3,1,1.5,3).")
  private List<Double> steps;

  @Mixin private StageOptions options;
  @Mixin private ComputeOptions compute;
  @Mixin private Output output;

  @Override
  public void run() throws IOException {
    compute.apply();
    PenaltiesRun run =
        new PenaltiesRun(
            model.engine(),
            data.source("test", PenaltyError.defaults().images()),
            steps == null ? List.of() : steps,
            options.seed());
    Path folder = options.folder("penalties-" + model.name());
    PenaltyError.Found found = options.run(folder, output, run::run);
    output.print(found, () -> text(found, folder));
  }

  private static String text(PenaltyError.Found found, Path folder) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Relative error of the mean over %,d images (median of each one's own)\n\n"
            .formatted(found.images()));
    for (Space space : Space.values()) {
      Grid<?> table = PenaltySection.table("", found, space);
      text.append(table.caption()).append('\n').append(table.text()).append('\n');
    }
    return text.append("Chart: ").append(folder.resolve("penalties.html")).append('\n').toString();
  }
}

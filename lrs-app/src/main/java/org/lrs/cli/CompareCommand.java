package org.lrs.cli;

import java.nio.file.Path;
import java.util.List;
import org.lrs.Range;
import org.lrs.experiment.RunFolder;
import org.lrs.experiment.compare.CompareRuns;
import org.lrs.experiment.store.Json;
import org.lrs.report.ComparisonHtml;
import org.lrs.report.ComparisonMarkdown;
import org.lrs.result.SurrogateComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lrs compare}: which surrogate is better, image by image, and what predicts it. */
@Command(
    name = "compare",
    header = "Compare the surrogates of finished runs image by image.",
    description =
        "Pairs the outcomes on the same images: success with intervals, differences to a baseline"
            + " with McNemar's test and Holm's correction, and rank correlations of success with"
            + " properties of the surrogates. Writes comparison.json, comparison.md and"
            + " comparison.html.",
    footer = {
      "  lrs compare runs/quickstart --baseline plain",
      "  lrs compare runs/a runs/b --baseline plain --rival fine-tune --attack mi-fgsm"
    })
final class CompareCommand implements Runnable {

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "Folders of finished runs on the same images.")
  private List<Path> runs;

  @Option(
      names = {"-b", "--baseline"},
      required = true,
      paramLabel = "SURROGATE",
      description =
          "Surrogate that all others are compared with; RUN/SURROGATE where two runs mean different"
              + " ones.")
  private String baseline;

  @Option(
      names = "--rival",
      paramLabel = "SURROGATE",
      description = "A second surrogate that all others are compared with.")
  private String rival;

  @Option(
      names = "--attack",
      paramLabel = "NAME",
      split = ",",
      description = "Attacks to compare (default: all).")
  private List<String> attacks = List.of();

  @Option(
      names = "--targets",
      paramLabel = "NAME",
      split = ",",
      description = "Targets that count in the means; the others are shown (default: all).")
  private List<String> targets = List.of();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      defaultValue = "runs/comparison",
      description = "Folder for the comparison (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Mixin private Output output;

  @Override
  public void run() {
    Range.require(
        runs.stream().noneMatch(run -> absolute(run).equals(absolute(out))),
        "--out must not be one of the runs, got " + out + "; name another folder");
    RunFolder.check(out);
    SurrogateComparison comparison =
        CompareRuns.compare(
            runs,
            new CompareRuns.Question(baseline, rival, attacks, targets),
            Output.line(output.typed()));
    try (RunFolder folder = RunFolder.open(out)) {
      folder.write("comparison.json", Json.text(comparison));
      folder.write("comparison.md", ComparisonMarkdown.render(comparison));
      folder.write("comparison.html", ComparisonHtml.render(comparison));
      folder.finish();
    }
    output.print(
        comparison,
        () ->
            ComparisonMarkdown.summary(comparison)
                + "\nComparison: "
                + SpecOptions.address(out, "comparison.html"));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}

package org.lrs.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.report.Headline;
import org.lrs.report.SuccessMatrix;
import org.lrs.result.RunResults;
import org.lrs.text.FileName;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options of the commands that run or plan an experiment. */
class SpecOptions extends WorkOptions {

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Run folder (default: runs/ and the experiment's name).")
  private Path out;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Folder of finished stages, shared between runs (default: in the run folder).")
  private Path store;

  @Option(
      names = {"-s", "--set"},
      paramLabel = "KEY=VALUE",
      description =
          "Override a value of the spec, such as data.evaluate.count=100; may be repeated.")
  private List<String> set = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Root of every random draw; the same as --set seed=N.")
  private Long seed;

  /** These options and the file of the experiment. */
  static final class File extends SpecOptions {
    @Parameters(paramLabel = "SPEC", description = "The experiment, a YAML file.")
    private Path spec;

    Path spec() {
      return spec;
    }

    /** Where the run goes: usually into a folder called as the file without its ending. */
    Experiment.Options where() {
      return where(spec.getFileName().toString().replaceFirst("\\.ya?ml$", ""), spec.toString());
    }
  }

  /** All overrides, in the order of their effect. */
  List<String> overrides() {
    List<String> all = new ArrayList<>(set);
    if (seed != null) {
      all.add("seed=" + seed);
    }
    return all;
  }

  /**
   * Where the run goes.
   *
   * @param name of the run folder, if the user gave none
   * @param parameters of the command
   */
  Experiment.Options where(String name, String... parameters) {
    Path folder = out == null ? Path.of("runs", FileName.of(name)) : out;
    List<String> words = new ArrayList<>(List.of(command().qualifiedName().split(" ")));
    words.addAll(Arrays.asList(parameters));
    words.addAll(List.of("--out", folder.toString()));
    overrides().forEach(override -> words.addAll(List.of("--set", override)));
    return new Experiment.Options(folder, Optional.ofNullable(store), line(words));
  }

  /** Runs an experiment and prints its results. */
  void run(ExperimentSpec spec, Experiment.Options where) {
    RunResults results =
        work(where, (options, progress) -> Experiment.run(spec, options, progress));
    print(results, () -> text(results, where.out()));
  }

  /** The success matrix, what it means, and where the report is. */
  static String text(RunResults results, Path folder) {
    return "%s\n%s\nReport: %s"
        .formatted(
            SuccessMatrix.text(results),
            Headline.of(results).stream().map(Output::wrapped).collect(Collectors.joining()),
            address(folder, "report.html"));
  }

  /** A page in a folder, as a browser names it, with the end of its line. */
  static String address(Path folder, String page) {
    return folder.resolve(page).toAbsolutePath().normalize().toUri() + "\n";
  }
}

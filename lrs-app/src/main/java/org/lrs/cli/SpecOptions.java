package org.lrs.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lrs.experiment.Experiment;
import picocli.CommandLine.Option;

/** Options of the commands that run or plan an experiment. */
final class SpecOptions {

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
   * @param command the words of the command without these options
   */
  Experiment.Options experiment(String name, List<String> command) {
    Path folder = out == null ? Path.of("runs", name) : out;
    List<String> words = new ArrayList<>(command);
    words.add("--out");
    words.add(folder.toString());
    for (String override : overrides()) {
      words.add("--set");
      words.add(override);
    }
    return new Experiment.Options(folder, Optional.ofNullable(store), Shell.join(words));
  }
}

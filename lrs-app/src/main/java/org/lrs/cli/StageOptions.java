package org.lrs.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.FolderRun;
import org.lrs.text.FileName;
import picocli.CommandLine.Option;

/** Options of commands that do one step of an experiment. */
final class StageOptions extends WorkOptions {

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Folder for the result (default: runs/COMMAND-MODEL).")
  private Path out;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Root of every random draw (default: ${DEFAULT-VALUE}).")
  private long seed;

  long seed() {
    return seed;
  }

  /** The folder for the result. */
  Path folder(String usual) {
    return out == null ? Path.of("runs", FileName.of(usual)) : out;
  }

  /**
   * Does the work and prints its result.
   *
   * @param usual name of the folder, if the user gave none
   * @param text of the result and its folder, for people
   */
  <T> void run(String usual, FolderRun<T> work, BiFunction<T, Path, String> text) {
    run(usual, typed(), work, text);
  }

  /**
   * Does the work and prints its result.
   *
   * @param words the command that gives the same result
   */
  <T> void run(
      String usual, List<String> words, FolderRun<T> work, BiFunction<T, Path, String> text) {
    Path folder = folder(usual);
    T result = work(Experiment.Options.of(folder, line(words)), work);
    print(result, () -> text.apply(result, folder));
  }
}

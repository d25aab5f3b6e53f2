package org.lrs.experiment;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.FinishedRun.Predictions;
import org.lrs.format.FormatException;
import org.lrs.result.RunResults;
import org.lrs.result.Surrogate;
import org.lrs.text.FileName;
import org.lrs.text.Foreign;

/** What the files of a run folder have to have in common. */
final class RunFiles {

  private RunFiles() {}

  static void require(Path file, boolean holds, String problem) {
    if (!holds) {
      throw new FormatException(file, problem);
    }
  }

  /** Refuses names that are no names of folders, as they lead elsewhere. */
  static void requireNames(Path file, RunResults results) {
    Stream.concat(
            results.surrogates().stream().map(Surrogate::name),
            results.attacks().stream().map(RunResults.Attack::name))
        .forEach(
            name ->
                require(
                    file,
                    FileName.isOne(name),
                    "has a name that is none of a folder: '" + Foreign.text(name) + "'"));
  }

  /**
   * Reads predictions of all these networks and no others, one class for each image.
   *
   * @param name of the file inside the folder
   */
  static Predictions predictions(
      Path folder,
      String name,
      ImageDataset images,
      List<String> surrogates,
      List<String> targets) {
    Predictions read = RunFolder.read(folder, name, Predictions.class);
    requireAll(folder.resolve(name), "surrogate", read.surrogates(), surrogates, images);
    requireAll(folder.resolve(name), "target", read.targets(), targets, images);
    return read;
  }

  private static void requireAll(
      Path file, String what, Map<String, int[]> read, List<String> names, ImageDataset images) {
    for (String name : names) {
      require(file, read.containsKey(name), "lacks the %s '%s'".formatted(what, name));
    }
    read.forEach(
        (name, classes) -> {
          String subject = "the %s '%s'".formatted(what, Foreign.text(name));
          require(file, names.contains(name), "has " + subject + ", which its run has not");
          require(
              file,
              classes.length == images.size(),
              "has %s predictions of %s for %s images"
                  .formatted(classes.length, subject, images.size()));
          require(
              file,
              Arrays.stream(classes).allMatch(k -> k >= 0 && k < images.classes()),
              "has a prediction of %s that is none of the classes 0 to %s"
                  .formatted(subject, images.classes() - 1));
        });
  }
}

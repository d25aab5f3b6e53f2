package org.lrs.refine;

import java.nio.file.Path;
import java.util.Map;
import org.lrs.Range;
import org.lrs.model.Classifier;

/**
 * Copies of the weights at equally spaced steps of a run: number i of n after i/n of the steps. The
 * last one is the outcome itself and needs no file.
 *
 * <p>Each is written whole before the run continues, so a killed run that is started again leaves
 * the same files.
 *
 * @param folder where they are kept; null where there are none
 * @param count n, at least 1; 1 keeps the outcome alone
 * @param total steps of the run
 */
record Snapshots(Path folder, int count, int total) implements Gathering {

  Snapshots {
    Range.require(count == 1 || folder != null, "snapshots need a folder to be kept in");
    Range.require(
        count == 1 || count <= total,
        "snapshots must be at most the number of steps, " + total + ", got " + count);
  }

  /**
   * File of a network beside the result.
   *
   * @param number from 1
   */
  static Path file(Path folder, int number) {
    return folder.resolve("snapshot-" + number + ".safetensors");
  }

  /** Writes the weights of the moment to the file of that number. */
  static void write(Path folder, int number, Classifier classifier) {
    Checkpoint.replace(file(folder, number), classifier.parameters().toHost(), Map.of());
  }

  @Override
  public void after(int done, Classifier classifier) {
    for (int number = 1; number < count; number++) {
      if (done == (long) total * number / count) {
        write(folder, number, classifier);
      }
    }
  }
}

package org.lrs.refine;

import java.nio.file.Path;
import java.util.Map;
import org.lrs.nn.StateDict;

/**
 * Copies of the trained numbers at equally spaced steps of a run: number i of n after i/n of the
 * steps. The last one is the outcome itself and needs no file.
 *
 * <p>Each is written whole before the run goes on, so a killed run that is started again leaves the
 * same files.
 *
 * @param folder where they are kept; null where there are none
 * @param count n, at least 1; 1 keeps the outcome alone
 */
public record Snapshots(Path folder, int count) {
  /** The outcome alone. */
  public static final Snapshots NONE = new Snapshots(null, 1);

  /** Checks the range. */
  public Snapshots {
    if (count < 1) {
      throw new IllegalArgumentException("snapshots must be at least 1, got " + count);
    }
    if (count > 1 && folder == null) {
      throw new IllegalArgumentException("snapshots need a folder to be kept in");
    }
  }

  /**
   * File of a snapshot before the last.
   *
   * @param number from 1 to n - 1
   */
  public Path file(int number) {
    return folder.resolve("snapshot-" + number + ".safetensors");
  }

  /** Refuses runs with fewer steps than snapshots. */
  void requireSteps(int total) {
    if (count > total) {
      throw new IllegalArgumentException(
          "snapshots must be at most the number of steps, " + total + ", got " + count);
    }
  }

  /** Writes the snapshot that is due after so many of all steps, if one is. */
  void after(int done, int total, StateDict parameters) {
    for (int number = 1; number < count; number++) {
      if (done == (long) total * number / count) {
        Checkpoint.replace(file(number), parameters.toHost(), Map.of());
      }
    }
  }
}

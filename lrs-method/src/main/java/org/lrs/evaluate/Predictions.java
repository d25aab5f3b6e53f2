package org.lrs.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lrs.data.Images;

/**
 * Predicted classes of a set of images, and the scores behind them.
 *
 * @param classes the class with the largest score, one per image
 * @param scores [count][classes]
 */
public record Predictions(int[] classes, float[][] scores) {

  /** Queries a target. */
  public static Predictions of(Target target, Images images) {
    float[][] scores = target.scores(images);
    return new Predictions(Arrays.stream(scores).mapToInt(Predictions::largest).toArray(), scores);
  }

  /** Images with a score that is not finite, whose predicted class means nothing. */
  public long notFinite() {
    return Arrays.stream(scores).filter(row -> !finite(row)).count();
  }

  /** Share of images whose predicted class is their label, in [0, 1]. */
  public double accuracy(int[] labels) {
    return accuracy(classes, labels);
  }

  /** Share of predicted classes that are the label, in [0, 1]. */
  public static double accuracy(int[] classes, int[] labels) {
    return IntStream.range(0, labels.length).filter(i -> classes[i] == labels[i]).count()
        / (double) labels.length;
  }

  private static boolean finite(float[] row) {
    for (float score : row) {
      if (!Float.isFinite(score)) {
        return false;
      }
    }
    return true;
  }

  private static int largest(float[] row) {
    int best = 0;
    for (int k = 1; k < row.length; k++) {
      if (row[k] > row[best]) {
        best = k;
      }
    }
    return best;
  }
}

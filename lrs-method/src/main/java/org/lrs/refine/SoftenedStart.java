package org.lrs.refine;

import java.util.Arrays;
import java.util.Optional;
import org.lrs.Source;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.model.Classifier;
import org.lrs.nn.Mode;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * The start of a refinement: the network with its logits divided by a temperature.
 *
 * <p>A pretrained network is overconfident on the images it was trained on: its loss is next to
 * zero on most of them and steep on a few, and penalties see only those. Divided logits keep every
 * prediction and give each image a loss.
 */
@Source(
    paper =
        "Guo, Pleiss, Sun, Weinberger: On Calibration of Modern Neural Networks, ICML 2017, arXiv"
            + " 1706.04599",
    at = "equation 9; to measure the temperature from the confidence is this project's own")
final class SoftenedStart {

  /** Mean confidence on training images that a start is softened to. */
  static final double CONFIDENCE = 0.8;

  private static final int IMAGES = 256;
  private static final int AT_ONCE = 64;
  private static final double HIGHEST = 100;

  private SoftenedStart() {}

  /**
   * Divides the logits of a network from now on.
   *
   * @param classifier changed in place
   * @param given the temperature; empty for the measured one
   * @return the temperature
   */
  static double soften(Classifier classifier, ImageDataset data, Optional<Double> given) {
    double temperature = given.orElseGet(() -> measured(classifier, data));
    if (temperature != 1) {
      classifier.soften(temperature);
    }
    return temperature;
  }

  /**
   * The temperature at which the mean confidence, that of the predicted class, on the first 256
   * images is {@value #CONFIDENCE}: in steps of a hundredth, and 1 for a network that is less
   * confident already.
   */
  static double measured(Classifier classifier, ImageDataset data) {
    float[][] logits = logits(classifier, data.take(Math.min(IMAGES, data.size())));
    double low = 1;
    double high = HIGHEST;
    while (high - low > 0.001) {
      double middle = 0.5 * (low + high);
      boolean above = confidence(logits, middle) > CONFIDENCE;
      low = above ? middle : low;
      high = above ? high : middle;
    }
    return Math.rint(100 * low) / 100;
  }

  private static float[][] logits(Classifier classifier, ImageDataset images) {
    float[][] all = new float[images.size()][];
    for (int first = 0; first < all.length; first += AT_ONCE) {
      int last = Math.min(first + AT_ONCE, all.length);
      try (Scope scope = Scope.open()) {
        Tensor some = ImageBatch.range(images, first, last).images();
        float[] rows =
            Autograd.withoutGraph(() -> classifier.logits(some, Mode.EVALUATE)).toFloatArray();
        int classes = classifier.classes();
        for (int i = first; i < last; i++) {
          all[i] = Arrays.copyOfRange(rows, (i - first) * classes, (i - first + 1) * classes);
        }
      }
    }
    return all;
  }

  /** Mean probability of the predicted class at a temperature. */
  static double confidence(float[][] logits, double temperature) {
    double sum = 0;
    for (float[] row : logits) {
      double largest = Double.NEGATIVE_INFINITY;
      for (float value : row) {
        largest = Math.max(largest, value);
      }
      double total = 0;
      for (float value : row) {
        total += StrictMath.exp((value - largest) / temperature);
      }
      sum += 1 / total;
    }
    return sum / logits.length;
  }
}

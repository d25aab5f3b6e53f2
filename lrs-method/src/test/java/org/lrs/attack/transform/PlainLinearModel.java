package org.lrs.attack.transform;

import java.util.Arrays;
import org.lrs.attack.Plain;
import org.lrs.attack.Slowly;
import org.lrs.data.Normalization;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.tensor.Rng;

/** A linear classifier of three classes, and its loss in plain loops over doubles. */
final class PlainLinearModel {
  private static final int CLASSES = 3;

  private PlainLinearModel() {}

  static Classifier of(int channels, int height, int width) {
    double[] zeros = new double[channels];
    double[] ones = new double[channels];
    Arrays.fill(ones, 1);
    return TinyClassifiers.linear(
        new InputShape(channels, height, width),
        weights(channels * height * width),
        new Normalization(zeros, ones));
  }

  private static double[][] weights(int size) {
    double[][] weights = new double[CLASSES][];
    for (int k = 0; k < CLASSES; k++) {
      weights[k] = Slowly.widen(Rng.of(21).split(k).uniform(size, -0.5, 0.5));
    }
    return weights;
  }

  /** Cross-entropy: the logarithm of Σ exp(logit), less the class's logit. */
  static double loss(double[][][] image, int label) {
    double[][] weights = weights(image.length * Plain.height(image) * Plain.width(image));
    double[] logits = new double[CLASSES];
    for (int k = 0; k < CLASSES; k++) {
      int at = 0;
      for (double[][] channel : image) {
        for (double[] row : channel) {
          for (double value : row) {
            logits[k] += weights[k][at++] * value;
          }
        }
      }
    }
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - logits[label]);
    }
    return Math.log(sum);
  }
}

package org.lrs.attack.objective;

import java.util.Optional;
import org.lrs.attack.Aim;
import org.lrs.attack.AttackInput;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Slowly;
import org.lrs.data.Normalization;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * Logits W · x of Slowly's two images: the features of layer {@code flat} are the pixels, so that
 * attacks on features can be computed by hand.
 */
final class LinearModel implements AutoCloseable {
  static final String PIXELS = "flat";
  static final int CLASSES = 4;
  static final int[] LABELS = {2, 0};

  final double[][] weight = new double[CLASSES][];
  private final Classifier classifier;
  private final FrozenSurrogate surrogate;

  LinearModel() {
    for (int j = 0; j < CLASSES; j++) {
      weight[j] = Slowly.widen(Rng.of(9).split(j).gaussian(Slowly.SIZE));
    }
    InputShape input = new InputShape(Slowly.CHANNELS, Slowly.HEIGHT, Slowly.WIDTH);
    classifier = TinyClassifiers.linear(input, weight, Normalization.none(Slowly.CHANNELS));
    surrogate = new FrozenSurrogate(classifier);
  }

  AttackRun run(boolean targeted) {
    Tensor classes = Tensor.of(new long[] {LABELS[0], LABELS[1]}, 2);
    Aim.TrueLabels labels = new Aim.TrueLabels(classes);
    Aim.TargetLabels targets = new Aim.TargetLabels(classes);
    AttackInput input =
        new AttackInput(
            Slowly.tensor(Slowly.images()),
            labels,
            Optional.of(targets),
            new long[] {11, 5},
            Rng.of(3),
            null);
    return new AttackRun(surrogate, input, targeted ? targets : labels, Slowly.BALL, Slowly.STEPS);
  }

  double[] probabilities(double[] x) {
    double[] p = new double[CLASSES];
    double sum = 0;
    for (int j = 0; j < CLASSES; j++) {
      p[j] = Math.exp(dot(weight[j], x));
      sum += p[j];
    }
    for (int j = 0; j < CLASSES; j++) {
      p[j] /= sum;
    }
    return p;
  }

  /** Gradient of the probability of class y: p_y (W_y - Σ p_j W_j). */
  double[] probabilityGradient(double[] x, int y) {
    double[] p = probabilities(x);
    double[] gradient = Slowly.map(weight[y], v -> v * p[y]);
    for (int j = 0; j < CLASSES; j++) {
      gradient = Slowly.plus(gradient, weight[j], -p[y] * p[j]);
    }
    return gradient;
  }

  /** Gradient of the cross-entropy of class y: Σ p_j W_j - W_y. */
  double[] lossGradient(double[] x, int y) {
    double scale = -1 / probabilities(x)[y];
    return Slowly.map(probabilityGradient(x, y), v -> scale * v);
  }

  static double[] unit(double[] values, double sign) {
    double length = Math.sqrt(dot(values, values));
    return Slowly.map(values, v -> sign * v / length);
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Override
  public void close() {
    surrogate.close();
    classifier.close();
  }
}

package org.lrs.lipschitz;

import org.lrs.tensor.Rng;

/**
 * Cross-entropy of softmax(W z) in double precision, with its gradient Wᵀ(p − e) and its Hessian
 * Wᵀ(diag p − p pᵀ)W, written out.
 */
public final class LinearSoftmax {
  private final double[][] weight;

  /** W, one row per class; not copied. */
  public LinearSoftmax(double[][] weight) {
    this.weight = weight;
  }

  /** W. */
  public double[][] weight() {
    return weight;
  }

  public static LinearSoftmax random(int classes, int width, double scale, long seed) {
    double[][] weight = new double[classes][width];
    Rng rng = Rng.of(seed).split("linear");
    for (double[] row : weight) {
      for (int j = 0; j < width; j++) {
        // Through float, so that the network under test holds the same numbers.
        row[j] = (float) (scale * rng.nextGaussian());
      }
    }
    return new LinearSoftmax(weight);
  }

  public double[] probabilities(double[] z) {
    double[] p = new double[weight.length];
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      p[k] = Math.exp(dot(weight[k], z));
      sum += p[k];
    }
    for (int k = 0; k < p.length; k++) {
      p[k] /= sum;
    }
    return p;
  }

  public double loss(double[] z, int label) {
    return -Math.log(probabilities(z)[label]);
  }

  public double[] gradient(double[] z, int label) {
    double[] p = probabilities(z);
    double[] g = new double[z.length];
    for (int k = 0; k < p.length; k++) {
      addScaled(g, weight[k], p[k] - (k == label ? 1 : 0));
    }
    return g;
  }

  public double[] hessianTimes(double[] z, double[] d) {
    double[] p = probabilities(z);
    double mean = 0;
    for (int k = 0; k < p.length; k++) {
      mean += p[k] * dot(weight[k], d);
    }
    double[] result = new double[d.length];
    for (int k = 0; k < p.length; k++) {
      addScaled(result, weight[k], p[k] * (dot(weight[k], d) - mean));
    }
    return result;
  }

  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  public static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  public static double[] unit(double[] a) {
    return plus(new double[a.length], a, 1 / norm(a));
  }

  public static double[] plus(double[] a, double[] b, double factor) {
    double[] sum = a.clone();
    addScaled(sum, b, factor);
    return sum;
  }

  private static void addScaled(double[] to, double[] what, double factor) {
    for (int j = 0; j < to.length; j++) {
      to[j] += factor * what[j];
    }
  }
}

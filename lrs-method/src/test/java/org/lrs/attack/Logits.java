package org.lrs.attack;

import org.lrs.tensor.Autograd;
import org.lrs.tensor.Tensor;

/** What an objective of the logits is worth, and its gradient, for rows of logits. */
public final class Logits {
  private Logits() {}

  public static Tensor of(int classes, double... values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return Tensor.of(narrow, values.length / classes, classes);
  }

  public static Aim.TrueLabels labels(long... classes) {
    return new Aim.TrueLabels(Tensor.of(classes, classes.length));
  }

  public static Aim.TargetLabels targets(long... classes) {
    return new Aim.TargetLabels(Tensor.of(classes, classes.length));
  }

  public static double[] worth(AttackLoss loss, Tensor logits, Aim aim) {
    return loss.perSample(logits, aim).toDoubleArray();
  }

  public static double[] gradient(AttackLoss loss, Tensor logits, Aim aim) {
    Tensor leaf = logits.leaf();
    return Autograd.withGraph(() -> Autograd.gradient(loss.perSample(leaf, aim).sum(), leaf))
        .toDoubleArray();
  }
}

package org.lrs.evaluate;

import org.lrs.data.Images;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Scope;

/** A network of the engine as a target: predictions in evaluation mode, and nothing else. */
public final class ClassifierTarget implements Target {
  private static final int BATCH = 32;

  private final String name;
  private final Surrogate frozen;

  /** Takes over the classifier, of which it keeps a frozen copy. */
  public ClassifierTarget(Classifier classifier) {
    this(classifier.name(), new FrozenSurrogate(classifier));
    classifier.close();
  }

  /** Takes over a surrogate, of one network or several: closing the target closes it. */
  public ClassifierTarget(String name, Surrogate surrogate) {
    this.name = name;
    this.frozen = surrogate;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int classes() {
    return frozen.classes();
  }

  @Override
  public float[][] scores(Images images) {
    return scores(frozen, images);
  }

  /**
   * Logits of 8-bit images, batch by batch.
   *
   * @return [N][classes]
   */
  public static float[][] scores(Surrogate network, Images images) {
    float[][] scores = new float[images.count()][network.classes()];
    for (int from = 0; from < images.count(); from += BATCH) {
      Images batch = images.slice(from, Math.min(from + BATCH, images.count()));
      try (Scope scope = Scope.open()) {
        float[] logits = network.logits(batch.toTensor()).toFloatArray();
        for (int i = 0; i < batch.count(); i++) {
          System.arraycopy(logits, i * network.classes(), scores[from + i], 0, network.classes());
        }
      }
    }
    return scores;
  }

  @Override
  public void close() {
    frozen.close();
  }
}

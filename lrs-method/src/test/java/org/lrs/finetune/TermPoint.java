package org.lrs.finetune;

import java.util.Optional;
import java.util.stream.LongStream;
import org.lrs.data.Normalization;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/** Batches on which a term of the loss is looked at alone. */
final class TermPoint {
  static final InputShape INPUT = new InputShape(2, 3, 3);
  static final int CLASSES = 3;
  static final int IMAGES = 4;

  private TermPoint() {}

  /** A batch with a clean pass beside the term, under the stable preset. */
  static TrainingBatch batch(Classifier classifier) {
    return batch(classifier, images());
  }

  static TrainingBatch batch(Classifier classifier, Tensor images) {
    long count = images.size(0);
    return new TrainingBatch(
        classifier,
        classifier.parameters(),
        images,
        TinyClassifiers.labels((int) count, classifier.classes()),
        Optional.empty(),
        FineTuneSettings.stable(FineTuneSettings.Method.FINE_TUNE).lrs(),
        false,
        Draws.of(Rng.of(7), LongStream.range(0, count).toArray()));
  }

  /** Images away from 0 and 1, so that no small step meets the edge of [0, 1]. */
  static Tensor images() {
    return TinyClassifiers.images(IMAGES, INPUT, 4).multiply(0.8).add(0.1);
  }

  static Normalization normalization() {
    return new Normalization(new double[] {0.4, 0.5}, new double[] {0.25, 0.5});
  }

  static Classifier smooth() {
    return TinyClassifiers.smooth(INPUT, CLASSES, normalization(), 3);
  }

  static Classifier normalised() {
    return TinyClassifiers.normalised(INPUT, CLASSES, normalization(), 3);
  }

  /** The batch in a step whose clean images have weight 0. */
  static TrainingBatch withoutCleanPass(TrainingBatch b) {
    return new TrainingBatch(
        b.classifier(),
        b.auxiliary(),
        b.images(),
        b.labels(),
        b.labelSmoothing(),
        b.lrs().withCrossEntropyWeight(0),
        b.firstOfEpoch(),
        b.draws());
  }
}

package org.lrs.refine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lrs.data.Augmentation;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.format.HostTensor;
import org.lrs.format.Safetensors;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.refine.recipe.LrsF;
import org.lrs.tensor.Engine;
import org.lrs.tensor.Rng;

/** A training run of a second or two, with everything on; as a program, in a process of its own. */
final class TinyTraining {
  static final InputShape INPUT = new InputShape(3, 6, 6);
  static final int CLASSES = 3;
  static final int IMAGES = 42;
  static final int BATCH = 8;
  static final int STEPS_PER_EPOCH = 5; // two images are left out

  private TinyTraining() {}

  /** Each class is bright in one channel, with noise. */
  static ImageDataset data() {
    byte[] pixels = new byte[IMAGES * 3 * 36];
    int[] labels = new int[IMAGES];
    long[] ids = new long[IMAGES];
    Rng rng = Rng.of(11);
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = i % CLASSES;
      ids[i] = 1000 + 7L * i;
      for (int j = 0; j < 3 * 36; j++) {
        pixels[i * 3 * 36 + j] = (byte) (rng.nextInt(120) + (j / 36 == labels[i] ? 130 : 0));
      }
    }
    return new ImageDataset(
        "tiny/train", new Images(pixels, IMAGES, 3, 6, 6), labels, ids, List.of("r", "g", "b"));
  }

  static Classifier classifier() {
    return TinyClassifiers.normalised(INPUT, CLASSES, normalization(), 5);
  }

  /** Another network for the same images. */
  static Classifier witness() {
    return TinyClassifiers.smooth(INPUT, CLASSES, normalization(), 6);
  }

  private static Normalization normalization() {
    return new Normalization(new double[] {0.4, 0.4, 0.4}, new double[] {0.25, 0.25, 0.25});
  }

  /** Both penalties with warm-ups, in the paper's own reading. */
  static Training training(int epochs, double learningRate) {
    return plain(epochs, learningRate).with(new LrsF(0.05, 0.05, PenaltyMode.PAPER, 1));
  }

  /** The same without penalties. */
  static Training plain(int epochs, double learningRate) {
    return Training.basic()
        .epochs(epochs)
        .batchSize(BATCH)
        .learningRate(learningRate)
        .schedule(Schedule.COSINE)
        .warmUpSteps(4)
        .stepWarmUpSteps(6)
        .augmentation(new Augmentation(1, true))
        .checkpointSeconds(1);
  }

  /** A training on the tiny data: its loss and optimiser, in few small batches. */
  static Training shrunk(Training full, int epochs, int maxSteps) {
    return full.epochs(epochs)
        .maxSteps(maxSteps)
        .batchSize(BATCH)
        .warmUpSteps(Math.min(4, full.settings().warmUpSteps()))
        .checkpointSeconds(1)
        .outcome(shrunk(full.outcome()));
  }

  private static Outcome shrunk(Outcome full) {
    if (full instanceof Outcome.Mean mean) {
      return new Outcome.Mean(shrunk(mean.averaging()), mean.networks());
    }
    if (full instanceof Outcome.Draws draws) {
      return new Outcome.Draws(
          shrunk(draws.averaging()), draws.rank(), draws.scale(), draws.networks());
    }
    return full;
  }

  private static Averaging shrunk(Averaging full) {
    return new Averaging(full.start(), 1, 2);
  }

  static FineTuner tuner(Training training, Path folder, TrainingListener listener) {
    FineTuner tuner = new FineTuner(training, 3).telling(listener);
    return folder == null ? tuner : tuner.in(folder);
  }

  /** Runs it, beside another network if it learns from one. */
  static FineTuner.Result run(FineTuner tuner, Classifier classifier) {
    try (Classifier witness = witness()) {
      boolean needed = tuner.training().needsWitness();
      return (needed ? tuner.witness(witness) : tuner).run(classifier, data());
    }
  }

  /** The numbers and the history of a run that nothing disturbs. */
  record Done(Map<String, HostTensor> numbers, FineTuner.Result result) {}

  static Done run(Training training, Path folder, TrainingListener listener) {
    try (Classifier classifier = classifier()) {
      FineTuner.Result result = run(tuner(training, folder, listener), classifier);
      return new Done(classifier.parameters().toHost(), result);
    }
  }

  /** Trains in a folder, saying each step, and writes the numbers to a file. */
  public static void main(String[] arguments) throws IOException {
    Engine.threads(1);
    Done outcome =
        run(
            training(Integer.parseInt(arguments[0]), 0.05),
            Path.of(arguments[1]),
            (record, total) -> {
              System.out.println("step " + record.step());
              System.out.flush();
            });
    Safetensors.write(Path.of(arguments[2]), outcome.numbers(), Map.of());
  }
}

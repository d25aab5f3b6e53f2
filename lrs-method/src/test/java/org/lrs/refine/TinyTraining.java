package org.lrs.refine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.data.Augmentation;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.format.HostTensor;
import org.lrs.format.Safetensors;
import org.lrs.lipschitz.BatchNormPolicy;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.lipschitz.LrsSettings;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.tensor.Engine;
import org.lrs.tensor.Rng;

/** A training run of a second or two, with everything on; as a program, in a process of its own. */
final class TinyTraining {
  static final InputShape INPUT = new InputShape(3, 6, 6);
  static final int CLASSES = 3;
  static final int IMAGES = 42;
  static final int BATCH = 8;
  static final int STEPS_PER_EPOCH = 5; // two images are left out
  private static final Probe NOT_MEASURED = classifier -> Double.NaN;

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
        "tiny/train", Images.of(pixels, IMAGES, 3, 6, 6), labels, ids, List.of("r", "g", "b"));
  }

  static Classifier classifier() {
    Normalization norm =
        new Normalization(new double[] {0.4, 0.4, 0.4}, new double[] {0.25, 0.25, 0.25});
    return TinyClassifiers.normalised(INPUT, CLASSES, norm, 5);
  }

  static FineTuneSettings settings(int epochs, double learningRate) {
    return new FineTuneSettings(
        epochs,
        0,
        BATCH,
        learningRate,
        Schedule.COSINE,
        0.9,
        5e-4,
        1,
        4,
        6,
        new Augmentation(1, true),
        0.9,
        1,
        new LrsSettings(
            1,
            0.05,
            0.05,
            DifferenceStep.normalized(0.01),
            DifferenceStep.normalized(1.5),
            PenaltyMode.PAPER,
            BatchNormPolicy.CLEAN_PASS));
  }

  /** A preset on the tiny data: its loss and optimiser, in few small batches. */
  static FineTuneSettings shrunk(FineTuneSettings preset, int epochs, int maxSteps) {
    return new FineTuneSettings(
        epochs,
        maxSteps,
        BATCH,
        preset.learningRate(),
        preset.schedule(),
        preset.momentum(),
        preset.weightDecay(),
        preset.clipNorm(),
        Math.min(4, preset.warmUpSteps()),
        preset.stepWarmUpSteps(),
        preset.augmentation(),
        preset.accuracyFloor(),
        1,
        preset.lrs(),
        preset.labelSmoothing(),
        preset.adversarial(),
        preset.inputGradient(),
        preset.jacobian(),
        preset.sharpness(),
        preset.averaging().map(a -> new Averaging(a.start(), 1, 2, a.rank())));
  }

  /** Settings with other updates and another average. */
  static FineTuneSettings with(
      FineTuneSettings s, Optional<Sharpness> sharpness, Optional<Averaging> averaging) {
    return new FineTuneSettings(
        s.epochs(),
        s.maxSteps(),
        s.batchSize(),
        s.learningRate(),
        s.schedule(),
        s.momentum(),
        s.weightDecay(),
        s.clipNorm(),
        s.warmUpSteps(),
        s.stepWarmUpSteps(),
        s.augmentation(),
        s.accuracyFloor(),
        s.checkpointSeconds(),
        s.lrs(),
        s.labelSmoothing(),
        s.adversarial(),
        s.inputGradient(),
        s.jacobian(),
        sharpness,
        averaging);
  }

  static FineTuner tuner(FineTuneSettings settings, Path folder, TrainingListener listener) {
    return new FineTuner(settings, 3, folder, NOT_MEASURED, NOT_MEASURED, listener);
  }

  /** The numbers and the history of a run that nothing disturbs. */
  record Outcome(Map<String, HostTensor> numbers, FineTuner.Result result) {}

  static Outcome run(FineTuneSettings settings, Path folder, TrainingListener listener) {
    try (Classifier classifier = classifier()) {
      FineTuner.Result result = tuner(settings, folder, listener).run(classifier, data());
      return new Outcome(classifier.parameters().toHost(), result);
    }
  }

  /** Trains in a folder, saying each step, and writes the numbers to a file. */
  public static void main(String[] arguments) throws IOException {
    Engine.threads(1);
    Outcome outcome =
        run(
            settings(Integer.parseInt(arguments[0]), 0.05),
            Path.of(arguments[1]),
            (record, total) -> {
              System.out.println("step " + record.step());
              System.out.flush();
            });
    Safetensors.write(Path.of(arguments[2]), outcome.numbers(), Map.of());
  }
}

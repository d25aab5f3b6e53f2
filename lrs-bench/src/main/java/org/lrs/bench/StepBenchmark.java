package org.lrs.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.lrs.attack.AttackRecipes;
import org.lrs.data.Augmentation;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.model.Architectures;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.nn.Network;
import org.lrs.nn.StateDict;
import org.lrs.refine.BatchNormPolicy;
import org.lrs.refine.FineTuner;
import org.lrs.refine.Refinement;
import org.lrs.refine.StepRecord;
import org.lrs.refine.Training;
import org.lrs.refine.TrainingListener;
import org.lrs.refine.recipe.LrsF;
import org.lrs.tensor.Engine;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * Time of one attack step and of one training step on 128 images of 3x32x32, ResNet-20 with seeded
 * random weights: the time does not depend on their values.
 */
final class StepBenchmark {
  static final int IMAGES = 128;

  // Multiplications and additions of one forward pass on all images: the convolutions of ResNet-20.
  private static final double FORWARD_GFLOP = 2 * 40_550_400.0 * IMAGES / 1e9;
  static final int BLOCKS = 5;

  private final Classifier classifier;
  private final ImageDataset data;

  /**
   * One measured case.
   *
   * @param millis median time of a step
   * @param gflop arithmetic of its convolutions
   */
  record Case(double millis, double gflop) {}

  StepBenchmark(Classifier classifier, ImageDataset data) {
    this.classifier = classifier;
    this.data = data;
  }

  static Classifier resnet20() {
    InputShape input = new InputShape(3, 32, 32);
    Network network = Architectures.get("resnet20-a").build(input, 10);
    return new Classifier(
        "resnet20",
        network,
        StateDict.initialise(network, Rng.of(0)),
        new Normalization(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225}),
        input,
        10);
  }

  static ImageDataset randomImages() {
    Rng rng = Rng.of(1);
    byte[] pixels = new byte[IMAGES * 3 * 32 * 32];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) rng.nextInt(256);
    }
    return new ImageDataset(
        "random",
        new Images(pixels, IMAGES, 3, 32, 32),
        IntStream.range(0, IMAGES).map(i -> i % 10).toArray(),
        LongStream.range(0, IMAGES).toArray(),
        List.of("0123456789".split("")));
  }

  Case attackStep(String recipe, int evaluations) {
    double millis = new AttackBenchmark(classifier, data).step(AttackRecipes.get(recipe));
    return new Case(millis, 2 * evaluations * FORWARD_GFLOP);
  }

  /**
   * One training step.
   *
   * @param passes arithmetic in forward passes: a reverse pass costs as much as a forward one for
   *     each of inputs and parameters, and so does the reverse of a reverse pass
   */
  Case trainingStep(
      double weight1,
      double weight2,
      BatchNormPolicy policy,
      Optional<Double> difference2,
      double passes) {
    DifferenceStep step1 = DifferenceStep.normalized(0.01);
    DifferenceStep step2 = DifferenceStep.normalized(1.5);
    LrsF lrs = new LrsF(weight1, weight2, step1, step2, PenaltyMode.PAPER, 1, difference2);
    return trainingStep(Training.basic().with(lrs).batchNorm(policy), passes);
  }

  /** One training step of a refinement. */
  Case trainingStep(Refinement refinement) {
    Training training = Training.basic().with(refinement);
    return trainingStep(training, training.passes());
  }

  private Case trainingStep(Training terms, double passes) {
    Training training =
        terms
            .epochs(BLOCKS + 1)
            .batchSize(IMAGES)
            .learningRate(1e-6)
            .clipNorm(0)
            .warmUpSteps(0)
            .augmentation(Augmentation.NONE)
            .accuracyFloor(0)
            .checkpointSeconds(3600);
    List<Double> times = new ArrayList<>();
    long[] last = {nanos()};
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepRecord record, int totalSteps) {
            long now = nanos();
            if (record.step() > 0) {
              times.add((now - last[0]) / 1e6);
            }
            last[0] = now;
          }
        };
    try (Classifier copy = classifier.copy("bench")) {
      FineTuner tuner = new FineTuner(training, 0).telling(listener);
      FineTuner.Result unused =
          (training.needsWitness() ? tuner.witness(classifier) : tuner).run(copy, data);
    }
    return new Case(median(times), passes * FORWARD_GFLOP);
  }

  /** GFLOP per second of the fastest convolution of the network: the arithmetic floor's rate. */
  static double bestRate() {
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.of(Rng.of(1).gaussian(IMAGES * 64 * 64), IMAGES, 64, 8, 8).channelsLast();
      Tensor w = Tensor.of(Rng.of(2).gaussian(64 * 64 * 9), 64, 64, 3, 3).channelsLast();
      double gflop = 2.0 * IMAGES * 64 * 64 * 64 * 9 / 1e9;
      double best = 0;
      for (int i = 0; i < 30; i++) {
        long start = nanos();
        try (Scope one = Scope.open()) {
          Tensor unused = NeuralOps.conv2d(x, w, null, 1, 1, 1);
        }
        best = Math.max(best, gflop / ((nanos() - start) / 1e9));
      }
      return best;
    }
  }

  /** A clock: with one thread its processor time, so that other programs do not count. */
  static long nanos() {
    return Engine.threads() == 1
        ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  static double median(List<Double> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }
}

package org.lrs.refine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.lrs.Source;
import org.lrs.data.ImageDataset;
import org.lrs.model.Classifier;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;

/**
 * Trains a classifier, resumably: batch, loss, step rule, SGD, outcome, checkpoint.
 *
 * <p>The order of images and their augmentation depend on seed, epoch and image id alone, and the
 * state is written whole after every epoch and every {@code checkpointSeconds}: a killed run,
 * started again in the same folder, ends with the same weights.
 */
@Source(paper = Source.LRS, at = "algorithm 1")
public final class FineTuner {
  private static final Probe NOT_MEASURED = classifier -> Double.NaN;

  /**
   * The result of a run; the classifier itself was changed in place.
   *
   * @param history every step
   * @param warnings early signs of trouble, in sentences
   */
  public record Result(List<StepRecord> history, List<String> warnings) {}

  private final Training training;
  private final long seed;
  private final Optional<Path> folder;
  private final Probe accuracy;
  private final Probe whiteBoxSuccess;
  private final TrainingListener listener;

  /**
   * A run without checkpoints and without a listener.
   *
   * @param seed root of the order of images, their augmentation and every draw
   * @throws IllegalArgumentException if nothing in the training learns the labels
   */
  public FineTuner(Training training, long seed) {
    this(
        training.checked(),
        seed,
        Optional.empty(),
        NOT_MEASURED,
        NOT_MEASURED,
        TrainingListener.SILENT);
  }

  private FineTuner(
      Training training,
      long seed,
      Optional<Path> folder,
      Probe accuracy,
      Probe whiteBoxSuccess,
      TrainingListener listener) {
    this.training = training;
    this.seed = seed;
    this.folder = folder;
    this.accuracy = accuracy;
    this.whiteBoxSuccess = whiteBoxSuccess;
    this.listener = listener;
  }

  /** The same run with checkpoints in a folder, and the networks beside the last one. */
  public FineTuner in(Path checkpoints) {
    return new FineTuner(
        training, seed, Optional.of(checkpoints), accuracy, whiteBoxSuccess, listener);
  }

  /**
   * The same run, measured for early warnings.
   *
   * @param clean share of clean images that are classified correctly
   * @param success share on which an attack on the network itself succeeds
   */
  public FineTuner watching(Probe clean, Probe success) {
    return new FineTuner(training, seed, folder, clean, success, listener);
  }

  /** The same run, of which this listener hears. */
  public FineTuner telling(TrainingListener hearer) {
    return new FineTuner(training, seed, folder, accuracy, whiteBoxSuccess, hearer);
  }

  /**
   * File of a network beside the one that the classifier ends with.
   *
   * @param number from 1 to {@link Outcome#files}
   */
  public static Path network(Path folder, int number) {
    return Snapshots.file(folder, number);
  }

  /**
   * Trains, from the checkpoint in the folder if there is one.
   *
   * @param classifier changed in place
   * @throws DivergedException on a loss that is no finite number
   */
  public Result run(Classifier classifier, ImageDataset data) {
    TrainingSettings settings = training.settings();
    int total = settings.totalSteps(data.size());
    try (TrainedNetwork network = new TrainedNetwork(classifier, training.auxiliaryNorms());
        Gathering gathering = training.outcome().begin(classifier, total, folder.orElse(null));
        Sgd sgd = new Sgd(network.trained(), settings.momentum(), settings.weightDecay())) {
      Checkpoint checkpoint =
          new Checkpoint(
              folder,
              key(classifier, data),
              network.state(gathering.state(), sgd.velocities()),
              settings.checkpointSeconds());
      Watch watch =
          new Watch(
              classifier,
              accuracy,
              whiteBoxSuccess,
              settings.accuracyFloor(),
              checkpoint.warnings(),
              listener);
      List<StepRecord> history = checkpoint.read();
      Batches batches = new Batches(data, settings, seed);
      while (history.size() < total) {
        Position at = new Position(history.size(), batches.perEpoch(), total);
        history.add(step(network, sgd, batches, at, history));
        // Before any checkpoint behind this step: a run that resumes from one finds it.
        gathering.after(at.done(), classifier);
        listener.onStep(history.get(at.step()), total);
        watch.after(at, history);
        checkpoint.after(at, history, watch.warnings());
      }
      if (gathering.finish(classifier, (one, count) -> settle(one, data, count), seed)) {
        watch.averaged(total);
      }
      return new Result(List.copyOf(history), List.copyOf(watch.warnings()));
    }
  }

  private StepRecord step(
      TrainedNetwork network, Sgd sgd, Batches batches, Position at, List<StepRecord> history) {
    TrainingSettings settings = training.settings();
    double rate = settings.learningRate() * settings.schedule().factor(at.progress());
    StepLoss loss = new StepLoss(network, training);
    try (Scope scope = Scope.open()) {
      Batch batch = batches.at(at);
      StepLoss.Measured here = at.requireFinite(loss.of(batch), history);
      StepLoss.Measured used =
          training
              .stepRule()
              .gradient(here, network.trained(), network.changing(), () -> loss.of(batch));
      at.requireFinite(used, history);
      sgd.step(used.gradients(), used.norm(), settings.clipNorm(), rate);
      return StepRecord.of(at.step(), here, used.norm(), rate);
    }
  }

  /** Batch normalisation that stood still in training is left as the weights were trained with. */
  private void settle(Classifier classifier, ImageDataset data, int batches) {
    TrainingSettings settings = training.settings();
    if (settings.batchNorm() != BatchNormPolicy.FROZEN) {
      new BatchStatistics(
              data,
              settings.batchSize(),
              batches,
              settings.augmentation(),
              Rng.of(seed).split("batch-statistics"))
          .estimate(classifier);
    }
  }

  private String key(Classifier classifier, ImageDataset data) {
    return "%s seed %d on %s from %s"
        .formatted(new TreeMap<>(training.parts()), seed, data.digest(), classifier.name());
  }
}

package org.lrs.refine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
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
 *
 * @param training what is minimised, how, and which weights it leaves
 * @param seed root of the order of images, their augmentation and every draw
 * @param folder of checkpoints and of the networks beside the last one; empty for none
 * @param accuracy share of clean images that are classified correctly, measured to warn early; NaN
 *     where it is not measured
 * @param whiteBoxSuccess share on which an attack on the network itself succeeds, likewise
 * @param listener hears of every step
 * @param witness a second network that the training learns from, the caller's, never changed; empty
 *     if it needs none
 */
@Source(paper = Source.LRS, at = "algorithm 1")
public record FineTuner(
    Training training,
    long seed,
    Optional<Path> folder,
    ToDoubleFunction<Classifier> accuracy,
    ToDoubleFunction<Classifier> whiteBoxSuccess,
    TrainingListener listener,
    Optional<Classifier> witness) {

  /**
   * The result of a run; the classifier itself was changed in place.
   *
   * @param temperature what the logits were divided by before the first step
   * @param history every step
   * @param warnings what the user should act on, in sentences
   */
  public record Result(double temperature, List<StepRecord> history, List<String> warnings) {}

  public FineTuner {
    training.checked();
  }

  /**
   * A run without checkpoints and without a listener.
   *
   * @throws IllegalArgumentException if nothing in the training learns the labels
   */
  public FineTuner(Training training, long seed) {
    this(
        training,
        seed,
        Optional.empty(),
        classifier -> Double.NaN,
        classifier -> Double.NaN,
        TrainingListener.SILENT,
        Optional.empty());
  }

  /**
   * The same run with checkpoints in a folder, and the networks beside the last one.
   *
   * @param checkpoints made if it is missing in another folder
   */
  public FineTuner in(Path checkpoints) {
    return new FineTuner(
        training, seed, Optional.of(checkpoints), accuracy, whiteBoxSuccess, listener, witness);
  }

  /** The same run, measured for early warnings. */
  public FineTuner watching(
      ToDoubleFunction<Classifier> clean, ToDoubleFunction<Classifier> success) {
    return new FineTuner(training, seed, folder, clean, success, listener, witness);
  }

  /** The same run, of which this listener hears. */
  public FineTuner telling(TrainingListener hearer) {
    return new FineTuner(training, seed, folder, accuracy, whiteBoxSuccess, hearer, witness);
  }

  /**
   * The same run beside a second network that it learns from.
   *
   * @param other a classifier of the same classes and images; it stays open and is not changed
   */
  public FineTuner witness(Classifier other) {
    return new FineTuner(
        training, seed, folder, accuracy, whiteBoxSuccess, listener, Optional.of(other));
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
   * @throws IllegalArgumentException if the witness is missing, needless, the classifier itself, or
   *     of other classes or images
   */
  public Result run(Classifier classifier, ImageDataset data) {
    TrainingSettings settings = training.settings();
    int total = settings.totalSteps(data.size());
    Witnesses.requireFitting(witness, training, classifier);
    double temperature = SoftenedStart.soften(classifier, data, settings.temperature());
    try (TrainedNetwork network =
            TrainedNetwork.of(classifier, training.auxiliaryNorms()).beside(witness);
        Gathering gathering = training.outcome().begin(classifier, total, folder.orElse(null));
        Sgd sgd = new Sgd(network.trained(), settings.momentum(), settings.weightDecay())) {
      Checkpoint checkpoint =
          new Checkpoint(
              folder,
              key(classifier, data),
              network.state(gathering.state(), sgd.velocities()),
              settings.checkpointSeconds());
      Optional<Checkpoint.Kept> kept = checkpoint.read(listener);
      // Before the weights of the checkpoint: it measures the network that the run started from.
      Watch watch =
          new Watch(classifier, this, kept.map(Checkpoint.Kept::warnings).orElse(List.of()));
      kept.ifPresent(checkpoint::restore);
      List<StepRecord> history =
          new ArrayList<>(kept.map(Checkpoint.Kept::history).orElse(List.of()));
      while (history.size() < total) {
        Position at = new Position(history.size(), data.size() / settings.batchSize(), total);
        history.add(step(network, sgd, data, at, history));
        // Before any checkpoint behind this step: a run that resumes from one finds it.
        gathering.after(at.done(), classifier);
        listener.onStep(history.get(at.step()), total);
        watch.after(at);
        checkpoint.after(at, history, watch.warnings());
      }
      boolean averaged =
          gathering.finish(classifier, (one, count) -> settle(one, data, count), seed);
      watch.result(averaged, history);
      return new Result(temperature, List.copyOf(history), List.copyOf(watch.warnings()));
    }
  }

  private StepRecord step(
      TrainedNetwork network, Sgd sgd, ImageDataset data, Position at, List<StepRecord> history) {
    TrainingSettings settings = training.settings();
    double rate = settings.learningRate() * settings.schedule().factor(at.progress());
    StepLoss loss = new StepLoss(network, training);
    try (Scope scope = Scope.open()) {
      Batch batch = Batch.of(data, settings, seed, at);
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
      Rng rng = Rng.of(seed).split("batch-statistics");
      BatchStatistics.estimate(classifier, data, settings, batches, rng);
    }
  }

  private String key(Classifier classifier, ImageDataset data) {
    return "%s seed %s on %s from %s%s"
        .formatted(
            new TreeMap<>(training.parts()),
            seed,
            data.digest(),
            classifier.name(),
            Witnesses.key(witness));
  }
}

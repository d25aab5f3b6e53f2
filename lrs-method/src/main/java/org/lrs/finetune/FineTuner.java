package org.lrs.finetune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lrs.Source;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.lipschitz.LrsLoss;
import org.lrs.lipschitz.LrsSettings;
import org.lrs.model.Classifier;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * Trains a classifier with cross-entropy and the Lipschitz penalties, resumably.
 *
 * <p>The order of images and their augmentation depend on seed, epoch and image id alone, and the
 * state is written whole after every epoch and every {@code checkpointSeconds}: a killed run,
 * started again in the same folder, ends with the same numbers.
 */
@Source(paper = Source.LRS, at = "algorithm 1")
public final class FineTuner {
  /**
   * The outcome of a run; the classifier itself was changed in place.
   *
   * @param history every step
   * @param warnings early signs of trouble, in sentences
   */
  public record Result(List<StepRecord> history, List<String> warnings) {}

  private final FineTuneSettings settings;
  private final long seed;
  private final Path folder;
  private final Probe accuracy;
  private final Probe whiteBoxSuccess;
  private final TrainingListener listener;
  private final Snapshots snapshots;

  /**
   * A run that keeps its outcome alone.
   *
   * @param folder where checkpoints live; null to keep none
   * @param accuracy share of clean images that are classified rightly
   * @param whiteBoxSuccess share on which an attack on the network itself succeeds; may return NaN
   */
  public FineTuner(
      FineTuneSettings settings,
      long seed,
      Path folder,
      Probe accuracy,
      Probe whiteBoxSuccess,
      TrainingListener listener) {
    this(settings, seed, folder, accuracy, whiteBoxSuccess, listener, Snapshots.NONE);
  }

  private FineTuner(
      FineTuneSettings settings,
      long seed,
      Path folder,
      Probe accuracy,
      Probe whiteBoxSuccess,
      TrainingListener listener,
      Snapshots snapshots) {
    this.settings = settings;
    this.seed = seed;
    this.folder = folder;
    this.accuracy = accuracy;
    this.whiteBoxSuccess = whiteBoxSuccess;
    this.listener = listener;
    this.snapshots = snapshots;
  }

  /** The same run, leaving copies of the numbers on its way. */
  public FineTuner keeping(Snapshots copies) {
    return new FineTuner(settings, seed, folder, accuracy, whiteBoxSuccess, listener, copies);
  }

  /**
   * Trains, from the checkpoint in the folder if there is one.
   *
   * @param classifier changed in place
   * @throws DivergedException on a loss that is no finite number
   */
  public Result run(Classifier classifier, ImageDataset data) {
    try (AuxiliaryNorms auxiliary =
        settings.auxiliaryBatchNorm()
            ? AuxiliaryNorms.of(classifier)
            : AuxiliaryNorms.none(classifier)) {
      return run(classifier, auxiliary, data);
    }
  }

  private Result run(Classifier classifier, AuxiliaryNorms auxiliary, ImageDataset data) {
    int total = settings.totalSteps(data.size());
    snapshots.requireSteps(total);
    int perEpoch = data.size() / settings.batchSize();
    Checkpoint checkpoint =
        folder == null ? null : new Checkpoint(folder, runKey(classifier, data), auxiliary.own());
    Warnings warnings =
        new Warnings(
            accuracy.of(classifier),
            whiteBoxSuccess.of(classifier),
            settings.accuracyFloor(),
            checkpoint == null ? List.of() : checkpoint.warnings());
    List<Tensor> trained =
        new ArrayList<>(classifier.parameters().trainable(classifier.network(), true));
    trained.addAll(auxiliary.trained());
    try (Sgd sgd = new Sgd(trained, settings.momentum(), settings.weightDecay())) {
      List<StepRecord> history =
          checkpoint == null
              ? new ArrayList<>()
              : checkpoint.read(classifier.parameters(), sgd.velocities());
      LrsLoss loss = new LrsLoss(classifier, settings.labelSmoothing().orElse(0.0));
      long saved = System.nanoTime();
      int[] order = null;
      for (int step = history.size(); step < total; step++) {
        int epoch = step / perEpoch;
        int batch = step % perEpoch;
        Rng rng = Rng.of(seed).split("training").split(epoch);
        if (order == null || batch == 0) {
          order = rng.split("order").permutation(data.size());
        }
        int[] chosen =
            Arrays.copyOfRange(
                order, batch * settings.batchSize(), (batch + 1) * settings.batchSize());
        history.add(
            step(
                loss,
                sgd,
                trained,
                data,
                chosen,
                rng,
                classifier,
                auxiliary,
                new Position(step, epoch, batch, total, history)));
        // Before any checkpoint behind this step: a run that goes on from one finds it there.
        snapshots.after(step + 1, total, classifier.parameters());
        listener.onStep(history.get(step), total);
        boolean epochEnds = batch == perEpoch - 1 || step == total - 1;
        if (epochEnds) {
          warnings
              .after(
                  epoch + 1,
                  history.subList(epoch * perEpoch, step + 1),
                  accuracy.of(classifier),
                  whiteBoxSuccess.of(classifier))
              .forEach(listener::onWarning);
        }
        boolean due = System.nanoTime() - saved > settings.checkpointSeconds() * 1e9;
        if (checkpoint != null && (epochEnds || due)) {
          checkpoint.write(classifier.parameters(), sgd.velocities(), history, warnings.all());
          saved = System.nanoTime();
        }
      }
      return new Result(List.copyOf(history), List.copyOf(warnings.all()));
    } finally {
      classifier.parameters().trainable(classifier.network(), false);
    }
  }

  private record Position(int step, int epoch, int batch, int total, List<StepRecord> history) {
    double lastLoss() {
      return history.isEmpty() ? Double.NaN : history.get(history.size() - 1).total();
    }
  }

  private StepRecord step(
      LrsLoss loss,
      Sgd sgd,
      List<Tensor> trained,
      ImageDataset data,
      int[] chosen,
      Rng rng,
      Classifier classifier,
      AuxiliaryNorms auxiliary,
      Position at) {
    double rate =
        settings.learningRate() * settings.schedule().factor(at.step() / (double) at.total());
    try (Scope scope = Scope.open()) {
      ImageBatch images =
          ImageBatch.augmented(data, chosen, settings.augmentation(), rng.split("augmentation"));
      LrsSettings lrs = warmedUp(at.step());
      LrsLoss.Terms terms =
          lrs.hasCleanPass()
              ? loss.of(images.images(), images.labels(), lrs, at.batch() == 0)
              : LrsLoss.Terms.NONE;
      Tensor further =
          further(
              new TrainingBatch(
                  classifier,
                  auxiliary,
                  images.images(),
                  images.labels(),
                  settings.labelSmoothing(),
                  lrs,
                  warmUp(at.step()),
                  at.batch() == 0,
                  Draws.of(rng.split("terms"), images.ids())));
      Tensor minimised = sum(terms.total(), further);
      double total = minimised.item();
      if (!Double.isFinite(total)) {
        throw new DivergedException(at.epoch() + 1, at.batch() + 1, total, at.lastLoss());
      }
      List<Tensor> gradients = Autograd.gradients(minimised, trained);
      double norm = Sgd.norm(gradients);
      if (!Double.isFinite(norm)) {
        throw new DivergedException(at.epoch() + 1, at.batch() + 1, norm, at.lastLoss());
      }
      sgd.step(gradients, norm, settings.clipNorm(), rate);
      return new StepRecord(
          at.step(),
          value(terms.crossEntropy()),
          value(terms.penalty1()),
          value(terms.penalty2()),
          value(further),
          (float) total,
          (float) norm,
          (float) rate);
    }
  }

  /** Sum of the further terms, or null if there is none. */
  private Tensor further(TrainingBatch batch) {
    Tensor sum = null;
    for (LossTerm term : settings.furtherTerms()) {
      sum = sum(sum, term.of(batch));
    }
    return sum;
  }

  /** The sum of two terms, either of which may be null for none. */
  private static Tensor sum(Tensor one, Tensor other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.add(other);
  }

  private LrsSettings warmedUp(int step) {
    double weight = warmUp(step);
    double length = 0.1 + 0.9 * ramp(step, settings.stepWarmUpSteps());
    return weight == 1 && length == 1 ? settings.lrs() : settings.lrs().scaled(weight, length);
  }

  private double warmUp(int step) {
    return ramp(step + 1, settings.warmUpSteps());
  }

  private static double ramp(int step, int steps) {
    return steps == 0 ? 1 : Math.min(1.0, step / (double) steps);
  }

  private static float value(Tensor term) {
    return term == null ? Float.NaN : (float) term.item();
  }

  private String runKey(Classifier classifier, ImageDataset data) {
    String kept = snapshots.count() > 1 ? " keeping " + snapshots.count() + " snapshots" : "";
    return settings
        + " seed "
        + seed
        + " on "
        + data.digest()
        + " from "
        + classifier.name()
        + kept;
  }
}

package org.lrs.refine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.Source;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.lipschitz.LrsLoss;
import org.lrs.lipschitz.LrsSettings;
import org.lrs.model.Classifier;
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
                : AuxiliaryNorms.none(classifier);
        Averages averages =
            new Averages(
                settings.averaging(), classifier, settings.totalSteps(data.size()), snapshots)) {
      return run(classifier, auxiliary, averages, data);
    }
  }

  private Result run(
      Classifier classifier, AuxiliaryNorms auxiliary, Averages averages, ImageDataset data) {
    int total = settings.totalSteps(data.size());
    // Those of a run with draws are made when it is over.
    Snapshots onTheWay = settings.draws() ? Snapshots.NONE : snapshots;
    onTheWay.requireSteps(total);
    int perEpoch = data.size() / settings.batchSize();
    Map<String, Tensor> beside = new LinkedHashMap<>(auxiliary.own());
    beside.putAll(averages.numbers());
    Checkpoint checkpoint =
        folder == null ? null : new Checkpoint(folder, runKey(classifier, data), beside);
    Watch watch =
        new Watch(
            classifier,
            accuracy,
            whiteBoxSuccess,
            settings.accuracyFloor(),
            checkpoint == null ? List.of() : checkpoint.warnings(),
            listener);
    List<Tensor> trained =
        new ArrayList<>(classifier.parameters().trainable(classifier.network(), true));
    trained.addAll(auxiliary.trained());
    try (Sgd sgd = new Sgd(trained, settings.momentum(), settings.weightDecay())) {
      List<StepRecord> history =
          checkpoint == null
              ? new ArrayList<>()
              : checkpoint.read(classifier.parameters(), sgd.velocities());
      StepLoss loss =
          new StepLoss(
              new LrsLoss(classifier, settings.labelSmoothing().orElse(0.0)),
              settings.furtherTerms(),
              trained);
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
        onTheWay.after(step + 1, total, classifier.parameters());
        averages.after(step + 1);
        listener.onStep(history.get(step), total);
        boolean epochEnds = batch == perEpoch - 1 || step == total - 1;
        if (epochEnds) {
          watch.epochEnded(epoch + 1, step + 1, history.subList(epoch * perEpoch, step + 1));
        } else {
          watch.inside(epoch + 1, step + 1);
        }
        boolean due = System.nanoTime() - saved > settings.checkpointSeconds() * 1e9;
        if (checkpoint != null && (epochEnds || due)) {
          checkpoint.write(classifier.parameters(), sgd.velocities(), history, watch.warnings());
          saved = System.nanoTime();
        }
      }
      if (settings.averaging().isPresent()) {
        new AveragedOutcome(averages, settings, seed, data).make(classifier, snapshots);
        watch.averaged(total);
      }
      return new Result(List.copyOf(history), List.copyOf(watch.warnings()));
    } finally {
      classifier.parameters().trainable(classifier.network(), false);
    }
  }

  private record Position(int step, int epoch, int batch, int total, List<StepRecord> history) {
    double lastLoss() {
      return history.isEmpty() ? Double.NaN : history.get(history.size() - 1).total();
    }

    StepLoss.Measured requireFinite(StepLoss.Measured measured) {
      double value = Double.isFinite(measured.total()) ? measured.norm() : measured.total();
      if (!Double.isFinite(value)) {
        throw new DivergedException(epoch + 1, batch + 1, value, lastLoss());
      }
      return measured;
    }
  }

  private StepRecord step(
      StepLoss loss,
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
      TrainingBatch batch =
          new TrainingBatch(
              classifier,
              auxiliary,
              images.images(),
              images.labels(),
              settings.labelSmoothing(),
              warmedUp(at.step()),
              warmUp(at.step()),
              at.batch() == 0,
              Draws.of(rng.split("terms"), images.ids()));
      StepLoss.Measured here = at.requireFinite(loss.of(batch));
      StepLoss.Measured used = here;
      if (settings.sharpness().isPresent()) {
        List<Tensor> state = new ArrayList<>(classifier.parameters().tensors());
        state.addAll(auxiliary.own().values());
        used =
            at.requireFinite(
                settings.sharpness().get().climbed(here, trained, state, () -> loss.of(batch)));
      }
      sgd.step(used.gradients(), used.norm(), settings.clipNorm(), rate);
      return here.record(at.step(), (float) used.norm(), (float) rate);
    }
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

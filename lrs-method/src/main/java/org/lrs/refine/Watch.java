package org.lrs.refine;

import java.util.List;
import org.lrs.model.Classifier;

/**
 * Measures a network while it is trained: after every epoch, and in the first one also after 25,
 * 50, 100, 200 ... steps, so that a collapse shows at once.
 *
 * <p>When it measures depends on the step alone, so a run that resumes from a checkpoint reports
 * what an undisturbed one reports.
 */
final class Watch {
  private static final int FIRST_LOOK = 25;

  private final Classifier classifier;
  private final Probe accuracy;
  private final Probe whiteBoxSuccess;
  private final TrainingListener listener;
  private final Warnings warnings;

  /**
   * Measures the network before any step.
   *
   * @param floor share of the starting accuracy under which a warning is given
   * @param before warnings given before a checkpoint
   */
  Watch(
      Classifier classifier,
      Probe accuracy,
      Probe whiteBoxSuccess,
      double floor,
      List<String> before,
      TrainingListener listener) {
    this.classifier = classifier;
    this.accuracy = accuracy;
    this.whiteBoxSuccess = whiteBoxSuccess;
    this.listener = listener;
    this.warnings = new Warnings(accuracy(0), whiteBoxSuccess.of(classifier), floor, before);
  }

  private double accuracy(int done) {
    double value = accuracy.of(classifier);
    if (!Double.isNaN(value)) {
      listener.onAccuracy(done, value);
    }
    return value;
  }

  /** Measures after a step, if it is time to. */
  void after(Position at, List<StepRecord> history) {
    if (at.endsEpoch()) {
      List<StepRecord> epoch = history.subList(at.epoch() * at.perEpoch(), at.done());
      epochEnded(at.epoch() + 1, at.done(), epoch);
    } else {
      inside(at.epoch() + 1, at.done());
    }
  }

  /**
   * A step of an epoch that is not finished.
   *
   * @param done steps of the run
   * @param epoch from 1
   */
  void inside(int epoch, int done) {
    boolean look = done % FIRST_LOOK == 0 && Integer.bitCount(done / FIRST_LOOK) == 1;
    if (epoch == 1 && look) {
      warnings.early(done, accuracy(done)).ifPresent(listener::onWarning);
    }
  }

  /**
   * The end of an epoch.
   *
   * @param done steps of the run
   * @param epoch from 1
   * @param steps those of the epoch
   */
  void epochEnded(int epoch, int done, List<StepRecord> steps) {
    warnings
        .after(epoch, steps, accuracy(done), whiteBoxSuccess.of(classifier))
        .forEach(listener::onWarning);
  }

  /** The mean of a finished run's networks. */
  void averaged(int done) {
    warnings.averaged(accuracy(done)).ifPresent(listener::onWarning);
  }

  /** All warnings of the run. */
  List<String> warnings() {
    return warnings.all();
  }
}

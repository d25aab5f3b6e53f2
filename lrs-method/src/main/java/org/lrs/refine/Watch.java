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
  private final FineTuner run;
  private final Warnings warnings;

  /**
   * Measures the network before any step.
   *
   * @param run what is measured, and who hears of it
   * @param before warnings given before a checkpoint
   */
  Watch(Classifier classifier, FineTuner run, List<String> before) {
    this.classifier = classifier;
    this.run = run;
    double floor = run.training().settings().accuracyFloor();
    this.warnings = new Warnings(accuracy(0), success(), floor, before);
  }

  private double accuracy(int done) {
    double value = run.accuracy().applyAsDouble(classifier);
    if (!Double.isNaN(value)) {
      run.listener().onAccuracy(done, value);
    }
    return value;
  }

  private double success() {
    return run.whiteBoxSuccess().applyAsDouble(classifier);
  }

  /** Measures after a step, if it is time to. */
  void after(Position at, List<StepRecord> history) {
    int done = at.done();
    if (at.endsEpoch()) {
      List<StepRecord> epoch = history.subList(at.epoch() * at.perEpoch(), done);
      report(warnings.after(at.epoch() + 1, epoch, accuracy(done), success()));
    } else if (at.epoch() == 0
        && done % FIRST_LOOK == 0
        && Integer.bitCount(done / FIRST_LOOK) == 1) {
      report(warnings.early(done, accuracy(done)));
    }
  }

  /** The mean of a finished run's networks. */
  void averaged(int done) {
    report(warnings.averaged(accuracy(done)));
  }

  private void report(List<String> fresh) {
    fresh.forEach(run.listener()::onWarning);
  }

  /** All warnings of the run. */
  List<String> warnings() {
    return warnings.all();
  }
}

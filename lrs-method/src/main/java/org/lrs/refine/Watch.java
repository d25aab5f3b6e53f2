package org.lrs.refine;

import java.util.List;
import org.lrs.model.Classifier;

/**
 * Measures a network while it is trained, after 25, 50, 100, 200 ... steps and every epoch, so that
 * a collapse shows at once, and the result.
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

  /** Measures after a step, if it is time to. The last one waits for the result. */
  void after(Position at) {
    int done = at.done();
    boolean early =
        at.epoch() == 0 && done % FIRST_LOOK == 0 && Integer.bitCount(done / FIRST_LOOK) == 1;
    if (done < at.total() && (early || at.endsEpoch())) {
      report(warnings.during(done, accuracy(done)));
    }
  }

  /**
   * Measures the result of the run.
   *
   * @param averaged whether it is the mean of networks
   * @param history every step
   */
  void result(boolean averaged, List<StepRecord> history) {
    report(warnings.result(averaged, history, accuracy(history.size()), success()));
  }

  private void report(List<String> fresh) {
    fresh.forEach(run.listener()::onWarning);
  }

  /** What holds of the run so far, of the result once it is measured. */
  List<String> warnings() {
    return warnings.all();
  }
}

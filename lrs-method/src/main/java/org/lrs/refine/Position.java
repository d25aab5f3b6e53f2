package org.lrs.refine;

import java.util.List;

/**
 * A step in its run.
 *
 * @param step from 0
 * @param perEpoch steps of an epoch
 * @param total steps of the run
 */
record Position(int step, int perEpoch, int total) {

  /** Steps that are done after this one. */
  int done() {
    return step + 1;
  }

  /** From 0. */
  int epoch() {
    return step / perEpoch;
  }

  /** Number of the batch in its epoch, from 0. */
  int batch() {
    return step % perEpoch;
  }

  boolean endsEpoch() {
    return batch() == perEpoch - 1 || step == total - 1;
  }

  /** Share of the run that is over before this step. */
  double progress() {
    return step / (double) total;
  }

  /**
   * The measurement, if it is finite.
   *
   * @throws DivergedException otherwise
   */
  StepLoss.Measured requireFinite(StepLoss.Measured measured, List<StepRecord> history) {
    double value = Double.isFinite(measured.total()) ? measured.norm() : measured.total();
    if (!Double.isFinite(value)) {
      double last = history.isEmpty() ? Double.NaN : history.get(history.size() - 1).total();
      throw new DivergedException(epoch() + 1, batch() + 1, value, last);
    }
    return measured;
  }
}

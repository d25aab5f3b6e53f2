package org.lrs.experiment.plan;

import java.util.OptionalDouble;

/** Estimate of what is left of a run, seen from one of its stages. */
final class Remaining {
  private final Plan plan;
  private final Stage<?> current;
  private final Schedule schedule;
  private final int jobs;
  private final long start = System.nanoTime();
  private double firstFraction = -1;

  Remaining(Plan plan, Plan.Step step, Schedule schedule, int jobs) {
    this.plan = plan;
    this.current = step.stage();
    this.schedule = schedule;
    this.jobs = jobs;
  }

  /** Seconds until the run ends, if that can be said, at this share of the stage. */
  OptionalDouble seconds(double fraction) {
    if (firstFraction < 0) {
      firstFraction = fraction; // a resumed stage does not begin at 0
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    double done = fraction - Math.min(firstFraction, fraction / 2);
    double secondsPerStage = done > 0 ? elapsed / done : Double.NaN;
    double later = 0;
    for (Plan.Step step : schedule.waiting()) {
      OptionalDouble known = plan.durations().estimate(step.stage());
      later += known.orElse(secondsPerStage * step.stage().cost() / Math.max(current.cost(), 1));
    }
    double total = (done > 0 ? secondsPerStage * (1 - fraction) : 0) + later / jobs;
    return Double.isFinite(total) ? OptionalDouble.of(total) : OptionalDouble.empty();
  }
}

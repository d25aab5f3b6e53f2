package org.lrs.experiment.plan;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.experiment.store.ArtifactStore.WorkArea;

/** What a running stage may use: its inputs, its folders and a listener. */
public final class StageRun {

  private final Schedule schedule;
  private final Plan.Step step;
  private final int jobs;
  private final WorkArea area;
  private final Progress progress;
  private final long start = System.nanoTime();
  private double firstFraction = -1;

  /**
   * @param progress called by one thread at a time
   */
  StageRun(Schedule schedule, Plan.Step step, int jobs, WorkArea area, Progress progress) {
    this.schedule = schedule;
    this.step = step;
    this.jobs = jobs;
    this.area = area;
    this.progress = progress;
  }

  /** Folder of an input's result, not to be changed. */
  public Path input(Stage<?> stage) {
    return schedule.result(stage).folder();
  }

  /** Empty folder that becomes the result. */
  public Path output() {
    return area.output();
  }

  /** Folder that outlives a killed process. */
  public Path checkpoint() {
    return area.checkpoint();
  }

  /**
   * Reports how far the stage is.
   *
   * @param fraction share of the work that is done, 0 to 1
   * @param note a few words, such as {@code epoch 2, loss 0.41}; may be empty
   */
  public void advance(double fraction, String note) {
    synchronized (progress) {
      progress.advanced(step, fraction, note, remainingSeconds(fraction));
    }
  }

  /**
   * Reports figures that change while the stage runs, such as the loss.
   *
   * @param figures by name, those that were measured now
   */
  public void measured(Map<String, Double> figures) {
    synchronized (progress) {
      progress.measured(step, figures);
    }
  }

  /** Warns the user of something that does not stop the stage. */
  public void warn(String sentence) {
    synchronized (progress) {
      progress.warned(step, sentence);
    }
  }

  /** Tells the user of what a check found. */
  public void found(Finding finding) {
    synchronized (progress) {
      progress.found(finding);
    }
  }

  /** Seconds until the whole run ends, if that can be said, at this share of the stage. */
  private OptionalDouble remainingSeconds(double fraction) {
    if (firstFraction < 0) {
      firstFraction = fraction; // a resumed stage does not begin at 0
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    double done = fraction - Math.min(firstFraction, fraction / 2);
    double wholeStage = done > 0 ? elapsed / done : Double.NaN;
    double perCost = wholeStage / Math.max(step.stage().cost(), 1);
    double later = 0;
    for (Plan.Step next : schedule.waiting()) {
      Durations known = schedule.plan().durations();
      later += known.estimate(next.stage()).orElse(perCost * next.stage().cost());
    }
    double total = (done > 0 ? wholeStage * (1 - fraction) : 0) + later / jobs;
    return Double.isFinite(total) ? OptionalDouble.of(total) : OptionalDouble.empty();
  }
}

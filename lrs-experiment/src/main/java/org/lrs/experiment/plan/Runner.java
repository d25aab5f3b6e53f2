package org.lrs.experiment.plan;

import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.lrs.experiment.store.ArtifactStore;

/**
 * Runs the stages of a plan that are not in the store yet, in their order.
 *
 * <p>Whatever ends the process, finished stages stay finished and a checkpointed one goes on where
 * it was: to resume, run the same plan again.
 */
public final class Runner {

  private static final double NANOS = 1e9;

  private final ArtifactStore store;
  private final Progress progress;

  /**
   * @param store where results are kept
   * @param progress hears what happens
   */
  public Runner(ArtifactStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /**
   * One stage's result.
   *
   * @param reused whether it was there before
   * @param seconds how long it took, now or when it was made; 0 if that is not known
   */
  public record Outcome(Path folder, boolean reused, double seconds) {}

  /**
   * Runs what has to run.
   *
   * @return the result of every step of the plan
   * @throws java.io.UncheckedIOException with one sentence if the disk fails
   */
  public Map<Plan.Step, Outcome> run(Plan plan) {
    Map<Plan.Step, Outcome> outcomes = new IdentityHashMap<>();
    progress.planned(plan);
    List<Plan.Step> steps = plan.steps();
    for (int i = 0; i < steps.size(); i++) {
      Plan.Step step = steps.get(i);
      progress.started(step, i + 1, steps.size());
      Outcome outcome = run(step, new Remaining(plan, i), outcomes);
      outcomes.put(step, outcome);
      progress.finished(step, outcome.reused(), outcome.seconds());
    }
    return outcomes;
  }

  private Outcome run(Plan.Step step, Remaining remaining, Map<Plan.Step, Outcome> outcomes) {
    boolean[] ran = new boolean[1];
    long start = System.nanoTime();
    Path folder =
        store.make(
            step.key(),
            step.madeFrom(),
            area -> {
              ran[0] = true;
              step.stage()
                  .run(
                      new StageRun(
                          input -> outcomes.get(remaining.plan.of(input)).folder(),
                          area,
                          listener(step, remaining)));
            });
    double seconds =
        ran[0]
            ? (System.nanoTime() - start) / NANOS
            : store.note(step.key()).map(Durations::seconds).orElse(0.0);
    if (ran[0] && step.status() == Plan.Status.TO_DO) {
      // A resumed stage took longer than this process saw: it would spoil the estimates.
      store.note(step.key(), Durations.note(seconds, step.stage().cost()));
      remaining.plan.durations().add(step.stage().kind(), seconds, step.stage().cost());
    }
    return new Outcome(folder, !ran[0], seconds);
  }

  private StageRun.Listener listener(Plan.Step step, Remaining remaining) {
    return new StageRun.Listener() {
      @Override
      public void advance(double fraction, String note) {
        progress.advanced(step, fraction, note, remaining.seconds(fraction));
      }

      @Override
      public void measured(Map<String, Double> figures) {
        progress.measured(step, figures);
      }

      @Override
      public void warn(String sentence) {
        progress.warned(step, sentence);
      }
    };
  }

  /** Estimate of what is left of a run, seen from one of its stages. */
  private static final class Remaining {
    private final Plan plan;
    private final int index;
    private final long start = System.nanoTime();
    private double firstFraction = -1;

    Remaining(Plan plan, int index) {
      this.plan = plan;
      this.index = index;
    }

    OptionalDouble seconds(double fraction) {
      if (firstFraction < 0) {
        firstFraction = fraction; // a resumed stage does not begin at 0
      }
      Stage current = plan.steps().get(index).stage();
      double elapsed = (System.nanoTime() - start) / NANOS;
      double done = fraction - Math.min(firstFraction, fraction / 2);
      double secondsPerStage = done > 0 ? elapsed / done : Double.NaN;
      double total = done > 0 ? secondsPerStage * (1 - fraction) : 0;
      for (Plan.Step later : plan.steps().subList(index + 1, plan.steps().size())) {
        if (later.status() == Plan.Status.CACHED) {
          continue;
        }
        OptionalDouble known = plan.durations().estimate(later.stage());
        total += known.orElse(secondsPerStage * later.stage().cost() / Math.max(current.cost(), 1));
      }
      return Double.isFinite(total) ? OptionalDouble.of(total) : OptionalDouble.empty();
    }
  }
}

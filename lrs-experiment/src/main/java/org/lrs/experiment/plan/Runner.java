package org.lrs.experiment.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiPredicate;
import org.lrs.Range;
import org.lrs.experiment.store.ArtifactStore;
import org.lrs.tensor.Engine;

/**
 * Runs the stages of a plan that are not in the store yet, in their order, one after the other or
 * several at a time.
 *
 * <p>Whatever ends the process, finished stages stay finished and a checkpointed one goes on where
 * it was: to resume, run the same plan again.
 *
 * @param store where results are kept
 * @param progress notified of what happens, by one thread at a time
 * @param jobs stages that run at the same time, each with its share of the engine's threads
 */
public record Runner(ArtifactStore store, Progress progress, int jobs) {

  private static final double NANOS = 1e9;

  public Runner {
    Range.checkAtLeast("jobs", jobs, 1);
  }

  /** Runs one stage after the other. */
  public Runner(ArtifactStore store, Progress progress) {
    this(store, progress, 1);
  }

  /** Runs what has to run, to the first failure. */
  public Finished run(Plan plan) {
    return run(plan, (step, failure) -> false);
  }

  /**
   * Runs what has to run, and goes on without stages whose failure is tolerated, and without those
   * that need their results.
   *
   * @param tolerated called with a stage that failed; whether to go on
   * @return the results of all others
   * @throws java.io.UncheckedIOException with one sentence if the disk fails
   */
  public Finished run(Plan plan, BiPredicate<Plan.Step, RuntimeException> tolerated) {
    progress.planned(plan);
    Schedule schedule = new Schedule(plan);
    // More threads than stages would wait only.
    int workers = Math.min(jobs, Math.max(1, plan.steps().size()));
    if (workers == 1) {
      work(schedule, tolerated);
    } else {
      together(workers, () -> work(schedule, tolerated));
    }
    return new Finished(plan, schedule.results());
  }

  /** Threads of one operation are set for the thread that asks, so each worker sets its own. */
  private void together(int workers, Runnable work) {
    int threads = Engine.threads();
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      Runnable share =
          () -> {
            Engine.threads(Math.max(1, threads / workers));
            work.run();
          };
      Thread worker = new Thread(share, "stage-" + i);
      worker.setDaemon(true);
      worker.start();
      started.add(worker);
    }
    try {
      for (Thread worker : started) {
        worker.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while stages were running", e);
    } finally {
      Engine.threads(threads);
    }
  }

  /** Runs steps as long as there are any; several threads may. */
  private void work(Schedule schedule, BiPredicate<Plan.Step, RuntimeException> tolerated) {
    List<Plan.Step> all = schedule.plan().steps();
    for (Optional<Plan.Step> next = schedule.next(); next.isPresent(); next = schedule.next()) {
      Plan.Step step = next.get();
      try {
        synchronized (progress) {
          progress.started(step, all.indexOf(step) + 1, all.size());
        }
        Finished.Result result = make(step, schedule);
        synchronized (progress) {
          progress.finished(step, result.reused(), result.seconds());
        }
        schedule.finished(step, result);
      } catch (RuntimeException e) {
        synchronized (progress) {
          if (tolerated.test(step, e)) {
            progress.finished(step, false, 0);
            schedule.lost(step);
          } else {
            schedule.failed(e);
          }
        }
      } catch (Error e) {
        schedule.failed(e);
      }
    }
  }

  private Finished.Result make(Plan.Step step, Schedule schedule) {
    boolean[] ran = new boolean[1];
    long start = System.nanoTime();
    Path folder =
        store.make(
            step.key(),
            step.madeFrom(),
            area -> {
              ran[0] = true;
              StageRun run = new StageRun(schedule, step, jobs, area, progress);
              if (area.damaged()) {
                run.warn("its result in " + store.root() + " is damaged and is made again");
              }
              step.stage().run(run);
            });
    double seconds = ran[0] ? (System.nanoTime() - start) / NANOS : seconds(step);
    if (ran[0] && step.status() == Plan.Status.TO_DO) {
      // A resumed stage took longer than this process saw: it would spoil the estimates.
      store.note(step.key(), Durations.note(seconds, step.stage().cost()));
      synchronized (progress) {
        schedule.plan().durations().add(step.stage().kind(), seconds, step.stage().cost());
      }
    }
    return new Finished.Result(folder, !ran[0], seconds);
  }

  /** What a stage took when it was made, as far as it is known. */
  private double seconds(Plan.Step step) {
    Optional<String> note = store.note(step.key());
    OptionalDouble seconds = note.map(Durations::seconds).orElse(OptionalDouble.empty());
    if (note.isPresent() && seconds.isEmpty()) {
      synchronized (progress) {
        progress.warned(
            step, "the note of what it took in " + store.root() + " is damaged and is left out");
      }
    }
    return seconds.orElse(0);
  }
}

package org.lrs.experiment.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the steps of a plan to one or several workers: of those whose inputs are finished the first
 * in the plan's order.
 */
final class Schedule {

  private final Plan plan;
  private final List<Plan.Step> waiting;
  private final Map<Plan.Step, Finished.Result> results = new IdentityHashMap<>();
  private final Set<Plan.Step> lost = Collections.newSetFromMap(new IdentityHashMap<>());
  private int running;
  private Throwable failure;

  Schedule(Plan plan) {
    this.plan = plan;
    waiting = new ArrayList<>(plan.steps());
  }

  /** The next step; waits for one. Empty if there is none left, or if the run has failed. */
  synchronized Optional<Plan.Step> next() {
    while (failure == null) {
      Optional<Plan.Step> ready = ready();
      if (ready.isPresent() || running == 0) {
        running += ready.isPresent() ? 1 : 0;
        return ready;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for another stage", e);
      }
    }
    return Optional.empty();
  }

  /** Takes a step whose inputs are finished; those that can never be go to the lost ones. */
  private Optional<Plan.Step> ready() {
    for (Iterator<Plan.Step> steps = waiting.iterator(); steps.hasNext(); ) {
      Plan.Step step = steps.next();
      List<Plan.Step> inputs = step.stage().inputs().stream().map(plan::of).toList();
      if (inputs.stream().anyMatch(lost::contains)) {
        lost.add(step);
        steps.remove();
      } else if (inputs.stream().allMatch(results::containsKey)) {
        steps.remove();
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  /** A step has its result. */
  synchronized void finished(Plan.Step step, Finished.Result result) {
    results.put(step, result);
    done();
  }

  /** A step has no result, and the run continues without it. */
  synchronized void lost(Plan.Step step) {
    lost.add(step);
    done();
  }

  /** The run is to end; the first failure counts. */
  synchronized void failed(Throwable thrown) {
    failure = failure == null ? thrown : failure;
    done();
  }

  private void done() {
    running--;
    notifyAll();
  }

  Plan plan() {
    return plan;
  }

  /** The result of a stage that is finished. */
  synchronized Finished.Result result(Stage<?> stage) {
    return results.get(plan.of(stage));
  }

  /** Steps that have not begun and will run. */
  synchronized List<Plan.Step> waiting() {
    return waiting.stream().filter(step -> step.status() != Plan.Status.CACHED).toList();
  }

  /**
   * All results.
   *
   * @throws RuntimeException the failure that ended the run
   */
  synchronized Map<Plan.Step, Finished.Result> results() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
    return results;
  }
}

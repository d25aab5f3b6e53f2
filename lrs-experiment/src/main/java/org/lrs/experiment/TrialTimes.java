package org.lrs.experiment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lrs.experiment.Halving.Job;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.store.ArtifactStore;
import org.lrs.refine.Training;
import org.lrs.result.SweepResults.Trial;

/**
 * What the trials of a search took, and what others should take.
 *
 * <p>It counts the seconds that each stage took when it was made, so that a search that resumes
 * decides as if it had never been stopped.
 */
final class TrialTimes {

  private final ProxyTask task;
  private final List<Integer> lengths;
  private final long start = System.nanoTime();
  private final Set<ArtifactStore.Key> counted = new HashSet<>();
  private final Map<Job, Double> seconds = new HashMap<>();

  TrialTimes(ProxyTask task, List<Integer> lengths) {
    this.task = task;
    this.lengths = lengths;
  }

  /** Counts a stage, once: those that all trials share belong to the first. */
  void finished(Job job, Plan.Step step, double took) {
    if (counted.add(step.key())) {
      seconds.merge(job, took, Double::sum);
    }
  }

  /** Seconds of a trial. */
  double seconds(Job job) {
    return seconds.getOrDefault(job, 0.0);
  }

  /** Seconds of all trials, when they were made. */
  double seconds() {
    return seconds.values().stream().mapToDouble(s -> s).sum();
  }

  /** Seconds of the search so far: of its trials, or since this process began it. */
  double spent() {
    return Math.max(seconds(), (System.nanoTime() - start) / 1e9);
  }

  /**
   * Seconds that trials should take: their training as that of the same setting in the rung below,
   * or of all by their arithmetic; to judge them as much as it took on average.
   *
   * @param done trials that were measured; without any it is 0
   */
  double expected(List<Job> jobs, Map<Job, Trial> done) {
    double trained = done.values().stream().mapToDouble(Trial::trainingSeconds).sum();
    double cost = done.keySet().stream().mapToDouble(this::cost).sum();
    double judging = done.isEmpty() ? 0 : Math.max(0, seconds() - trained) / done.size();
    double rate = done.isEmpty() ? 0 : trained / cost;
    return jobs.stream().mapToDouble(job -> training(job, done, rate) + judging).sum();
  }

  private double training(Job job, Map<Job, Trial> done, double rate) {
    Trial below = done.get(job.below());
    return below == null || below.trainingSeconds() == 0
        ? rate * cost(job)
        : below.trainingSeconds() * lengths.get(job.rung()) / lengths.get(job.rung() - 1);
  }

  private double cost(Job job) {
    int steps = lengths.get(job.rung());
    Training training = task.refine(job.trial(), steps).training();
    return training.passes() * training.settings().batchSize() * steps;
  }
}

package org.lrs.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.lrs.Source;

/**
 * Which setting is trained next, and for how long: many for few steps, the best third of them for
 * three times as many, and so on up to the length of the refinement itself.
 *
 * <p>With every third setting of a rung the best rises that has not risen yet, so that the order of
 * the jobs does not depend on how many are to come: a search with more settings begins with the
 * jobs of one with fewer, and what the smaller one would have chosen is known exactly. The default
 * recipe, setting 0, opens every rung: what is chosen was compared with it at the same length.
 *
 * @param lengths training steps of each rung, the shortest first
 * @param trials settings of the lowest rung, at most
 */
@Source(
    paper =
        "Li, Jamieson, Rostamizadeh, Gonina, Ben-tzur, Hardt, Recht, Talwalkar: A System for"
            + " Massively Parallel Hyperparameter Tuning, MLSys 2020, arXiv 1810.05934",
    at = "algorithm 2 with one worker and η = 3, where no more than a third rises")
record Halving(List<Integer> lengths, int trials) {

  private static final int FACTOR = 3;

  /** Score of a setting that must not be chosen. */
  static final double REFUSED = Double.NaN;

  Halving {
    lengths = List.copyOf(lengths);
  }

  /**
   * One training.
   *
   * @param trial number of the setting, 0 for the default recipe
   * @param rung from 0
   */
  record Job(int trial, int rung) {

    /** The same setting, trained for longer. */
    Job above() {
      return new Job(trial, rung + 1);
    }

    /** The same setting, trained for less long. */
    Job below() {
      return new Job(trial, rung - 1);
    }

    private Job ofDefault() {
      return new Job(0, rung);
    }
  }

  /**
   * Steps of the rungs: all, a third, a ninth and so on.
   *
   * @param full steps of the refinement itself
   * @param fewest steps that a rung may have, unless all are fewer
   */
  static List<Integer> lengths(int full, int fewest) {
    List<Integer> lengths = new ArrayList<>(List.of(full));
    for (int steps = full / FACTOR; steps >= fewest; steps /= FACTOR) {
      lengths.add(steps);
    }
    Collections.reverse(lengths);
    return lengths;
  }

  /** The same search with half of the settings. */
  Halving half() {
    return new Halving(lengths, (trials + 1) / 2);
  }

  /**
   * Plays until nothing is left to do.
   *
   * @param fits whether these jobs fit into the time that is left
   * @param score of a job, the higher the better, or {@link #REFUSED}; empty ends the play
   * @return the scores in the order in which they came
   */
  Map<Job, Double> play(Predicate<List<Job>> fits, Function<Job, Optional<Double>> score) {
    Map<Job, Double> scores = new LinkedHashMap<>();
    Optional<Job> job = next(scores, fits);
    while (job.isPresent()) {
      Optional<Double> one = score.apply(job.get());
      if (one.isEmpty()) {
        break;
      }
      scores.put(job.get(), one.get());
      job = next(scores, fits);
    }
    return scores;
  }

  /** The best that rises, the highest rung first; else a further setting. */
  private Optional<Job> next(Map<Job, Double> scores, Predicate<List<Job>> fits) {
    for (int rung = lengths.size() - 2; rung >= 0; rung--) {
      Optional<Job> rising = rising(scores, rung);
      if (rising.isPresent()) {
        Job above = rising.get().above();
        Job first = above.ofDefault();
        boolean opened = scores.containsKey(first) || isRefused(scores, first.below());
        List<Job> jobs = opened ? List.of(above) : List.of(first, above);
        if (fits.test(jobs)) {
          return Optional.of(jobs.get(0));
        }
      }
    }
    Job further = new Job((int) scores.keySet().stream().filter(j -> j.rung() == 0).count(), 0);
    return further.trial() < trials && fits.test(List.of(further))
        ? Optional.of(further)
        : Optional.empty();
  }

  private static boolean isRefused(Map<Job, Double> scores, Job job) {
    return scores.getOrDefault(job, REFUSED).isNaN();
  }

  /**
   * The best of a rung that has not risen yet, if fewer than a third of it have; above the lowest
   * rung the default recipe is not counted. One that is refused above leaves its place to the next,
   * until twice as many have risen.
   */
  private static Optional<Job> rising(Map<Job, Double> scores, int rung) {
    long places = (others(scores, rung) + (rung == 0 ? 1 : 0)) / FACTOR;
    long risen = others(scores, rung + 1);
    long standing = ranked(scores, rung + 1).stream().filter(job -> job.trial() > 0).count();
    return standing >= places || risen >= 2 * places
        ? Optional.empty()
        : ranked(scores, rung).stream()
            .filter(job -> job.trial() > 0 && !scores.containsKey(job.above()))
            .findFirst();
  }

  private static long others(Map<Job, Double> scores, int rung) {
    return scores.keySet().stream().filter(job -> job.rung() == rung && job.trial() > 0).count();
  }

  private static List<Job> ranked(Map<Job, Double> scores, int rung) {
    return scores.keySet().stream()
        .filter(job -> job.rung() == rung && !isRefused(scores, job))
        .sorted(
            Comparator.<Job, Double>comparing(scores::get, Comparator.reverseOrder())
                .thenComparing(Job::trial))
        .toList();
  }

  /** The longest rung in which the default recipe was compared with another setting. */
  static int longest(Map<Job, Double> scores) {
    return scores.keySet().stream()
        .filter(job -> job.trial() > 0)
        .mapToInt(Job::rung)
        .max()
        .orElse(0);
  }

  /** The best of the longest rung; empty if all of it is refused. */
  static Optional<Job> best(Map<Job, Double> scores) {
    return ranked(scores, longest(scores)).stream().findFirst();
  }
}

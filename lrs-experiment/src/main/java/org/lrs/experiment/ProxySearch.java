package org.lrs.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.lrs.Range;
import org.lrs.Source;
import org.lrs.experiment.configuration.SweepValues;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.plan.Progress;
import org.lrs.refine.LossTerm;
import org.lrs.refine.PointTerm.CurvatureTerm;
import org.lrs.refine.PointTerm.GradientNormTerm;
import org.lrs.refine.Training;
import org.lrs.refine.TrainingSettings;
import org.lrs.result.SweepResults;
import org.lrs.result.SweepResults.Trial;

/**
 * Chooses weights and steps of the penalties by what transfers best to proxy targets, among what
 * keeps a share of the clean accuracy.
 *
 * <p>Successive halving in two rounds: many settings are trained for few steps, the best third of
 * them for three times as many, never for more than the refinement itself. The first setting is
 * that of the preset, the others are drawn around it. Each trial is a sweep of one, so the store
 * keeps it, and a search that was stopped goes on.
 */
@Source(
    paper =
        "Jamieson, Talwalkar: Non-stochastic Best Arm Identification and Hyperparameter"
            + " Optimization, AISTATS 2016, arXiv 1502.07943",
    at = "Successive Halving, two rounds that keep a third")
public final class ProxySearch {

  private static final int FEWEST_STEPS = 25;
  private static final int KEPT = 3;
  private static final int LONGER = 3;
  private static final int MOST_TRIALS = 1000;
  private static final double WEIGHTS = 10;
  private static final double STEPS = 4;

  /**
   * How long to search.
   *
   * @param trials of the first round, the preset's own settings among them
   * @param seconds after which no trial is begun, half of them for the first round; infinite for no
   *     such limit
   * @param accuracyFloor least share of the plain network's clean accuracy, in [0, 1]
   */
  public record Limits(int trials, double seconds, double accuracyFloor) {

    public Limits {
      Range.require(trials >= 1, "the budget must be at least one trial, got " + trials);
      Range.require(seconds > 0, "the budget must be longer than 0 s, got " + seconds);
      Range.check("the accuracy floor", accuracyFloor, 0, 1);
    }

    /** So many trials, however long they take. */
    public static Limits ofTrials(int trials, double accuracyFloor) {
      return new Limits(trials, Double.POSITIVE_INFINITY, accuracyFloor);
    }

    /** As many trials as fit into a time. */
    public static Limits ofSeconds(double seconds, double accuracyFloor) {
      return new Limits(MOST_TRIALS, seconds, accuracyFloor);
    }
  }

  /**
   * What was tried and chosen.
   *
   * @param proxies names of those who judged
   * @param images attacked images, held out of the training images
   * @param plain the network before
   * @param rounds one or two
   * @param chosen settings, {@code path=value}
   * @param why in a sentence
   */
  public record Found(
      List<String> proxies,
      int images,
      double accuracyFloor,
      Trial plain,
      List<Round> rounds,
      List<String> chosen,
      String why) {

    /** Whether a setting of the last round transfers better than the network before. */
    public boolean helped() {
      return rounds.get(rounds.size() - 1).trials().stream()
          .anyMatch(trial -> trial.success() != null && trial.success() > plain.success());
    }
  }

  /** Trials of the same number of training steps, the best first. */
  public record Round(int steps, List<Trial> trials) {}

  private final ProxyTask task;
  private final Limits limits;
  private final Experiment.Options options;
  private final Progress progress;
  private final Consumer<Trial> tried;
  private final long start = System.nanoTime();
  private Trial plain;

  private ProxySearch(
      ProxyTask task,
      Limits limits,
      Experiment.Options options,
      Progress progress,
      Consumer<Trial> tried) {
    this.task = task;
    this.limits = limits;
    this.options = options;
    this.progress = progress;
    this.tried = tried;
  }

  /**
   * Searches.
   *
   * @param options whose store keeps the trials
   * @param tried told of each trial
   * @throws IllegalArgumentException if there is nothing to choose
   * @throws IllegalStateException if no setting keeps the accuracy
   */
  public static Found run(
      ProxyTask task,
      Limits limits,
      Experiment.Options options,
      Progress progress,
      Consumer<Trial> tried) {
    return new ProxySearch(task, limits, options, progress, tried).search();
  }

  /** What may be chosen: weights that the method uses, and their steps, around the preset's. */
  static Map<String, SweepValues> space(Training training, List<String> overrides) {
    Map<String, SweepValues> space = new LinkedHashMap<>();
    for (LossTerm term : training.terms()) {
      if (term instanceof GradientNormTerm first) {
        space.put("lrs.weight1", around(first.weight(), WEIGHTS));
        space.put("lrs.step1.value", around(first.penalty().step().value(), STEPS));
      } else if (term instanceof CurvatureTerm second) {
        space.put("lrs.weight2", around(second.weight(), WEIGHTS));
        space.put("lrs.step2.value", around(second.penalty().step().value(), STEPS));
      }
    }
    for (String override : overrides) {
      String key = override.split("=", 2)[0].strip();
      space.keySet().removeIf(path -> path.equals(key) || path.startsWith(key + "."));
    }
    Range.require(
        !space.isEmpty(),
        "there is nothing to choose: the method has no penalty whose weight and step are not"
            + " given; leave out --auto");
    return space;
  }

  private static SweepValues around(double value, double factor) {
    return new SweepValues.Range(
        value / factor, value * factor, SweepValues.Range.Scale.LOG, false);
  }

  private Found search() {
    TrainingSettings settings = task.training().settings();
    Map<String, SweepValues> space = space(task.training(), task.overrides());
    int full = settings.totalSteps(task.trained());
    int few = Math.min(full, Math.max(FEWEST_STEPS, 2 * settings.warmUpSteps()));
    List<Round> rounds = new ArrayList<>();
    List<Map<String, String>> drawn = new ArrayList<>();
    for (int number = 0; number < limits.trials(); number++) {
      drawn.add(number == 0 ? Map.of() : SweepValues.draw(task.seed(), number, space));
    }
    rounds.add(round(few, drawn, few == full ? limits.seconds() : limits.seconds() / 2));
    if (few < full) {
      List<Trial> passed = passed(rounds.get(0));
      List<Map<String, String>> best =
          passed.stream().limit((passed.size() + KEPT - 1) / KEPT).map(Trial::values).toList();
      rounds.add(round(Math.min(full, LONGER * few), best, limits.seconds()));
    }
    Round last = rounds.get(rounds.size() - 1);
    Trial winner = passed(last).get(0);
    return new Found(
        task.proxies().stream().map(NetworkRef::name).toList(),
        task.heldOut(),
        limits.accuracyFloor(),
        plain,
        rounds,
        winner.values().entrySet().stream().map(v -> v.getKey() + "=" + v.getValue()).toList(),
        why(last, winner));
  }

  /** At least one trial, and no further one after the time. */
  private Round round(int steps, List<Map<String, String>> candidates, double seconds) {
    List<Trial> trials = new ArrayList<>();
    for (Map<String, String> values : candidates) {
      if (!trials.isEmpty() && (System.nanoTime() - start) / 1e9 > seconds) {
        break;
      }
      String name = "setting-" + (trials.size() + 1) + "-for-" + steps + "-steps";
      SweepResults report = Sweep.measure(task.sweep(name, values, steps), options, 1, progress);
      plain = report.references().get(0);
      trials.add(report.trials().get(0));
      tried.accept(report.trials().get(0));
    }
    return new Round(steps, trials.stream().sorted(Trial.BEST_FIRST).toList());
  }

  private List<Trial> passed(Round round) {
    List<Trial> passed = passed(round.trials(), limits.accuracyFloor() * plain.cleanAccuracy());
    if (passed.isEmpty()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "none of the %d settings tried keeps %.0f %% of the clean accuracy (%.1f %%)"
                  + " after %d steps; lower --accuracy-floor or the learning rate",
              round.trials().size(),
              100 * limits.accuracyFloor(),
              100 * plain.cleanAccuracy(),
              round.steps()));
    }
    return passed;
  }

  /** Trials at or above a clean accuracy, in their order. */
  static List<Trial> passed(List<Trial> trials, double least) {
    return trials.stream()
        .filter(trial -> trial.success() != null && trial.cleanAccuracy() >= least)
        .toList();
  }

  private String why(Round last, Trial winner) {
    return String.format(
        Locale.ROOT,
        "of %d trained for %d steps it transfers best to the proxies (%.1f %%, plain %.1f %%)"
            + " among those that keep %.0f %% of the clean accuracy (%.1f %% of %.1f %%)",
        last.trials().size(),
        last.steps(),
        100 * winner.success(),
        100 * plain.success(),
        100 * limits.accuracyFloor(),
        100 * winner.cleanAccuracy(),
        100 * plain.cleanAccuracy());
  }
}

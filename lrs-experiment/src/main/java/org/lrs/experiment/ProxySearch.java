package org.lrs.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.lrs.experiment.Halving.Job;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.refine.TrainingSettings;
import org.lrs.result.SearchResults;
import org.lrs.result.SearchResults.Choice;
import org.lrs.result.SearchResults.Rung;
import org.lrs.result.SweepResults;
import org.lrs.result.SweepResults.Trial;

/**
 * Chooses a refinement by what transfers best to proxy targets, among what keeps a share of the
 * clean accuracy.
 *
 * <p>Many settings are trained for few steps, the best for more ({@link Halving}); each length is a
 * training of its own, from the pretrained network. Each trial is a sweep of one, so the store
 * keeps it, and a search that was stopped resumes with the same trials.
 */
public final class ProxySearch {

  private static final int FEWEST_STEPS = 25;
  private final ProxyTask task;
  private final SearchLimits limits;
  private final Experiment.Options options;
  private final Progress progress;
  private final Consumer<Trial> tried;
  private final Halving halving;
  private final Map<Job, Trial> done = new LinkedHashMap<>();
  private final TrialTimes times;
  private SweepResults last;

  private ProxySearch(
      ProxyTask task,
      SearchLimits limits,
      Experiment.Options options,
      Progress progress,
      Consumer<Trial> tried) {
    this.task = task;
    this.limits = limits;
    this.options = options;
    this.progress = progress;
    this.tried = tried;
    TrainingSettings settings = task.refine(0, task.steps()).training().settings();
    int fewest = Math.max(FEWEST_STEPS, settings.warmUpSteps());
    halving = new Halving(Halving.lengths(task.steps(), fewest), limits.trials());
    times = new TrialTimes(task, halving.lengths());
  }

  /**
   * Searches.
   *
   * @param options whose store keeps the trials
   * @param tried notified of each trial
   * @throws IllegalArgumentException if there is nothing to choose
   * @throws IllegalStateException if no setting keeps the accuracy
   */
  public static SearchResults run(
      ProxyTask task,
      SearchLimits limits,
      Experiment.Options options,
      Progress progress,
      Consumer<Trial> tried) {
    return new ProxySearch(task, limits, options, progress, tried).search();
  }

  private SearchResults search() {
    task.values(1); // refuses a search without anything to choose, before it trains
    Map<Job, Double> scores =
        halving.play(jobs -> fits(jobs, times.spent(), limits.seconds()), this::train);
    int longest = Halving.longest(scores);
    Choice chosen = choice(scores).orElseThrow(() -> refused(longest));
    return new SearchResults(
        task.surrogate().name(),
        task.refine(0, task.steps()).method(),
        task.proxies().stream().map(NetworkRef::name).toList(),
        last.data(),
        task.epsilon(),
        limits.accuracyFloor(),
        limits.words(),
        times.seconds(),
        task.steps(),
        plain(),
        rungs(),
        chosen,
        choice(half(scores)).orElse(null),
        last.provenance());
  }

  private Trial plain() {
    return last.references().get(0);
  }

  private boolean fits(List<Job> jobs, double spent, double seconds) {
    return done.isEmpty() || spent + times.expected(jobs, done) <= seconds;
  }

  private Optional<Double> train(Job job) {
    Forecast forecast = forecast();
    int steps = halving.lengths().get(job.rung());
    Progress watched =
        new Progress() {
          @Override
          public void advanced(Plan.Step step, double share, String note, OptionalDouble left) {
            String what =
                String.format(
                    Locale.ROOT,
                    "setting %d of about %d, %d steps: %s",
                    job.trial() + 1,
                    forecast.trials(),
                    steps,
                    step.stage().label());
            progress.advanced(step, forecast.share(times), what, forecast.left(times));
          }

          @Override
          public void finished(Plan.Step step, boolean reused, double seconds) {
            times.finished(job, step, seconds);
          }
        };
    last = Sweep.measure(task.sweep(job.trial(), steps), options, 1, watched);
    Trial trial = last.trials().get(0);
    done.put(job, trial);
    tried.accept(trial);
    return Optional.of(score(trial));
  }

  /** What is still to come, if no further setting is better than those before. */
  private Forecast forecast() {
    if (done.isEmpty()) {
      return new Forecast(limits.trials(), 0);
    }
    double spent = times.spent();
    double[] more = {0};
    Map<Job, Double> scores =
        halving.play(
            jobs -> fits(jobs, spent + more[0], limits.seconds()),
            job -> {
              if (done.containsKey(job)) {
                return Optional.of(score(done.get(job)));
              }
              more[0] += times.expected(List.of(job), done);
              return Optional.of(-1.0);
            });
    long trials = scores.keySet().stream().filter(job -> job.rung() == 0).count();
    return new Forecast((int) trials, spent + more[0]);
  }

  /**
   * How the search should end.
   *
   * @param trials settings it tries
   * @param seconds of all of it; 0 before anything is known
   */
  private record Forecast(int trials, double seconds) {

    double share(TrialTimes times) {
      return seconds > 0 ? times.spent() / seconds : 0;
    }

    OptionalDouble left(TrialTimes times) {
      return seconds > 0
          ? OptionalDouble.of(Math.max(0, seconds - times.spent()))
          : OptionalDouble.empty();
    }
  }

  /** The same decisions with half of the settings, or of the time, as far as it was tried. */
  private Map<Job, Double> half(Map<Job, Double> scores) {
    if (!limits.isTime()) {
      return halving.half().play(jobs -> true, job -> Optional.ofNullable(scores.get(job)));
    }
    double[] spent = {0};
    return halving.play(
        jobs ->
            spent[0] == 0
                || (scores.keySet().containsAll(jobs)
                    && spent[0] + jobs.stream().mapToDouble(times::seconds).sum()
                        <= limits.seconds() / 2),
        job -> {
          spent[0] += times.seconds(job);
          return Optional.ofNullable(scores.get(job));
        });
  }

  private double score(Trial trial) {
    boolean passes =
        trial.success() != null
            && trial.cleanAccuracy() >= limits.accuracyFloor() * plain().cleanAccuracy();
    return passes ? trial.success() : Halving.REFUSED;
  }

  private Optional<Choice> choice(Map<Job, Double> scores) {
    int tried = (int) scores.keySet().stream().filter(job -> job.rung() == 0).count();
    return Halving.best(scores)
        .map(job -> new Choice(tried, halving.lengths().get(job.rung()), done.get(job)));
  }

  private List<Rung> rungs() {
    List<Rung> rungs = new ArrayList<>();
    for (int rung = 0; rung < halving.lengths().size(); rung++) {
      int number = rung;
      List<Trial> trials =
          done.keySet().stream().filter(job -> job.rung() == number).map(done::get).toList();
      if (!trials.isEmpty()) {
        rungs.add(new Rung(halving.lengths().get(rung), trials));
      }
    }
    return rungs;
  }

  private IllegalStateException refused(int rung) {
    return new IllegalStateException(
        String.format(
            Locale.ROOT,
            "none of the %d settings tried keeps %.0f %% of the clean accuracy (%.1f %%) after %d"
                + " steps; lower --accuracy-floor or the learning rate",
            done.keySet().stream().filter(job -> job.rung() == rung).count(),
            100 * limits.accuracyFloor(),
            100 * plain().cleanAccuracy(),
            halving.lengths().get(rung)));
  }
}

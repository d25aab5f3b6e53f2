package org.lrs.experiment.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.evaluate.Outcomes;
import org.lrs.experiment.FinishedRun;
import org.lrs.experiment.compare.Pool.Contestant;
import org.lrs.experiment.compare.Pool.Contestant.Attacked;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.Surrogate;
import org.lrs.result.SurrogateComparison;
import org.lrs.result.SurrogateComparison.Table;
import org.lrs.statistics.ImageBootstrap;
import org.lrs.statistics.SuccessRate;

/** Compares the surrogates of finished runs. */
public final class CompareRuns {

  private CompareRuns() {}

  /**
   * What is compared with what.
   *
   * @param baseline surrogate that all others are compared with
   * @param rival a second one, or null
   * @param attacks names of the attacks; empty for all
   * @param counted names of the targets that count in means; empty for all
   */
  public record Question(
      String baseline, String rival, List<String> attacks, List<String> counted) {}

  /**
   * Compares.
   *
   * @param runs folders of finished runs
   * @param command the command that repeats the comparison
   * @throws IllegalArgumentException if the runs cannot be compared, or have no surrogate, attack
   *     or target of a name in the question
   */
  public static SurrogateComparison compare(List<Path> runs, Question question, String command) {
    Pool pool = Pool.of(runs);
    String baseline = pool.contestant(question.baseline()).name();
    String rival = question.rival() == null ? null : pool.contestant(question.rival()).name();
    List<String> counted = pool.targets(question.counted());
    int images = pool.runs().get(0).images().size();
    ImageBootstrap bootstrap = ImageBootstrap.of(images);
    List<Table> tables = new ArrayList<>();
    Map<String, Map<String, Double>> robust = new LinkedHashMap<>();
    pool.contestants().forEach(c -> robust.put(c.name(), new LinkedHashMap<>()));
    for (RunResults.Attack attack : pool.attacks(question.attacks())) {
      Map<String, List<Outcomes>> outcomes = new LinkedHashMap<>();
      for (Contestant contestant : pool.contestants()) {
        contestant
            .attacked(attack.name())
            .ifPresent(
                found -> {
                  outcomes.put(contestant.name(), pool.targets().stream().map(found::on).toList());
                  robust.get(contestant.name()).put(attack.name(), accuracy(found));
                });
      }
      for (Denominator denominator : Denominator.values()) {
        SuccessTable table =
            new SuccessTable(outcomes, pool.targets(), counted, denominator, bootstrap);
        tables.add(new Table(attack, denominator, table.rows(baseline, rival)));
      }
    }
    List<SurrogateComparison.Surrogate> surrogates =
        pool.contestants().stream().map(c -> surrogate(c, robust.get(c.name()))).toList();
    return new SurrogateComparison(
        SurrogateComparison.FORMAT,
        pool.runs().stream().map(FinishedRun::name).toList(),
        command,
        pool.runs().get(0).results().dataset(),
        baseline,
        rival,
        pool.targets(),
        counted,
        ImageBootstrap.REPLICATES,
        surrogates,
        tables,
        Predictors.of(surrogates, tables));
  }

  /** What the surrogate itself withstands of all images. */
  private static Double accuracy(Attacked attacked) {
    SuccessRate success = attacked.onItself().result().all();
    return success.trials() == 0 ? null : 1 - success.rate();
  }

  private static SurrogateComparison.Surrogate surrogate(
      Contestant contestant, Map<String, Double> robustAccuracy) {
    return new SurrogateComparison.Surrogate(
        contestant.name(),
        contestant.home().name(),
        contestant.measured(Surrogate::model),
        contestant.measured(Surrogate::method),
        contestant.measured(Surrogate::cleanAccuracy),
        contestant.measured(Surrogate::empiricalLipschitz),
        contestant.measured(Surrogate::inputGradientNorm),
        contestant.measured(Surrogate::curvature),
        robustAccuracy,
        contestant.measured(Surrogate::steps),
        contestant.figure((run, name) -> run.provenance().refinementSeconds().get(name)));
  }
}

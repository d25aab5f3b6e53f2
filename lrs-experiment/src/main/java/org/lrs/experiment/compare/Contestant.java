package org.lrs.experiment.compare;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.lrs.evaluate.Outcomes;
import org.lrs.experiment.FinishedRun;
import org.lrs.experiment.SavedPredictions;
import org.lrs.result.Surrogate;

/**
 * A surrogate that is compared.
 *
 * @param name its name in the comparison
 * @param ownName its name in its runs
 * @param runs the runs that have it, at least one
 */
record Contestant(String name, String ownName, List<FinishedRun> runs) {

  /** The first of its runs. */
  FinishedRun home() {
    return runs.get(0);
  }

  /** The figure of the first run that has it, or null. */
  <T> T figure(BiFunction<FinishedRun, String, T> question) {
    return runs.stream()
        .map(run -> question.apply(run, ownName))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** A property that the first run that measured it gives, or null. */
  <T> T measured(Function<Surrogate, T> property) {
    return figure((run, name) -> property.apply(run.surrogate(name).orElseThrow()));
  }

  /** What an attack crafted on it does, read once. */
  Optional<Attacked> attacked(String attack) {
    return runs.stream()
        .filter(run -> run.ran(ownName, attack))
        .findFirst()
        .map(
            run ->
                new Attacked(
                    run, ownName, run.predictions(ownName, attack), run.wanted(ownName, attack)));
  }

  /**
   * The images of one attack crafted on a surrogate, and what the networks predict for them.
   *
   * @param wanted target classes, if the attack is targeted
   */
  record Attacked(
      FinishedRun run, String surrogate, SavedPredictions predictions, Optional<int[]> wanted) {

    /** Outcomes on a target. */
    Outcomes on(String target) {
      return outcomes(run.clean().targets().get(target), predictions.targets().get(target));
    }

    /** Outcomes on the surrogate itself. */
    Outcomes onItself() {
      return outcomes(
          run.clean().surrogates().get(surrogate), predictions.surrogates().get(surrogate));
    }

    private Outcomes outcomes(int[] clean, int[] adversarial) {
      return Outcomes.of(clean, adversarial, run.images().labels(), wanted);
    }
  }
}

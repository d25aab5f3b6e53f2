package org.lrs.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.Cell;
import org.lrs.result.RunResults.Target;
import org.lrs.result.Surrogate;
import org.lrs.statistics.SuccessRate;

/** Mean success rates over the targets, and what the refinement changed in them. */
record Comparison(RunResults model) {

  /** What a refined surrogate gains over the plain one it was made from. */
  record Gain(Surrogate refined, Surrogate plain, double before, double after, double noise) {
    /** Returns the change of the mean success rate, in [-1, 1]. */
    double change() {
      return after - before;
    }

    /** Returns what the change is worth, given the uncertainty of a single rate. */
    Verdict verdict() {
      return Math.abs(change()) <= noise
          ? Verdict.UNDECIDED
          : change() > 0 ? Verdict.BETTER : Verdict.WORSE;
    }

    /** Returns what became of a property of the plain surrogate, if both were measured. */
    <T> Optional<T> of(
        Function<Surrogate, Double> property, BiFunction<Double, Double, T> beforeAndAfter) {
      Double was = property.apply(plain);
      Double is = property.apply(refined);
      return was == null || is == null
          ? Optional.empty()
          : Optional.of(beforeAndAfter.apply(was, is));
    }
  }

  /** What a change of the mean success rate is worth. */
  enum Verdict {
    /** Higher by more than the mean half-width of the 95 % intervals. */
    BETTER,
    /** Within that half-width. */
    UNDECIDED,
    /** Lower by more than that half-width. */
    WORSE
  }

  /** Returns the rate of one surrogate, attack and target; empty if no image counts. */
  Optional<SuccessRate> rate(
      Surrogate surrogate, Attack attack, Target target, Denominator denominator) {
    return cells(surrogate, attack).stream()
        .filter(cell -> cell.target().equals(target.name()))
        .map(denominator::of)
        .filter(rate -> rate.trials() > 0)
        .findFirst();
  }

  /** Returns the cells of one surrogate and attack. */
  List<Cell> cells(Surrogate surrogate, Attack attack) {
    return model.cells().stream()
        .filter(c -> c.surrogate().equals(surrogate.name()) && c.attack().equals(attack.name()))
        .toList();
  }

  /** Returns the mean over the targets of the success rate; NaN if there is none. */
  double mean(Surrogate surrogate, Attack attack, Denominator denominator) {
    return mean(cells(surrogate, attack).stream().map(denominator::of));
  }

  /** Returns the mean of those rates that have trials; NaN if there is none. */
  static double mean(Stream<SuccessRate> rates) {
    return rates
        .filter(rate -> rate.trials() > 0)
        .mapToDouble(SuccessRate::rate)
        .average()
        .orElse(Double.NaN);
  }

  /** Returns the change of the mean from the plain surrogate, in points; empty without one. */
  Optional<String> change(Surrogate surrogate, Attack attack, Denominator denominator) {
    double mean = mean(surrogate, attack, denominator);
    return plainOf(surrogate).map(p -> Figures.points(mean - mean(p, attack, denominator)));
  }

  /**
   * Returns the plain surrogate of the weights that a refined or softened one was made from; empty
   * for all others.
   */
  Optional<Surrogate> plainOf(Surrogate surrogate) {
    return model.surrogates().stream()
        .filter(s -> s.method().equals(Surrogate.PLAIN))
        .filter(s -> s.model().equals(surrogate.comparedModel()))
        .filter(s -> surrogate.refined() || surrogate.origin() != null)
        .findFirst();
  }

  /** Returns what each refined surrogate gains, over all attacks and targets. */
  List<Gain> gains() {
    return model.surrogates().stream()
        .filter(Surrogate::refined)
        .flatMap(refined -> plainOf(refined).map(plain -> gain(refined, plain)).stream())
        .filter(gain -> !Double.isNaN(gain.change()))
        .toList();
  }

  /** Returns the refined surrogate that gains most. */
  Optional<Gain> best() {
    return gains().stream().max(Comparator.comparingDouble(Gain::change));
  }

  private Gain gain(Surrogate refined, Surrogate plain) {
    List<Attack> attacks = shared(refined, plain);
    double noise =
        attacks.stream()
            .flatMap(attack -> cells(refined, attack).stream())
            .filter(c -> c.cleanCorrect().trials() > 0)
            .mapToDouble(c -> Figures.halfWidth(c.cleanCorrect()))
            .average()
            .orElse(Double.NaN);
    return new Gain(refined, plain, mean(plain, attacks), mean(refined, attacks), noise);
  }

  /** Returns the attacks that ran on both surrogates: the only ones that compare them. */
  List<Attack> shared(Surrogate one, Surrogate other) {
    return model.attacks().stream()
        .filter(a -> !cells(one, a).isEmpty() && !cells(other, a).isEmpty())
        .toList();
  }

  private double mean(Surrogate surrogate, List<Attack> attacks) {
    return attacks.stream()
        .mapToDouble(attack -> mean(surrogate, attack, Denominator.CLEAN_CORRECT))
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }
}

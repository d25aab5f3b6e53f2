package org.lrs.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.Cell;
import org.lrs.result.Surrogate;
import org.lrs.statistics.SuccessRate;

/** Mean success rates over the targets, and what the refinement changed in them. */
final class Comparison {
  private final RunResults model;

  Comparison(RunResults model) {
    this.model = model;
  }

  /** What a refined surrogate gains over the plain one it was made from. */
  record Gain(Surrogate refined, Surrogate plain, double before, double after, double noise) {
    /** Returns the change of the mean success rate, in [-1, 1]. */
    double change() {
      return after - before;
    }

    /** Returns what the change is worth, given the uncertainty of a single rate. */
    Verdict verdict() {
      if (Math.abs(change()) <= noise) {
        return Verdict.UNDECIDED;
      }
      return change() > 0 ? Verdict.BETTER : Verdict.WORSE;
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

  /** Returns the cell of one surrogate, attack and target. */
  Optional<Cell> cell(String surrogate, String attack, String target) {
    return cells(surrogate, attack).stream().filter(c -> c.target().equals(target)).findFirst();
  }

  /** Returns the cells of one surrogate and attack. */
  List<Cell> cells(String surrogate, String attack) {
    return model.cells().stream()
        .filter(c -> c.surrogate().equals(surrogate) && c.attack().equals(attack))
        .toList();
  }

  /** Returns the mean over the targets of the success rate; NaN if there is none. */
  double mean(String surrogate, String attack, Denominator denominator) {
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

  /** Returns the plain surrogate a refined one was made from; empty for all others. */
  Optional<Surrogate> plainOf(Surrogate refined) {
    return model.surrogates().stream()
        .filter(s -> s.method().equals(Surrogate.PLAIN) && s.model().equals(refined.model()))
        .filter(s -> refined.refined())
        .findFirst();
  }

  /** Returns what each refined surrogate gains, over all attacks and targets. */
  List<Gain> gains() {
    return model.surrogates().stream()
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
            .flatMap(attack -> cells(refined.name(), attack.name()).stream())
            .filter(c -> c.cleanCorrect().trials() > 0)
            .mapToDouble(c -> Figures.halfWidth(c.cleanCorrect()))
            .average()
            .orElse(Double.NaN);
    return new Gain(refined, plain, mean(plain, attacks), mean(refined, attacks), noise);
  }

  /** Returns the attacks that ran on both surrogates: the only ones that compare them. */
  List<Attack> shared(Surrogate one, Surrogate other) {
    return model.attacks().stream()
        .filter(a -> !cells(one.name(), a.name()).isEmpty())
        .filter(a -> !cells(other.name(), a.name()).isEmpty())
        .toList();
  }

  private double mean(Surrogate surrogate, List<Attack> attacks) {
    return attacks.stream()
        .flatMapToDouble(
            a -> DoubleStream.of(mean(surrogate.name(), a.name(), Denominator.CLEAN_CORRECT)))
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }
}

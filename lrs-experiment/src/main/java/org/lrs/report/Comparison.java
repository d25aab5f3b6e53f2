package org.lrs.report;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lrs.result.Denominator;
import org.lrs.result.Gain;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.Cell;
import org.lrs.result.RunResults.Target;
import org.lrs.result.Surrogate;
import org.lrs.statistics.Estimate;
import org.lrs.statistics.SuccessRate;

/** Mean success rates over the targets, and what the refinement changed in them. */
record Comparison(RunResults model) {

  /**
   * What a refined surrogate gains over the plain one it was made from.
   *
   * @param before mean success of the plain one, over the attacks that ran on both, in [0, 1]
   * @param after the same of the refined one
   * @param change the difference, image by image, with its interval
   * @param verdict what the change is worth
   */
  record Effect(
      Surrogate refined,
      Surrogate plain,
      double before,
      double after,
      Estimate change,
      Verdict verdict) {

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
    /** The 95 % interval of the change lies above zero. */
    BETTER,
    /** It includes zero, or there are too few images for an interval to be trusted. */
    UNDECIDED,
    /** It lies below zero. */
    WORSE
  }

  /** A bootstrap over fewer images is too narrow. */
  static final int FEWEST_IMAGES = 30;

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

  /**
   * Returns the change of the mean from the plain surrogate in points, {@code +15.0 ±1.2} where its
   * interval was measured; empty without a plain one.
   */
  Optional<String> change(Surrogate surrogate, Attack attack, Denominator denominator) {
    double mean = mean(surrogate, attack, denominator);
    return surrogate
        .plain(model.surrogates())
        .map(plain -> mean - mean(plain, attack, denominator))
        .map(
            change ->
                Figures.points(change)
                    + (change.isNaN() ? "" : uncertainty(surrogate, attack, denominator)));
  }

  private String uncertainty(Surrogate surrogate, Attack attack, Denominator denominator) {
    return gain(surrogate, attack.name())
        .filter(measured -> denominator == Denominator.CLEAN_CORRECT)
        .map(measured -> " ±" + Figures.percent((measured.high() - measured.low()) / 2))
        .orElse("");
  }

  /**
   * Returns what a surrogate gains over the plain one, if it was measured.
   *
   * @param attack name of an attack, or null for the mean over those that ran on both
   */
  Optional<Estimate> gain(Surrogate surrogate, String attack) {
    return model.gains().stream()
        .filter(g -> g.surrogate().equals(surrogate.name()) && Objects.equals(g.attack(), attack))
        .map(gain -> gain.mean())
        .findFirst();
  }

  /** Returns what each refined surrogate gains, over all attacks and targets. */
  List<Effect> gains() {
    return model.surrogates().stream()
        .filter(Surrogate::refined)
        .flatMap(
            refined ->
                refined
                    .plain(model.surrogates())
                    .flatMap(plain -> gain(refined, null).map(g -> gain(refined, plain, g)))
                    .stream())
        .toList();
  }

  /** Returns the refined surrogate that gains most. */
  Optional<Effect> best() {
    return Gain.best(model)
        .flatMap(
            best ->
                gains().stream()
                    .filter(gain -> gain.refined().name().equals(best.surrogate()))
                    .findFirst());
  }

  private Effect gain(Surrogate refined, Surrogate plain, Estimate change) {
    List<Attack> attacks = shared(refined, plain);
    return new Effect(
        refined, plain, mean(plain, attacks), mean(refined, attacks), change, verdict(change));
  }

  private Verdict verdict(Estimate change) {
    boolean enough = model.dataset().images() >= FEWEST_IMAGES;
    return enough && change.low() > 0
        ? Verdict.BETTER
        : enough && change.high() < 0 ? Verdict.WORSE : Verdict.UNDECIDED;
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

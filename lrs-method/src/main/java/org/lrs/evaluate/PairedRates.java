package org.lrs.evaluate;

import java.util.BitSet;
import org.lrs.Range;
import org.lrs.Source;
import org.lrs.statistics.Estimate;
import org.lrs.statistics.McNemar;
import org.lrs.statistics.SuccessRate;

/**
 * Two success rates on the same images, and the interval of their difference.
 *
 * <p>With d = p₁ − p₂ and the Wilson intervals [l₁, u₁], [l₂, u₂] of the two rates, the 95 %
 * interval is Newcombe's tenth: from d − √((p₁−l₁)² − 2φ(p₁−l₁)(u₂−p₂) + (u₂−p₂)²) to d +
 * √((p₂−l₂)² − 2φ(p₂−l₂)(u₁−p₁) + (u₁−p₁)²), where φ is the correlation of the pairs, with a
 * continuity correction of n/2 on its numerator where that is positive, and 0 where a rate is 0 or
 * 1.
 *
 * @param both images on which both succeed
 * @param onlyFirst images on which the first alone succeeds
 * @param onlySecond images on which the second alone succeeds
 * @param neither images on which neither succeeds
 */
@Source(
    paper =
        "Newcombe: Improved Confidence Intervals for the Difference between Binomial Proportions"
            + " Based on Paired Data, Statistics in Medicine 17, 1998",
    at = "method 10")
public record PairedRates(long both, long onlyFirst, long onlySecond, long neither) {

  /** Checks that the counts are possible. */
  public PairedRates {
    Range.require(
        Math.min(Math.min(both, onlyFirst), Math.min(onlySecond, neither)) >= 0,
        "counts of images must not be negative, got %s, %s, %s and %s"
            .formatted(both, onlyFirst, onlySecond, neither));
  }

  /**
   * Counts pairs.
   *
   * @param first images on which the first succeeds
   * @param second images on which the second succeeds
   * @param trials images that count
   */
  public static PairedRates of(BitSet first, BitSet second, BitSet trials) {
    BitSet one = Outcomes.and(first, trials);
    BitSet two = Outcomes.and(second, trials);
    int both = Outcomes.and(one, two).cardinality();
    int neither = trials.cardinality() - one.cardinality() - two.cardinality() + both;
    return new PairedRates(both, one.cardinality() - both, two.cardinality() - both, neither);
  }

  /** Number of images that count. */
  public long trials() {
    return both + onlyFirst + onlySecond + neither;
  }

  /**
   * The difference of the rates, first minus second, with its interval, in [-1, 1].
   *
   * @throws IllegalStateException without trials
   */
  public Estimate difference() {
    if (trials() == 0) {
      throw new IllegalStateException("no image counts for both, so there is no difference");
    }
    SuccessRate first = new SuccessRate(both + onlyFirst, trials());
    SuccessRate second = new SuccessRate(both + onlySecond, trials());
    double difference = (double) (onlyFirst - onlySecond) / trials();
    return new Estimate(
        difference,
        difference - length(first.rate() - first.wilsonLow(), second.wilsonHigh() - second.rate()),
        difference + length(second.rate() - second.wilsonLow(), first.wilsonHigh() - first.rate()));
  }

  /** Two-sided p-value of the exact McNemar test. */
  public double pValue() {
    return McNemar.pValue(onlyFirst, onlySecond);
  }

  private double length(double one, double other) {
    return Math.sqrt(one * one - 2 * correlation() * one * other + other * other);
  }

  private double correlation() {
    double margins =
        (double) (both + onlyFirst)
            * (onlySecond + neither)
            * (both + onlySecond)
            * (onlyFirst + neither);
    if (margins == 0) {
      return 0;
    }
    double excess = (double) both * neither - (double) onlyFirst * onlySecond;
    return (excess > 0 ? Math.max(0, excess - trials() / 2.0) : excess) / Math.sqrt(margins);
  }
}

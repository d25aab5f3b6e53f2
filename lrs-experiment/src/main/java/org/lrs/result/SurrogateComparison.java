package org.lrs.result;

import java.util.List;
import java.util.Map;
import org.lrs.evaluate.PairedRates;
import org.lrs.statistics.Estimate;

/**
 * Surrogates of one or several runs side by side, as plain values that turn into JSON.
 *
 * <p>The order of every list is the order on the page. A figure that was not measured, or has no
 * trials, is {@code null}; rates, accuracies and differences lie in [-1, 1].
 *
 * @param format 2; changes when this layout does
 * @param runs names of the runs
 * @param command the command that repeats the comparison
 * @param data the attacked images, the same in every run
 * @param baseline surrogate that all others are compared with
 * @param rival second surrogate that all others are compared with, or null
 * @param targets every target that all runs have
 * @param counted the targets that count in the means
 * @param replicates number of bootstrap replicates behind the intervals of the means
 * @param surrogates the surrogates themselves
 * @param tables success, one table per attack and denominator
 * @param predictors what predicts transfer
 */
public record SurrogateComparison(
    int format,
    List<String> runs,
    String command,
    RunResults.Dataset data,
    String baseline,
    String rival,
    List<String> targets,
    List<String> counted,
    int replicates,
    List<Surrogate> surrogates,
    List<Table> tables,
    List<Predictor> predictors) {

  /** The {@code format} of this layout. */
  public static final int FORMAT = 2;

  /**
   * One surrogate.
   *
   * @param name its name, with the run in front where two runs mean different ones by it
   * @param run the run it is from; the first of them if it is in several
   * @param model name of the pretrained network it is or was made from
   * @param method how it was made: {@code plain, ensemble, fine-tune, lrs-1 ...}
   * @param cleanAccuracy share of the images it gets right when clean
   * @param empiricalLipschitz mean empirical local Lipschitz constant
   * @param inputGradientNorm mean L2 norm of the loss gradient at the images
   * @param curvature mean curvature of the loss along its gradient
   * @param robustAccuracy by attack: share of all images on which that attack, crafted on this
   *     surrogate, fails on the surrogate itself
   * @param refinementSteps steps of the refinement
   * @param refinementSeconds time of the refinement when it was done, if in one piece
   */
  public record Surrogate(
      String name,
      String run,
      String model,
      String method,
      Double cleanAccuracy,
      Double empiricalLipschitz,
      Double inputGradientNorm,
      Double curvature,
      Map<String, Double> robustAccuracy,
      Long refinementSteps,
      Double refinementSeconds) {}

  /**
   * Success of one attack under one denominator.
   *
   * @param attack the attack
   * @param denominator which images count
   * @param rows one per surrogate that the attack ran on
   */
  public record Table(RunResults.Attack attack, Denominator denominator, List<Row> rows) {}

  /**
   * One surrogate in one table.
   *
   * @param surrogate its name
   * @param cells one per target
   * @param mean mean over the counted targets, with the interval of the bootstrap over images
   * @param toBaseline difference to the baseline; null for the baseline itself
   * @param toRival difference to the rival; null for the rival itself or without one
   */
  public record Row(
      String surrogate,
      List<Cell> cells,
      Estimate mean,
      Difference toBaseline,
      Difference toRival) {}

  /**
   * Success on one target.
   *
   * @param target its name
   * @param successes images on which the attack succeeds
   * @param trials images that count
   * @param rate with its Wilson interval
   */
  public record Cell(String target, long successes, long trials, Estimate rate) {}

  /**
   * What one surrogate has over another, on the images that count for both.
   *
   * @param tests one per target
   * @param mean mean difference over the counted targets, with the interval of the bootstrap over
   *     images
   */
  public record Difference(List<Test> tests, Estimate mean) {}

  /**
   * The difference on one target.
   *
   * @param target its name
   * @param pairs the images, by who succeeds on them
   * @param difference with Newcombe's paired interval
   * @param pValue two-sided, of the exact McNemar test
   * @param adjusted after Holm's correction over all tests of the table with the same reference
   */
  public record Test(
      String target, PairedRates pairs, Estimate difference, Double pValue, Double adjusted) {

    /** A difference that holds at level 0.05 in its family: 1 up, -1 down, 0 otherwise. */
    public int direction() {
      return adjusted == null || adjusted > LEVEL
          ? 0
          : Long.compare(pairs.onlyFirst(), pairs.onlySecond());
    }

    private static final double LEVEL = 0.05;
  }

  /**
   * Whether a property of surrogates goes with the success of an attack crafted on them, on images
   * that a target gets right when clean.
   *
   * @param attack name of the attack
   * @param target the target; null for the mean over the counted targets
   * @param property the property
   * @param surrogates number of surrogates with both figures
   * @param spearman rank correlation with its interval; null where there is none
   * @param kendall rank correlation τ_b; null where there is none
   * @param why why there is none; null where there is one
   */
  public record Predictor(
      String attack,
      String target,
      Property property,
      int surrogates,
      Estimate spearman,
      Double kendall,
      String why) {}
}

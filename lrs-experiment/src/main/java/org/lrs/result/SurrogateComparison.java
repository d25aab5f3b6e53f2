package org.lrs.result;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.lrs.evaluate.PairedRates;
import org.lrs.statistics.Estimate;

/**
 * Surrogates of one or several runs side by side, as plain values that turn into JSON.
 *
 * <p>The order of every list is the order on the page. A figure that was not measured, or has no
 * trials, is {@code null}; rates, accuracies and differences lie in [-1, 1].
 *
 * @param runs names of the runs
 * @param command the command that repeats the comparison
 * @param data the attacked images, the same in every run
 * @param baseline surrogate that all others are compared with
 * @param rival second surrogate that all others are compared with, or null
 * @param targets every target that all runs have
 * @param counted the targets that count in the means
 * @param replicates number of bootstrap replicates behind the intervals of the means
 * @param tables success, one table per attack and denominator
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

  /** The {@code format} of this layout; changes when it does. */
  public static final int FORMAT = 2;

  /**
   * One surrogate, with its properties as in {@link org.lrs.result.Surrogate}.
   *
   * @param name its name, with the run in front where two runs mean different ones by it
   * @param run the run it is from; the first of them if it is in several
   * @param model name of the pretrained network it is or was made from
   * @param method how it was made: {@code plain, ensemble, fine-tune, lrs-1 ...}
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
   * @param denominator which images count
   * @param rows one per surrogate that the attack ran on
   */
  public record Table(RunResults.Attack attack, Denominator denominator, List<Row> rows) {}

  /**
   * One surrogate in one table.
   *
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
   * @param target null for the mean over the counted targets
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

  /** A property of a surrogate that may predict how well attacks crafted on it transfer. */
  public enum Property {
    /** Mean empirical local Lipschitz constant. */
    LIPSCHITZ("Lipschitz constant", (s, attack) -> s.empiricalLipschitz()),
    /** Mean norm of the loss gradient at the images. */
    GRADIENT_NORM("input-gradient norm", (s, attack) -> s.inputGradientNorm()),
    /** Mean curvature of the loss along its gradient. */
    CURVATURE("curvature", (s, attack) -> s.curvature()),
    /** Share of all images on which the attack fails on the surrogate itself. */
    ROBUST_ACCURACY("robust accuracy, %", (s, attack) -> s.robustAccuracy().get(attack)),
    /** Share of the images the surrogate gets right when clean. */
    CLEAN_ACCURACY("clean accuracy, %", (s, attack) -> s.cleanAccuracy());

    private final String words;
    private final BiFunction<Surrogate, String, Double> value;

    Property(String words, BiFunction<Surrogate, String, Double> value) {
      this.words = words;
      this.value = value;
    }

    /** Returns the property of a surrogate, or null. */
    public Double of(Surrogate surrogate, String attack) {
      return value.apply(surrogate, attack);
    }

    /** Returns what it is called, with its unit. */
    public String words() {
      return words;
    }

    /** Returns whether it is a share, which is drawn in percent on an even scale. */
    public boolean share() {
      return this == ROBUST_ACCURACY || this == CLEAN_ACCURACY;
    }
  }
}

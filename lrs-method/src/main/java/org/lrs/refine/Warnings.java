package org.lrs.refine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What the user should act on in a refinement, each in one sentence that says how.
 *
 * <p>Only the result is judged: along the trajectory accuracy may dip, and a surrogate that needs a
 * few more attack steps than before is what a refinement makes. A collapse is the exception, as
 * whoever waits for the result wants to know at once; it is forgotten if the result is fine.
 */
final class Warnings {
  /** Clean accuracy under this share of the start's is no dip. */
  private static final double COLLAPSE = 0.5;

  /** An attack that fails on most images has no gradient to follow. */
  private static final double WITHSTANDS = 0.5;

  /** White-box success that was as low before is not the refinement's doing. */
  private static final double SUCCESS_DROP = 0.1;

  /** Penalties under this share of the loss are not what was minimised. */
  private static final double LEAST_SHARE = 0.01;

  /** Fewer steps at either end are too noisy to compare. */
  private static final int LEAST_STEPS = 5;

  private final double startAccuracy;
  private final double startSuccess;
  private final double floor;
  private final List<String> found = new ArrayList<>();

  Warnings(double startAccuracy, double startSuccess, double floor, List<String> before) {
    found.addAll(before);
    this.startAccuracy = startAccuracy;
    this.startSuccess = startSuccess;
    this.floor = floor;
  }

  /** Checks clean accuracy after some steps of a run that is not over; warns once. */
  List<String> during(int steps, double accuracy) {
    if (!found.isEmpty()) {
      return List.of();
    }
    return added(
        List.of(
            warning(
                accuracy < Math.min(COLLAPSE, floor) * startAccuracy,
                "after %d steps clean accuracy has collapsed from %.1f %% to %.1f %%: if it does"
                    + " not recover, refine with a lower learning rate or smaller weights of the"
                    + " penalties",
                steps,
                100 * startAccuracy,
                100 * accuracy)));
  }

  /**
   * Checks the result, in place of all that was found along the trajectory.
   *
   * @param averaged whether it is the mean of networks
   * @param history every step
   */
  List<String> result(boolean averaged, List<StepRecord> history, double accuracy, double success) {
    found.clear();
    return added(
        List.of(
            warning(
                accuracy < floor * startAccuracy,
                "clean accuracy of the %s fell from %.1f %% to %.1f %%: refine with a lower"
                    + " learning rate or smaller weights of the penalties%s",
                averaged ? "averaged network" : "result",
                100 * startAccuracy,
                100 * accuracy,
                averaged ? ", or raise averaging.start or averaging.batches" : ""),
            warning(
                success < WITHSTANDS && success < startSuccess - SUCCESS_DROP,
                "attacks on the result itself succeed on only %.1f %% of the images, before on %.1f"
                    + " %%: attack it with more steps or a larger epsilon, or refine with smaller"
                    + " weights of the penalties",
                100 * success,
                100 * startSuccess),
            notFalling("LRS-1", "weight1 or step1", history, StepRecord::penalty1),
            notFalling("LRS-2", "weight2 or step2", history, StepRecord::penalty2)));
  }

  List<String> all() {
    return found;
  }

  private List<String> added(List<Optional<String>> warnings) {
    List<String> fresh = warnings.stream().flatMap(Optional::stream).toList();
    found.addAll(fresh);
    return fresh;
  }

  /** The first fifth of the run against the last; a penalty too small to matter need not fall. */
  private static Optional<String> notFalling(
      String name, String settings, List<StepRecord> history, ToDoubleFunction<StepRecord> value) {
    int fifth = history.size() / 5;
    if (fifth < LEAST_STEPS) {
      return Optional.empty();
    }
    List<StepRecord> last = history.subList(history.size() - fifth, history.size());
    double before = mean(history.subList(0, fifth), value);
    double after = mean(last, value);
    return warning(
        after >= before
            && mean(last, Warnings::penalties) >= LEAST_SHARE * mean(last, StepRecord::total),
        "the %s penalty did not fall over the refinement (from %.3g to %.3g): refine for more steps"
            + " or with a larger %s",
        name,
        before,
        after,
        settings);
  }

  /** What the penalties add to the loss of a step, weighted. */
  private static double penalties(StepRecord step) {
    double further = Float.isNaN(step.further()) ? 0 : step.further();
    return step.total() - step.crossEntropy() - further;
  }

  private static double mean(List<StepRecord> steps, ToDoubleFunction<StepRecord> value) {
    return steps.stream().mapToDouble(value).average().orElseThrow();
  }

  private static Optional<String> warning(boolean holds, String format, Object... values) {
    return holds ? Optional.of(String.format(Locale.ROOT, format, values)) : Optional.empty();
  }
}

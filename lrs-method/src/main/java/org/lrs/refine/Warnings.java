package org.lrs.refine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Early signs that a refinement goes wrong, each in one sentence. */
final class Warnings {
  // White-box success this far under the start's means that the landscape is too smooth to attack.
  private static final double SUCCESS_DROP = 0.1;

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

  /** Checks clean accuracy inside the first epoch; warns once. */
  List<String> early(int steps, double accuracy) {
    // Nothing else warns before the first epoch is over.
    return found.isEmpty() ? added(List.of(tooLow(steps + " steps", accuracy))) : List.of();
  }

  /** Checks a finished epoch; returns new warnings. */
  List<String> after(int epoch, List<StepRecord> steps, double accuracy, double success) {
    return added(
        List.of(
            tooLow("epoch " + epoch, accuracy),
            warning(
                success < startSuccess - SUCCESS_DROP,
                "after epoch %d attacks on the surrogate itself succeed on %.1f %%, from %.1f %%: it is"
                    + " becoming too smooth to attack",
                epoch,
                100 * success,
                100 * startSuccess),
            notFalling(epoch, "LRS-1", steps, StepRecord::penalty1),
            notFalling(epoch, "LRS-2", steps, StepRecord::penalty2)));
  }

  /** Checks the mean of the networks along the trajectory, when the run is over. */
  List<String> averaged(double accuracy) {
    return added(
        List.of(
            warning(
                accuracy < floor * startAccuracy,
                "clean accuracy of the averaged network is %.1f %%, from %.1f %%: the networks are too"
                    + " far apart, or averaging.batches is too small",
                100 * accuracy,
                100 * startAccuracy)));
  }

  List<String> all() {
    return found;
  }

  private List<String> added(List<Optional<String>> warnings) {
    List<String> fresh = warnings.stream().flatMap(Optional::stream).toList();
    found.addAll(fresh);
    return fresh;
  }

  private Optional<String> tooLow(String when, double accuracy) {
    return warning(
        accuracy < floor * startAccuracy,
        "after %s clean accuracy is %.1f %%, from %.1f %%: the penalties' weights or the learning"
            + " rate are too large",
        when,
        100 * accuracy,
        100 * startAccuracy);
  }

  private static Optional<String> notFalling(
      int epoch, String name, List<StepRecord> steps, ToDoubleFunction<StepRecord> value) {
    int fifth = steps.size() / 5;
    if (epoch != 1 || fifth == 0) {
      return Optional.empty();
    }
    double first = mean(steps.subList(0, fifth), value);
    double last = mean(steps.subList(steps.size() - fifth, steps.size()), value);
    return warning(
        last >= first,
        "the %s penalty did not fall in the first epoch (%.3g to %.3g): its weight or its"
            + " difference step is too small",
        name,
        first,
        last);
  }

  private static double mean(List<StepRecord> steps, ToDoubleFunction<StepRecord> value) {
    return steps.stream().mapToDouble(value).average().orElseThrow();
  }

  private static Optional<String> warning(boolean holds, String format, Object... values) {
    return holds ? Optional.of(String.format(Locale.ROOT, format, values)) : Optional.empty();
  }
}

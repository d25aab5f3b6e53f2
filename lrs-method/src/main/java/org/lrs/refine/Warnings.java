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
  Optional<String> early(int steps, double accuracy) {
    // Nothing else warns before the first epoch is over.
    if (!(accuracy < floor * startAccuracy) || !found.isEmpty()) {
      return Optional.empty();
    }
    String sentence = tooLow(steps + " steps", accuracy);
    found.add(sentence);
    return Optional.of(sentence);
  }

  private String tooLow(String when, double accuracy) {
    return sentence(
        "after %s clean accuracy is %.1f %%, from %.1f %%: the penalties' weights or the learning"
            + " rate are too large",
        when, 100 * accuracy, 100 * startAccuracy);
  }

  /** Checks a finished epoch; returns new warnings. */
  List<String> after(int epoch, List<StepRecord> steps, double accuracy, double success) {
    List<String> fresh = new ArrayList<>();
    if (accuracy < floor * startAccuracy) {
      fresh.add(tooLow("epoch " + epoch, accuracy));
    }
    if (success < startSuccess - SUCCESS_DROP) {
      fresh.add(
          sentence(
              "after epoch %d attacks on the surrogate itself succeed on %.1f %%, from %.1f %%: it is"
                  + " becoming too smooth to attack",
              epoch, 100 * success, 100 * startSuccess));
    }
    notFalling(epoch, "LRS-1", steps, StepRecord::penalty1, fresh);
    notFalling(epoch, "LRS-2", steps, StepRecord::penalty2, fresh);
    found.addAll(fresh);
    return fresh;
  }

  /** Checks the mean of the networks along the trajectory, when the run is over. */
  Optional<String> averaged(double accuracy) {
    if (!(accuracy < floor * startAccuracy)) {
      return Optional.empty();
    }
    String sentence =
        sentence(
            "clean accuracy of the averaged network is %.1f %%, from %.1f %%: the networks are too"
                + " far apart, or averaging.batches is too small",
            100 * accuracy, 100 * startAccuracy);
    found.add(sentence);
    return Optional.of(sentence);
  }

  List<String> all() {
    return found;
  }

  private static void notFalling(
      int epoch,
      String name,
      List<StepRecord> steps,
      ToDoubleFunction<StepRecord> value,
      List<String> fresh) {
    int fifth = steps.size() / 5;
    if (epoch != 1 || fifth == 0 || Double.isNaN(value.applyAsDouble(steps.get(0)))) {
      return;
    }
    double first = steps.subList(0, fifth).stream().mapToDouble(value).average().orElseThrow();
    double last =
        steps.subList(steps.size() - fifth, steps.size()).stream()
            .mapToDouble(value)
            .average()
            .orElseThrow();
    if (last >= first) {
      fresh.add(
          sentence(
              "the %s penalty did not fall in the first epoch (%.3g to %.3g): its weight or its"
                  + " difference step is too small",
              name, first, last));
    }
  }

  private static String sentence(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

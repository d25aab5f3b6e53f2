package org.lrs.experiment.configuration;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.tensor.Rng;

/** What a setting of a sweep may be. */
public sealed interface SweepValues {

  /** A value, drawn from a stream of its own. */
  String draw(Rng rng);

  /** Values that may be drawn, two of them different: the choices, or the ends of a range. */
  List<String> examples();

  /**
   * The values of one trial, keyed by seed, number of the trial and setting, so that neither other
   * trials nor other settings change them.
   *
   * @param number from 0
   * @param settings what each may be, by its path
   */
  static Map<String, String> draw(long seed, int number, Map<String, SweepValues> settings) {
    Rng trial = Rng.of(seed).split("sweep").split(number);
    Map<String, String> values = new LinkedHashMap<>();
    settings.forEach((path, choice) -> values.put(path, choice.draw(trial.split(path))));
    return values;
  }

  /**
   * One of several.
   *
   * @param values as written in the spec
   */
  record Choice(List<String> values) implements SweepValues {
    public Choice {
      values = List.copyOf(values);
    }

    @Override
    public String draw(Rng rng) {
      return values.get(rng.nextInt(values.size()));
    }

    @Override
    public List<String> examples() {
      return values;
    }
  }

  /**
   * A number between two others, both allowed: from + u·(to − from) for u uniform in [0, 1), or, on
   * the logarithmic scale, from·(to/from)^u.
   *
   * <p>It is rounded to four significant digits, so that people can write it again.
   *
   * @param whole rounds it to a whole number
   */
  record Range(double from, double to, Scale scale, boolean whole) implements SweepValues {

    private static final MathContext DIGITS = new MathContext(4);
    private static final double LEAST_PLAIN = 1e-4;

    /** How the values between are spaced. */
    public enum Scale {
      /** Equal differences are equally likely. */
      LINEAR,
      /** Equal ratios are equally likely. */
      LOG
    }

    public Range {
      if (!(from < to)) {
        throw new IllegalArgumentException(
            "a range goes from a smaller to a larger number, got from " + from + " to " + to);
      }
      if (scale == Scale.LOG && from <= 0) {
        throw new IllegalArgumentException(
            "a range on the logarithmic scale begins above 0, got " + from);
      }
      if (!Double.isFinite(to - from) || (scale == Scale.LOG && !Double.isFinite(to / from))) {
        throw new IllegalArgumentException(
            "a range must not be wider than numbers are, got from " + from + " to " + to);
      }
    }

    @Override
    public String draw(Rng rng) {
      double u = rng.nextDouble();
      double value =
          scale == Scale.LOG ? from * StrictMath.pow(to / from, u) : from + u * (to - from);
      return whole ? String.valueOf(Math.round(value)) : words(value);
    }

    @Override
    public List<String> examples() {
      return List.of(words(from), words(to));
    }

    /** Rounding may lead out of the range, where an end has more digits. */
    private String words(double value) {
      double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
      BigDecimal kept = BigDecimal.valueOf(Math.min(to, Math.max(from, rounded)));
      return Math.abs(rounded) < LEAST_PLAIN
          ? kept.stripTrailingZeros().toString()
          : kept.stripTrailingZeros().toPlainString();
    }
  }
}

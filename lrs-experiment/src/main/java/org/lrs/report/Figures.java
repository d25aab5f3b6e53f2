package org.lrs.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lrs.statistics.Estimate;
import org.lrs.statistics.SuccessRate;
import org.lrs.threat.Ball;

/** Writes numbers the way the reports show them, the same in every locale. */
final class Figures {
  /** Stands for a figure that does not exist. */
  static final String NONE = "–";

  /** How far a value may be from n/255 and still be written so. */
  private static final double STEP_TOLERANCE = 1e-4;

  private Figures() {}

  /** Returns {@code 0.5234} as {@code 52.3}. */
  static String percent(Double rate) {
    return missing(rate) ? NONE : format("%.1f", 100 * rate);
  }

  /** Returns {@code 0.52345} as the number 52.35, or null, as the scripts draw it. */
  static Double drawn(Double rate) {
    return missing(rate) ? null : Double.valueOf(format("%.2f", 100 * rate));
  }

  /** Returns {@code 0.5234} as {@code 52.3 %}. */
  static String percentSign(Double rate) {
    return missing(rate) ? NONE : percent(rate) + "\u00a0%";
  }

  /** Returns {@code 0.0123} as {@code +1.2}. */
  static String points(double difference) {
    if (Double.isNaN(difference)) {
      return NONE;
    }
    String digits = format("%.1f", Math.abs(100 * difference));
    String sign = digits.equals("0.0") ? "±" : difference > 0 ? "+" : "−";
    return sign + digits;
  }

  /** Returns {@code 49.4–55.1} for an interval in percent. */
  static String interval(SuccessRate rate) {
    return rate == null || rate.trials() == 0
        ? NONE
        : percent(rate.wilsonLow()) + "\u2013" + percent(rate.wilsonHigh());
  }

  /** Returns {@code 52.3 [49.4, 55.1]}: a share and its interval in percent. */
  static String percent(Estimate share) {
    return bracketed(share, Figures::percent);
  }

  /** Returns {@code +1.2 [−0.3, +2.7]}: a difference of shares and its interval in points. */
  static String points(Estimate difference) {
    return bracketed(difference, Figures::points);
  }

  /** Returns a figure and, in brackets, its interval. */
  static String bracketed(Estimate figure, Function<Double, String> words) {
    return figure == null
        ? NONE
        : "%s [%s, %s]"
            .formatted(
                words.apply(figure.value()), words.apply(figure.low()), words.apply(figure.high()));
  }

  /** Returns {@code × 0.52}, what became of a figure, or nothing where there is no ratio. */
  static String times(double before, double after) {
    double ratio = after / before;
    return Double.isFinite(ratio)
        ? "× " + format(ratio != 0 && Math.abs(ratio) < 0.01 ? "%.1e" : "%.2f", ratio)
        : "";
  }

  /** Returns half the length of the interval. */
  static double halfWidth(SuccessRate rate) {
    return (rate.wilsonHigh() - rate.wilsonLow()) / 2;
  }

  /** Returns {@code 4/255} for whole steps of an 8-bit pixel, else four significant digits. */
  static String pixels(double value) {
    double steps = value * 255;
    long whole = Math.round(steps);
    return whole > 0 && Math.abs(steps - whole) < STEP_TOLERANCE * 255
        ? whole + "/255"
        : number(value);
  }

  /** Returns a radius or step: for L∞ in pixel units, {@code 4/255}, for L2 a length. */
  static String length(String norm, double value) {
    return norm.equals("linf") ? pixels(value) : number(value);
  }

  /** Returns a pixel length in steps of 8 bit: {@code 0.0157} as {@code 4.00}. */
  static String steps(double value) {
    return format("%.2f", value * 255);
  }

  /** Returns a number with about four significant digits and thousands separated. */
  static String number(Double value) {
    if (missing(value)) {
      return NONE;
    }
    double size = Math.abs(value);
    if (size >= 1000) {
      return format("%,.0f", value);
    }
    if (size != 0 && size < 1e-3) {
      return format("%.2e", value);
    }
    int decimals = size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
    return format("%." + decimals + "f", value);
  }

  /** Returns {@code 12000} as {@code 12,000}. */
  static String count(Number value) {
    return value == null ? NONE : format("%,d", value);
  }

  /** Returns {@code "1 target"} or {@code "5 targets"}. */
  static String count(long value, String noun) {
    return count(value) + " " + noun + (value == 1 ? "" : "s");
  }

  /** Returns {@code a, b and c}. */
  static String list(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** Returns settings with their values: {@code steps 10, batchSize 16}. */
  static String settings(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + " " + setting.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Returns {@code L∞} for {@code linf}, {@code L2} for {@code l2}. */
  static String norm(String norm) {
    return Ball.of(norm, 0).title();
  }

  /** Returns a number for CSS. */
  static String css(double value) {
    return format("%.4f", value);
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private static boolean missing(Double value) {
    return value == null || value.isNaN();
  }
}

package org.lrs.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lrs.experiment.ProxySearch.Limits;
import org.lrs.model.InputShape;
import picocli.CommandLine.TypeConversionException;

/** Values of options that are more than a number or a word. */
final class Converters {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,5})x(\\d{1,5})x(\\d{1,5})");
  private static final Pattern BUDGET = Pattern.compile("(\\d{1,6})([smh]?)");

  private Converters() {}

  /** The size of an image, such as {@code 3x32x32}. */
  static InputShape shape(String value) {
    Matcher m = SHAPE.matcher(value);
    if (!m.matches()) {
      throw new TypeConversionException(
          "expected channels, height and width such as 3x32x32, got '" + value + "'");
    }
    try {
      return new InputShape(number(m, 1), number(m, 2), number(m, 3));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /**
   * How long a search may take, such as {@code 12} trials, {@code 90s}, {@code 30m} or {@code 2h}.
   */
  static Limits limits(String value) {
    Matcher m = BUDGET.matcher(value);
    if (!m.matches() || number(m, 1) == 0) {
      throw new TypeConversionException(
          "expected a number of trials such as 12, or a time such as 90s, 30m or 2h, got '"
              + value
              + "'");
    }
    return switch (m.group(2)) {
      case "s" -> Limits.ofSeconds(number(m, 1), 0);
      case "m" -> Limits.ofSeconds(60.0 * number(m, 1), 0);
      case "h" -> Limits.ofSeconds(3600.0 * number(m, 1), 0);
      default -> Limits.ofTrials(number(m, 1), 0);
    };
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }
}

package org.lrs.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lrs.experiment.SearchLimits;
import org.lrs.model.InputShape;
import org.lrs.text.Foreign;
import org.lrs.text.Fraction;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Values of options that are more than a number or a word. */
final class Converters {
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,20}");
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,5})x(\\d{1,5})x(\\d{1,5})");
  private static final Pattern BUDGET = Pattern.compile("(\\d{1,6})([smh]?)");

  private Converters() {}

  /** Numbers as an experiment file has them, in place of what Java takes for one. */
  static void numbers(CommandLine commands) {
    // Once each: Java 17 ends when it archives two equal method references of one class.
    ITypeConverter<Integer> integer = value -> (int) whole(value, Integer.MIN_VALUE);
    ITypeConverter<Long> wide = value -> whole(value, Long.MIN_VALUE);
    ITypeConverter<Double> number = Converters::number;
    commands
        .registerConverter(int.class, integer)
        .registerConverter(Integer.class, integer)
        .registerConverter(long.class, wide)
        .registerConverter(Long.class, wide)
        .registerConverter(double.class, number)
        .registerConverter(Double.class, number);
  }

  private static long whole(String value, long least) {
    try {
      if (WHOLE.matcher(value).matches()) {
        long number = Long.parseLong(value);
        if (number >= least && number <= -(least + 1)) {
          return number;
        }
      }
    } catch (NumberFormatException e) {
      // Too long even for a long: refused below.
    }
    throw new TypeConversionException(
        "expected a whole number up to " + -(least + 1) + ", got " + quoted(value));
  }

  private static double number(String value) {
    return number(value, "a number such as 0.01 or 8/255");
  }

  private static double number(String value, String expected) {
    try {
      return Fraction.parse("", value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("expected " + expected + ", got " + quoted(value));
    }
  }

  /** Minutes without a unit. */
  static final class Minutes implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      return number(value, "minutes such as 3 or 0.5");
    }
  }

  /** The place of a file or folder, which need not exist. */
  static Path path(String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      String reason = e.getReason();
      throw new TypeConversionException(
          "%s cannot be a path (%s)".formatted(quoted(value), reason.toLowerCase(Locale.ROOT)));
    }
  }

  private static String quoted(String value) {
    return "'" + Foreign.text(value) + "'";
  }

  /** The size of an image, such as {@code 3x32x32}. */
  static InputShape shape(String value) {
    Matcher m = SHAPE.matcher(value);
    if (!m.matches()) {
      throw new TypeConversionException(
          "expected channels, height and width such as 3x32x32, got " + quoted(value));
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
  static SearchLimits limits(String value) {
    Matcher m = BUDGET.matcher(value);
    if (!m.matches() || number(m, 1) == 0) {
      throw new TypeConversionException(
          "expected a number of trials such as 12, or a time such as 90s, 30m or 2h, got "
              + quoted(value));
    }
    return switch (m.group(2)) {
      case "s" -> SearchLimits.ofSeconds(number(m, 1), 0);
      case "m" -> SearchLimits.ofSeconds(60.0 * number(m, 1), 0);
      case "h" -> SearchLimits.ofSeconds(3600.0 * number(m, 1), 0);
      default -> SearchLimits.ofTrials(number(m, 1), 0);
    };
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }
}

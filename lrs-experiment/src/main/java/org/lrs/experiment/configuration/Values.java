package org.lrs.experiment.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lrs.text.Fraction;
import org.lrs.text.NearestName;

/** Decodes single values; every failure names the place, what was expected and what came. */
final class Values {

  private Values() {}

  /** A number, written as {@code 0.01}, {@code 1e-3} or as a fraction: {@code 4/255}. */
  static double number(SpecNode node, String name) {
    try {
      return Fraction.parse(name, node.text());
    } catch (IllegalArgumentException e) {
      throw node.error(
          name + " must be a number such as 0.01 or 4/255, got '" + node.text().strip() + "'");
    }
  }

  /** A whole number between two bounds, both allowed. */
  static long integer(SpecNode node, String name, long least, long most) {
    String text = node.text().strip();
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through: the message is the same for a word and for a number out of range.
    }
    String range = most >= Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
    throw node.error(
        name
            + " must be a whole number"
            + (least == Long.MIN_VALUE ? "" : ", " + range)
            + ", got '"
            + text
            + "'");
  }

  static boolean truth(SpecNode node, String name) {
    return switch (node.text().strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw node.error(name + " must be true or false, got '" + node.text() + "'");
    };
  }

  /** One of the constants of an enum, written {@code lrs-f} or {@code LRS_F}. */
  static <E extends Enum<E>> E constant(SpecNode node, String name, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(word(node.text()))) {
        return constant;
      }
    }
    List<String> valid = Arrays.stream(type.getEnumConstants()).map(Values::word).toList();
    throw node.error(NearestName.sentence(name, node.text(), valid));
  }

  static String oneOf(SpecNode node, String name, List<String> valid) {
    if (!valid.contains(node.text())) {
      throw node.error(NearestName.sentence(name, node.text(), valid));
    }
    return node.text();
  }

  static double[] numbers(SpecNode node, String name) {
    return node.items().stream().mapToDouble(item -> number(item, name)).toArray();
  }

  private static String word(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

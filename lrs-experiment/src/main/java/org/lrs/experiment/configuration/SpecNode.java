package org.lrs.experiment.configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.lrs.text.Foreign;
import org.lrs.text.Fraction;
import org.lrs.text.NearestName;

/**
 * One value of a spec with the place it was written at: a text, a list or a mapping.
 *
 * <p>Numbers stay texts until a caller needs a number, so that {@code 4/255} and {@code 0.1} are
 * read by the same decoder and every message can quote what the user wrote.
 *
 * @param place file and line ({@code experiment.yaml:14}), or the override this value came from
 * @param text as written
 * @param items of a list; changes go through to the tree
 * @param fields of a mapping, in the order of the file; changes go through to the tree
 */
record SpecNode(
    Kind kind, String place, String text, List<SpecNode> items, Map<String, SpecNode> fields) {

  /** The three forms of a value. */
  enum Kind {
    TEXT("a single value"),
    LIST("a list"),
    MAPPING("a mapping of names to values");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /** Characters of one value: a path may have 4,096. */
  private static final int LONGEST = 10_000;

  /** Digits of this alphabet alone, unlike what Java takes for a number. */
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,20}");

  SpecNode {
    if (text.length() > LONGEST) {
      throw new SpecException(
          place,
          String.format(
              Locale.ROOT,
              "a value has at most %,d characters, got %s",
              LONGEST,
              Foreign.text(text)));
    }
  }

  private SpecNode(Kind kind, String place, String text) {
    this(kind, place, text, new ArrayList<>(), new LinkedHashMap<>());
  }

  static SpecNode text(String place, String text) {
    return new SpecNode(Kind.TEXT, place, text);
  }

  static SpecNode list(String place) {
    return new SpecNode(Kind.LIST, place, "");
  }

  static SpecNode mapping(String place) {
    return new SpecNode(Kind.MAPPING, place, "");
  }

  @Override
  public String text() {
    require(Kind.TEXT);
    return text;
  }

  @Override
  public List<SpecNode> items() {
    require(Kind.LIST);
    return items;
  }

  @Override
  public Map<String, SpecNode> fields() {
    require(Kind.MAPPING);
    return fields;
  }

  /** A copy of this mapping, whose fields may be changed. */
  SpecNode copy() {
    SpecNode copy = mapping(place);
    copy.fields.putAll(fields());
    return copy;
  }

  /**
   * A copy of this mapping with another value at a path, {@code a.b.c}; mappings that are missing
   * along the path are added. Those along the path have the value's place, so that a message about
   * one of them leads there.
   */
  SpecNode with(String path, SpecNode value) {
    SpecNode copy = mapping(value.place);
    copy.fields.putAll(fields());
    if (path.chars().filter(c -> c == '.').count() >= YamlLimits.MOST_DEPTH) {
      throw value.error("a path has at most " + YamlLimits.MOST_DEPTH + " names");
    }
    int dot = path.indexOf('.');
    if (dot < 0) {
      copy.fields.put(path, value);
    } else {
      String head = path.substring(0, dot);
      SpecNode inner = copy.fields.getOrDefault(head, mapping(value.place));
      copy.fields.put(head, inner.with(path.substring(dot + 1), value));
    }
    return copy;
  }

  /** This text in a message, in quotation marks. */
  String quoted() {
    return "'" + Foreign.text(text()) + "'";
  }

  SpecException error(String sentence) {
    return new SpecException(place, sentence);
  }

  /** Runs what checks this value; a refusal comes back with the place. */
  <T> T refusing(Supplier<T> check) {
    try {
      return check.get();
    } catch (SpecException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw error(e.getMessage());
    }
  }

  /** A number, written as {@code 0.01}, {@code 1e-3} or as a fraction: {@code 4/255}. */
  double number(String name) {
    try {
      return Fraction.parse(name, text());
    } catch (IllegalArgumentException e) {
      throw error(name + " must be a number such as 0.01 or 4/255, got " + quoted());
    }
  }

  /** A whole number between two bounds, both allowed. */
  long integer(String name, long least, long most) {
    String written = text().strip();
    try {
      if (WHOLE.matcher(written).matches()) {
        long value = Long.parseLong(written);
        if (value >= least && value <= most) {
          return value;
        }
      }
    } catch (NumberFormatException e) {
      // Falls through: the message is the same for a word and for a number out of range.
    }
    boolean large = written.length() > 9 && !written.startsWith("-");
    String range = most >= Integer.MAX_VALUE && !large ? least + " or more" : least + " to " + most;
    String bounds = least <= Integer.MIN_VALUE ? "" : ", " + range;
    throw error(name + " must be a whole number" + bounds + ", got " + quoted());
  }

  boolean truth(String name) {
    return switch (text().strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw error(name + " must be true or false, got " + quoted());
    };
  }

  /** One of the constants of an enum, written {@code lrs-f} or {@code LRS_F}. */
  <E extends Enum<E>> E constant(String name, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(word(text()))) {
        return constant;
      }
    }
    List<String> valid = Arrays.stream(type.getEnumConstants()).map(SpecNode::word).toList();
    throw error(NearestName.sentence(name, text(), valid));
  }

  String oneOf(String name, List<String> valid) {
    if (!valid.contains(text())) {
      throw error(NearestName.sentence(name, text(), valid));
    }
    return text();
  }

  double[] numbers(String name) {
    return items().stream().mapToDouble(item -> item.number(name)).toArray();
  }

  private static String word(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void require(Kind expected) {
    if (kind != expected) {
      throw error("expected " + expected.words + ", got " + describe());
    }
  }

  private String describe() {
    return switch (kind) {
      case TEXT -> text.isEmpty() ? "nothing" : quoted();
      case LIST -> "a list of " + items.size();
      case MAPPING -> "a mapping with the keys " + Foreign.text(String.join(", ", fields.keySet()));
    };
  }
}

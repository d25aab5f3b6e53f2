package org.lrs.format;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lrs.text.Foreign;
import org.lrs.text.NearestName;
import tools.jackson.core.JsonParser;

/** Where in a JSON file a value is, and the sentences about what is wrong there. */
final class JsonPlace {
  private final Path file;

  /** Names and indices that lead to the value. */
  private final Deque<Object> steps = new ArrayDeque<>();

  JsonPlace(Path file) {
    this.file = file;
  }

  /** Goes to a field by its name, or to an item by its index. */
  void enter(Object step) {
    steps.addLast(step);
  }

  /** Goes back. */
  void leave() {
    steps.removeLast();
  }

  FormatException wrong(Class<?> raw, JsonParser in) {
    String got =
        switch (in.currentToken()) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "a list";
          case VALUE_STRING -> "'" + Foreign.text(in.getString()) + "'";
          default -> Foreign.text(in.getString());
        };
    return refusal("must be " + words(raw) + ", got " + got);
  }

  static String words(Class<?> raw) {
    if (raw.isEnum()) {
      return "one of " + Arrays.toString(raw.getEnumConstants());
    }
    if (raw.isArray() || raw == List.class) {
      return "a list";
    }
    if (raw == String.class) {
      return "a text";
    }
    return switch (raw.getSimpleName().toLowerCase(Locale.ROOT)) {
      case "int", "integer", "long" ->
          "a whole number of at most "
              + (raw == long.class || raw == Long.class ? 64 : 32)
              + " bits";
      case "double", "float" -> "a number";
      case "boolean" -> "true or false";
      default -> "an object";
    };
  }

  FormatException missing(String name, Set<String> unknown) {
    String near =
        NearestName.of(name, unknown).map(n -> "; nearest: '" + Foreign.text(n) + "'").orElse("");
    enter(name);
    return refusal("is missing" + near);
  }

  /** The sentence about the field at the current place. */
  FormatException refusal(String problem) {
    StringBuilder field = new StringBuilder();
    for (Object step : steps) {
      field.append(
          step instanceof Integer ? "[" + step + "]" : (field.isEmpty() ? "" : ".") + step);
    }
    return new FormatException(
        file, field.isEmpty() ? problem : "'" + Foreign.text(field.toString()) + "' " + problem);
  }
}

package org.lrs.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Architectures of one paper, which differ in sizes that their names state. */
interface Family {
  /** Names to list; other sizes of the same pattern may be valid too. */
  List<String> names();

  /**
   * The architecture of that name, or nothing if the name is not of this family.
   *
   * @throws IllegalArgumentException if the name has this family's pattern and an impossible size
   */
  Optional<Architecture> find(String name);

  /** A family whose sizes are listed one by one. */
  interface Listed extends Family {
    /** All of them. */
    List<Architecture> all();

    @Override
    default List<String> names() {
      return all().stream().map(Architecture::name).toList();
    }

    @Override
    default Optional<Architecture> find(String name) {
      return all().stream().filter(one -> one.name().equals(name)).findFirst();
    }
  }

  /** The sizes in a name that has a family's pattern. */
  static Optional<MatchResult> match(Pattern pattern, String name) {
    Matcher matcher = pattern.matcher(name);
    return matcher.matches() ? Optional.of(matcher) : Optional.empty();
  }

  /** A size as names write it: no sign, no leading zero, at most four digits. */
  String NUMBER = "([1-9][0-9]{0,3})";

  /**
   * The number of repeated units in a depth of {@code perUnit}·n + {@code fixed} layers.
   *
   * @param name whose first number is the depth
   */
  static int units(String name, String depth, int perUnit, int fixed) {
    int layers = Integer.parseInt(depth);
    if (layers > fixed && (layers - fixed) % perUnit == 0) {
      return (layers - fixed) / perUnit;
    }
    long nearest = Math.max(1, Math.round((layers - fixed) / (double) perUnit));
    String other = name.replaceFirst(depth, Long.toString(nearest * perUnit + fixed));
    throw new IllegalArgumentException(
        "architecture '%s' needs a depth of %sn+%s, got %s; nearest: '%s'"
            .formatted(name, perUnit, fixed, layers, other));
  }
}

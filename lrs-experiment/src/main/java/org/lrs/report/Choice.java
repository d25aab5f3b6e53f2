package org.lrs.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.result.Denominator;

/**
 * A switch of a page: radio buttons drawn as one segmented control.
 *
 * @param group name of the group
 * @param legend what is chosen
 * @param options what can be chosen: labels for people by the values that scripts know
 * @param chosen value chosen at first
 */
record Choice(String group, String legend, Map<String, String> options, String chosen) {

  /** Returns a choice among names; the first is chosen if the wish is not among them. */
  static Choice among(String group, String legend, List<String> names, String wish) {
    Map<String, String> options = new LinkedHashMap<>();
    names.forEach(name -> options.put(name, name));
    String chosen = names.contains(wish) || names.isEmpty() ? wish : names.get(0);
    return new Choice(group, legend, options, chosen);
  }

  /**
   * Returns the choices between attacks and between denominators.
   *
   * @param attacks their names, in the order of the numbers in {@code data-attack}
   */
  static List<Choice> results(List<String> attacks) {
    Map<String, String> numbered = new LinkedHashMap<>();
    attacks.forEach(attack -> numbered.put(String.valueOf(numbered.size()), attack));
    Map<String, String> counted = new LinkedHashMap<>();
    for (Denominator denominator : Denominator.values()) {
      counted.put(denominator.key(), denominator.label());
    }
    return List.of(
        new Choice("attack", "Attack", numbered, "0"),
        new Choice("denominator", "Images counted", counted, Denominator.CLEAN_CORRECT.key()));
  }
}

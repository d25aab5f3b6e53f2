package org.lrs.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lrs.result.Denominator;

/**
 * A switch of a page: radio buttons drawn as one segmented control.
 *
 * @param group name of the group
 * @param legend what is chosen
 * @param options what can be chosen
 * @param chosen value chosen at first
 */
record Choice(String group, String legend, List<Option> options, String chosen) {

  /**
   * One of the things to choose from.
   *
   * @param value what scripts know it by
   * @param label what people know it by
   */
  record Option(String value, String label) {}

  /** Returns a choice among names; the first is chosen if the wish is not among them. */
  static Choice among(String group, String legend, List<String> names, String wish) {
    String chosen = names.contains(wish) || names.isEmpty() ? wish : names.get(0);
    return new Choice(
        group, legend, names.stream().map(name -> new Option(name, name)).toList(), chosen);
  }

  /**
   * Returns the choices between attacks and between denominators.
   *
   * @param attacks their names, in the order of the numbers in {@code data-attack}
   */
  static List<Choice> results(List<String> attacks) {
    List<Option> numbered =
        IntStream.range(0, attacks.size())
            .mapToObj(i -> new Option(String.valueOf(i), attacks.get(i)))
            .toList();
    List<Option> counted =
        Arrays.stream(Denominator.values()).map(d -> new Option(d.key(), d.label())).toList();
    return List.of(
        new Choice("attack", "Attack", numbered, "0"),
        new Choice("denominator", "Images counted", counted, counted.get(0).value()));
  }
}

package org.lrs.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lrs.result.Denominator;

/** Switches of the page; hidden where there is no JavaScript, for then everything is shown. */
final class Controls {
  private Controls() {}

  /**
   * Returns a group of radio buttons drawn as one segmented control.
   *
   * @param group name of the group
   * @param legend what is chosen
   * @param values value of each choice
   * @param labels text of each choice
   * @param first the value chosen at first; the first one if it is not among them
   */
  static Markup segmented(
      String group, String legend, List<String> values, List<String> labels, String first) {
    int chosen = Math.max(0, values.indexOf(first));
    Markup html = new Markup();
    html.open("fieldset", "class", "segmented", "data-group", group).element("legend", legend);
    for (int i = 0; i < values.size(); i++) {
      html.open("label");
      html.empty(
          "input",
          "type",
          "radio",
          "name",
          group,
          "value",
          values.get(i),
          "autocomplete",
          "off",
          "checked",
          i == chosen ? "" : null);
      html.element("span", labels.get(i)).close();
    }
    return html.close();
  }

  /**
   * Returns the switches between attacks and between denominators.
   *
   * @param attacks their names, in the order of the numbers in {@code data-attack}
   */
  static Markup results(List<String> attacks) {
    List<String> numbers = IntStream.range(0, attacks.size()).mapToObj(String::valueOf).toList();
    List<String> keys = Arrays.stream(Denominator.values()).map(Denominator::key).toList();
    List<String> labels = List.of("Right when clean", "All");
    return new Markup()
        .add(segmented("attack", "Attack", numbers, attacks, "0"))
        .add(segmented("denominator", "Images counted", keys, labels, keys.get(0)));
  }
}

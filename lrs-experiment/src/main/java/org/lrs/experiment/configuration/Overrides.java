package org.lrs.experiment.configuration;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.lrs.text.Foreign;
import org.lrs.text.NearestName;

/** Applies {@code --set a.b.c=value} to a tree. */
final class Overrides {

  private Overrides() {}

  /**
   * Sets one value. Every mapping along the path must exist; the last name may be new (the decoder
   * refuses it if it means nothing). A number picks an item of a list.
   *
   * @param assignment {@code a.b.c=value}, the value in YAML
   * @throws SpecException if the path leads nowhere, naming the nearest existing name
   */
  static void apply(SpecNode root, String assignment) {
    Map.Entry<String, SpecNode> parsed = parse(assignment);
    set(root, parsed.getKey(), parsed.getValue());
  }

  /**
   * The path of an assignment and its value.
   *
   * @param assignment as {@link #apply}
   */
  static Map.Entry<String, SpecNode> parse(String assignment) {
    String place = "--set " + Foreign.text(assignment);
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new SpecException(place, "expected a.b.c=value, for example data.evaluate.count=100");
    }
    SpecNode value = YamlTree.ofOverride(place, assignment.substring(equals + 1));
    return Map.entry(assignment.substring(0, equals).strip(), value);
  }

  private static void set(SpecNode node, String path, SpecNode value) {
    switch (node.kind()) {
      case TEXT ->
          throw value.error(
              "%s at %s has no part '%s'"
                  .formatted(node.quoted(), node.place(), Foreign.text(path)));
      case LIST -> setItem(node.items(), path, value);
      case MAPPING -> setField(node.fields(), path, value);
    }
  }

  private static void setField(Map<String, SpecNode> fields, String path, SpecNode value) {
    // Names may contain dots, so the longest existing name that begins the path is meant.
    String known =
        fields.keySet().stream()
            .filter(name -> path.equals(name) || path.startsWith(name + "."))
            .max(Comparator.comparingInt(String::length))
            .orElse(null);
    if (known != null && known.length() < path.length()) {
      set(fields.get(known), path.substring(known.length() + 1), value);
    } else if (known != null || path.indexOf('.') < 0) {
      fields.put(path, value);
    } else {
      String name = path.substring(0, path.indexOf('.'));
      throw value.error(NearestName.sentence("name", name, fields.keySet()));
    }
  }

  private static void setItem(List<SpecNode> items, String path, SpecNode value) {
    String[] parts = path.split("\\.", 2);
    if (!parts[0].matches("\\d{1,6}") || Integer.parseInt(parts[0]) >= items.size()) {
      throw value.error(
          "expected an item number from 0 to "
              + (items.size() - 1)
              + ", got '"
              + Foreign.text(parts[0])
              + "'");
    }
    int i = Integer.parseInt(parts[0]);
    if (parts.length == 1) {
      items.set(i, value);
    } else {
      set(items.get(i), parts[1], value);
    }
  }
}

package org.lrs.experiment.configuration;

import java.util.List;
import java.util.Map;
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
    Assignment parsed = parse(assignment);
    set(root, parsed.path, parsed.value, parsed.value.place());
  }

  /**
   * A copy with one more value, whose decoder knows every valid path: mappings that are missing
   * along the path are made.
   *
   * @param assignment as {@link #apply}
   */
  static SpecNode added(SpecNode root, String assignment) {
    Assignment parsed = parse(assignment);
    return root.with(parsed.path, parsed.value);
  }

  private record Assignment(String path, SpecNode value) {}

  private static Assignment parse(String assignment) {
    String place = "--set " + assignment;
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new SpecException(place, "expected a.b.c=value, for example data.evaluate.count=100");
    }
    String path = assignment.substring(0, equals).strip();
    return new Assignment(path, YamlTree.ofOverride(place, assignment.substring(equals + 1)));
  }

  private static void set(SpecNode node, String path, SpecNode value, String place) {
    switch (node.kind()) {
      case TEXT ->
          throw new SpecException(
              place, "'" + node.text() + "' at " + node.place() + " has no part '" + path + "'");
      case LIST -> setItem(node.items(), path, value, place);
      case MAPPING -> setField(node.fields(), path, value, place);
    }
  }

  private static void setField(
      Map<String, SpecNode> fields, String path, SpecNode value, String place) {
    String known = longestPrefix(fields, path);
    if (known != null && known.length() < path.length()) {
      set(fields.get(known), path.substring(known.length() + 1), value, place);
    } else if (known != null || path.indexOf('.') < 0) {
      fields.put(path, value);
    } else {
      String name = path.substring(0, path.indexOf('.'));
      throw new SpecException(place, NearestName.sentence("name", name, fields.keySet()));
    }
  }

  /** Names may contain dots, so the longest existing name that begins the path is meant. */
  private static String longestPrefix(Map<String, SpecNode> fields, String path) {
    String best = null;
    for (String name : fields.keySet()) {
      boolean begins = path.equals(name) || path.startsWith(name + ".");
      if (begins && (best == null || name.length() > best.length())) {
        best = name;
      }
    }
    return best;
  }

  private static void setItem(List<SpecNode> items, String path, SpecNode value, String place) {
    int dot = path.indexOf('.');
    String index = dot < 0 ? path : path.substring(0, dot);
    if (!index.matches("\\d{1,6}") || Integer.parseInt(index) >= items.size()) {
      throw new SpecException(
          place,
          "expected an item number from 0 to " + (items.size() - 1) + ", got '" + index + "'");
    }
    int i = Integer.parseInt(index);
    if (dot < 0) {
      items.set(i, value);
    } else {
      set(items.get(i), path.substring(dot + 1), value, place);
    }
  }
}

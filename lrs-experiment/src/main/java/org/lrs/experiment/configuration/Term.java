package org.lrs.experiment.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lrs.Records;
import org.lrs.text.Foreign;

/**
 * One recipe of a composition such as {@code vmi-fgsm + dim + sgm(0.2)}: its name and what stands
 * in its brackets. The caller, which has the catalogue, finds the recipe and reads its settings.
 *
 * @param node the whole composition, for messages
 * @param name as written
 * @param brackets the text inside the brackets, if there are any
 */
record Term(SpecNode node, String name, Optional<String> brackets) {

  private static final Pattern TERM = Pattern.compile("([^()]*?)\\s*(?:\\((.*)\\))?");
  private static final Pattern NAMED = Pattern.compile("([A-Za-z]\\w*)\\s*[=:]\\s*(.*)");

  /**
   * The terms of a composition, in their order.
   *
   * @param example how one is written, for the message: {@code an attack is written like 'dim'}
   * @throws SpecException for a part that is no name with or without brackets
   */
  static List<Term> all(SpecNode node, String example) {
    return split(node.text(), '+').stream().map(part -> read(node, part, example)).toList();
  }

  /** The only term of a text that is no composition. */
  static Term only(SpecNode node, String example) {
    return read(node, node.text(), example);
  }

  private static Term read(SpecNode node, String part, String example) {
    Matcher term = TERM.matcher(part.strip());
    if (!term.matches() || term.group(1).isEmpty()) {
      throw node.error(example + ", got " + node.quoted());
    }
    return new Term(node, term.group(1), Optional.ofNullable(term.group(2)));
  }

  /**
   * The settings in the brackets, a mapping: each written {@code name=value}, {@code name: value},
   * or as a value alone in the place that the setting has among the keys. Lists and mappings are
   * written as in YAML, {@code [a, b]} and {@code {a: 1}}.
   *
   * @param known the recipe's published name, for messages
   * @param keys names of its settings in their order
   * @throws SpecException for too many settings or an unknown one
   */
  SpecNode settings(String known, List<String> keys) {
    SpecNode settings = SpecNode.mapping(node.place());
    if (brackets.isEmpty() || brackets.get().isBlank()) {
      return settings;
    }
    List<String> values = split(brackets.get(), ',');
    for (int i = 0; i < values.size(); i++) {
      String written = values.get(i).strip();
      Matcher named = NAMED.matcher(written);
      if (named.matches()) {
        settings.fields().put(named.group(1), value(named.group(2)));
      } else if (i < keys.size()) {
        settings.fields().put(keys.get(i), value(written));
      } else {
        String has = keys.isEmpty() ? "no settings" : "the settings " + String.join(", ", keys);
        throw node.error(
            "'" + known + "' has " + has + ", got '" + Foreign.text(brackets.get()) + "'");
      }
    }
    Fields.of(settings, known, keys);
    return settings;
  }

  /**
   * A recipe with the settings in the brackets in place of its own.
   *
   * @param known as {@link #settings}
   */
  <R> R laidOver(String known, R recipe) {
    return RecordBinder.bind(settings(known, Records.names(recipe.getClass())), recipe);
  }

  private SpecNode value(String text) {
    return text.startsWith("[") || text.startsWith("{")
        ? YamlTree.ofOverride(node.place(), text)
        : SpecNode.text(node.place(), text);
  }

  /** The pieces between separators that stand outside of all brackets. */
  private static List<String> split(String text, char separator) {
    List<String> pieces = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == separator && depth == 0) {
        pieces.add(text.substring(from, i));
        from = i + 1;
      } else if ("([{".indexOf(c) >= 0) {
        depth++;
      } else if (")]}".indexOf(c) >= 0) {
        depth--;
      }
    }
    pieces.add(text.substring(from));
    return pieces;
  }
}

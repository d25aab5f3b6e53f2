package org.lrs.experiment.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRecipes;

/**
 * Reads a composition of published attacks: {@code vmi-fgsm + dim + sgm(0.2)}, with settings by
 * name or in their order in brackets, or a compound of short names: {@code mi-di-ti}.
 */
final class AttackExpression {

  private static final Pattern TERM = Pattern.compile("([^()]*?)\\s*(?:\\((.*)\\))?");

  /** A recipe and the settings written in its brackets. */
  record Term(AttackRecipe<?> recipe, SpecNode settings) {}

  private AttackExpression() {}

  static List<Term> read(SpecNode node) {
    List<Term> terms = new ArrayList<>();
    for (String part : node.text().split("\\+(?![^(]*\\))", -1)) {
      Matcher term = match(node, part, "'mi-fgsm' or 'vmi-fgsm + dim + sgm(0.2)'");
      String name = term.group(1);
      Optional<List<AttackRecipe<?>>> compound = compound(name);
      if (compound.isPresent() && term.group(2) == null) {
        compound.get().forEach(r -> terms.add(new Term(r, SpecNode.mapping(node.place()))));
      } else {
        AttackRecipe<?> recipe = node.refusing(() -> AttackRecipes.get(name));
        terms.add(new Term(recipe, settings(node, recipe, term.group(2))));
      }
    }
    return terms;
  }

  /** Reads a single objective, with settings in brackets if it has any: {@code ila(mi-fgsm)}. */
  static Term readObjective(SpecNode node) {
    Matcher term = match(node, node.text(), "'logit-margin' or 'fia(30)'");
    AttackRecipe<?> recipe =
        node.refusing(() -> AttackRecipes.get(term.group(1), AttackFamily.OBJECTIVE));
    return new Term(recipe, settings(node, recipe, term.group(2)));
  }

  private static Matcher match(SpecNode node, String part, String examples) {
    Matcher term = TERM.matcher(part.strip());
    if (!term.matches() || term.group(1).isEmpty()) {
      throw node.error("an attack is written like " + examples + ", got '" + node.text() + "'");
    }
    return term;
  }

  /** The recipes of {@code mi-di-ti}, if every piece is a short name and the whole is no name. */
  private static Optional<List<AttackRecipe<?>>> compound(String name) {
    String[] pieces = name.split("-");
    List<AttackRecipe<?>> all = AttackRecipes.all();
    if (pieces.length < 2 || all.stream().anyMatch(r -> AttackRecipes.answersTo(r, name))) {
      return Optional.empty();
    }
    List<AttackRecipe<?>> found = new ArrayList<>();
    for (String piece : pieces) {
      all.stream().filter(r -> r.shortName().equals(piece)).forEach(found::add);
    }
    return found.size() == pieces.length ? Optional.of(found) : Optional.empty();
  }

  private static SpecNode settings(SpecNode node, AttackRecipe<?> recipe, String text) {
    SpecNode settings = SpecNode.mapping(node.place());
    if (text == null || text.isBlank()) {
      return settings;
    }
    List<String> keys = RecordBinder.keys(recipe.defaults().getClass());
    String[] values = text.split(",", -1);
    for (int i = 0; i < values.length; i++) {
      String[] pair = values[i].split("=", 2);
      if (pair.length == 1 && i >= keys.size()) {
        throw node.error(
            "'"
                + recipe.name()
                + "' has "
                + (keys.isEmpty() ? "no settings" : "the settings " + String.join(", ", keys))
                + ", got '"
                + text
                + "'");
      }
      String key = pair.length == 1 ? keys.get(i) : pair[0].strip();
      settings.fields().put(key, SpecNode.text(node.place(), pair[pair.length - 1].strip()));
    }
    Fields.of(settings, recipe.name(), keys);
    return settings;
  }
}

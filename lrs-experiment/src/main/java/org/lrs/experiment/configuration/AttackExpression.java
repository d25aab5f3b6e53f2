package org.lrs.experiment.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lrs.Records;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRecipes;

/**
 * Reads a composition of published attacks: {@code vmi-fgsm + dim + sgm(0.2)}, with settings by
 * name or in their order in brackets, or a compound of short names: {@code mi-di-ti}.
 */
final class AttackExpression {

  private static final String COMPOSITION =
      "an attack is written like 'mi-fgsm' or 'vmi-fgsm + dim + sgm(0.2)'";
  private static final String OBJECTIVE = "an attack is written like 'logit-margin' or 'fia(30)'";

  /** A recipe and the settings written in its brackets. */
  record Part(AttackRecipe recipe, SpecNode settings) {}

  private AttackExpression() {}

  static List<Part> read(SpecNode node) {
    List<Part> parts = new ArrayList<>();
    for (Term term : Term.all(node, COMPOSITION)) {
      Optional<List<AttackRecipe>> compound = compound(term.name());
      if (compound.isPresent() && term.brackets().isEmpty()) {
        compound.get().forEach(r -> parts.add(new Part(r, SpecNode.mapping(node.place()))));
      } else {
        parts.add(part(node.refusing(() -> AttackRecipes.get(term.name())), term));
      }
    }
    return parts;
  }

  /** Reads a single objective, with settings in brackets if it has any: {@code ila(mi-fgsm)}. */
  static Part readObjective(SpecNode node) {
    Term term = Term.only(node, OBJECTIVE);
    return part(node.refusing(() -> AttackRecipes.get(term.name(), AttackFamily.OBJECTIVE)), term);
  }

  private static Part part(AttackRecipe recipe, Term term) {
    List<String> keys = Records.names(recipe.getClass());
    return new Part(recipe, term.settings(recipe.name(), keys));
  }

  /** The recipes of {@code mi-di-ti}, if every piece is a short name and the whole is no name. */
  private static Optional<List<AttackRecipe>> compound(String name) {
    String[] pieces = name.split("-");
    List<AttackRecipe> all = AttackRecipes.all();
    if (pieces.length < 2 || all.stream().anyMatch(r -> AttackRecipes.answersTo(r, name))) {
      return Optional.empty();
    }
    List<AttackRecipe> found = new ArrayList<>();
    for (String piece : pieces) {
      all.stream().filter(r -> r.shortName().equals(piece)).forEach(found::add);
    }
    return found.size() == pieces.length ? Optional.of(found) : Optional.empty();
  }
}

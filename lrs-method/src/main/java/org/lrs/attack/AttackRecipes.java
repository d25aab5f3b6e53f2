package org.lrs.attack;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.lrs.text.NearestName;

/** The catalogue of attacks, found by {@link ServiceLoader}. */
public final class AttackRecipes {
  private AttackRecipes() {}

  /** Whether a name is the recipe's published or short one. */
  public static boolean answersTo(AttackRecipe recipe, String name) {
    return recipe.name().equals(name) || recipe.shortName().equals(name);
  }

  /** All recipes, by name. */
  public static List<AttackRecipe> all() {
    return ServiceLoader.load(AttackRecipe.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(AttackRecipe::name))
        .toList();
  }

  /**
   * The recipe of that name or short name.
   *
   * @throws IllegalArgumentException naming the nearest one, if there is none
   */
  public static AttackRecipe get(String name) {
    return get(name, "attack", all());
  }

  /**
   * The recipe of that name or short name among those of a family.
   *
   * @throws IllegalArgumentException naming the nearest one of the family, if there is none
   */
  public static AttackRecipe get(String name, AttackFamily family) {
    return get(
        name,
        family.toString(),
        all().stream().filter(recipe -> recipe.family() == family).toList());
  }

  private static AttackRecipe get(String name, String what, List<AttackRecipe> all) {
    List<String> names = all.stream().map(AttackRecipe::name).toList();
    return all.stream()
        .filter(recipe -> answersTo(recipe, name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(NearestName.sentence(what, name, names)));
  }
}

package org.lrs.attack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.lrs.Records;
import org.lrs.data.Images;

/** Which settings {@link AttackRecipe#small} changes, and for which images. */
public final class SmallImages {
  /** Longest side of small images in pixels: between 32, where settings were chosen, and 224. */
  static final int LONGEST_SIDE = 64;

  private SmallImages() {}

  /** The settings by name that a recipe takes for small images, where its own are others. */
  public static Map<String, Object> changes(AttackRecipe recipe) {
    Map<String, Object> changes = new LinkedHashMap<>(Records.values(recipe.small()));
    changes.entrySet().removeAll(Records.values(recipe).entrySet());
    return changes;
  }

  /**
   * A sentence on recipes whose settings are not made for the size of the images, with those that
   * are; empty if there are no such recipes, or the images are not small.
   */
  public static Optional<String> misfit(List<AttackRecipe> recipes, Images images) {
    int side = Math.max(images.height(), images.width());
    List<AttackRecipe> large = recipes.stream().filter(r -> !changes(r).isEmpty()).toList();
    return large.isEmpty() || side > LONGEST_SIDE
        ? Optional.empty()
        : Optional.of(
            ("%s is published for images of 224 pixels and more, these have %s; preset 'small'"
                    + " takes %s, preset 'published' keeps it")
                .formatted(
                    written(large, UnaryOperator.identity()),
                    side,
                    written(large, AttackRecipe::small)));
  }

  /** Recipes with the settings that small images change, as specs write them. */
  private static String written(List<AttackRecipe> recipes, UnaryOperator<AttackRecipe> version) {
    return recipes.stream()
        .map(
            recipe -> {
              Map<String, Object> settings = Records.values(version.apply(recipe));
              return changes(recipe).keySet().stream()
                  .map(key -> key + "=" + settings.get(key))
                  .collect(Collectors.joining(", ", recipe.name() + "(", ")"));
            })
        .collect(Collectors.joining(" + "));
  }
}

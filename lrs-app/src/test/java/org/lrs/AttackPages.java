package org.lrs;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRecipes;
import org.lrs.attack.SmallImages;

/** Makes the pages of {@code docs/attacks} from the recipes and their sources. */
final class AttackPages {
  // Longer decimals than this are fractions of 255 that no decimal hits.
  private static final int LONGEST_DECIMAL = 6;

  private final Path root;

  /**
   * @param root folder of the source tree
   */
  AttackPages(Path root) {
    this.root = root;
  }

  /** All pages by file name: the index and one for each attack. */
  Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("README.md", index());
    AttackRecipes.all().forEach(recipe -> pages.put(recipe.name() + ".md", page(recipe)));
    return pages;
  }

  private String index() {
    StringBuilder page =
        new StringBuilder(
            """
            # Attacks

            Every published attack that a spec can name, alone or put together: `vmi-fgsm + dim + tim`, or
            `vmi-di-ti` in short names. Each page is made from the attack's class: `AttackPagesTest` fails
            when one is out of date and says how to renew it. [add-an-attack.md](../add-an-attack.md) shows how
            to write one.

            Formulas use these signs: x the clean image, δ the perturbation, ε the radius of the ball, P the
            projection into the ball and into [0, 1], ℓ the loss that is raised (for a targeted goal, the
            negative loss of the target class), g its gradient at x + δ, m the direction, μ its decay, α the
            step size, N1(g) the gradient divided by its mean absolute value, U the uniform distribution. What a
            formula does not name is that of I-FGSM: δ ← P(δ + α · sign m).

            Costs are gradient evaluations per image and step, each one forward and one reverse pass of a
            single surrogate.
            """);
    for (AttackFamily family : AttackFamily.values()) {
      List<AttackRecipe> members =
          AttackRecipes.all().stream().filter(r -> r.family() == family).toList();
      if (!members.isEmpty()) {
        page.append("\n## ").append(heading(family)).append("\n\n");
        page.append(
            "| attack | short | what it adds | cost | published |\n|---|---|---|---|---|\n");
        members.forEach(recipe -> page.append(row(recipe)));
      }
    }
    return page.toString();
  }

  private static String heading(AttackFamily family) {
    return switch (family) {
      case GRADIENT -> "How gradients are taken and accumulated";
      case TRANSFORM -> "What the image goes through first";
      case OBJECTIVE -> "What is raised";
      case BACKWARD -> "How gradients flow through the surrogate";
      case ENSEMBLE -> "How several surrogates are used";
    };
  }

  private static String row(AttackRecipe recipe) {
    return "| [`%s`](%s.md) | `%s` | %s | %s | %s |\n"
        .formatted(
            recipe.name(),
            recipe.name(),
            recipe.shortName(),
            recipe.published().summary().replace("|", "\\|"),
            AttackCost.perStep(recipe),
            PaperMap.linked(recipe.published().paper()));
  }

  private String page(AttackRecipe recipe) {
    SourceFile file = SourceFile.of(root, recipe.getClass().getName());
    return """
    # %s

    %s

    Published in %s, %s.
    Code: [`%s`](../../%s). Other attacks: [index](README.md), which explains the signs below.

    ## Formula

    ```text
    %s
    ```

    ## Settings

    %s
    ## Cost

    %s

    ## Differences from other tools

    %s

    ## Use

    In a spec:

    ```yaml
    attacks:
      mine: {recipe: %s, epsilon: 8/255}
    ```

    On the command line:

    ```sh
    lrs attack --model models/mine/model.safetensors --attack %s --epsilon 8/255 --out runs/%s
    ```
    %s\
    """
        .formatted(
            recipe.name(),
            file.firstSentence(recipe.getClass().getSimpleName()),
            PaperMap.linked(recipe.published().paper()),
            recipe.published().at(),
            recipe.getClass().getSimpleName(),
            file.link(),
            recipe.published().formula(),
            settings(recipe),
            AttackCost.sentence(recipe),
            recipe.published().differences(),
            recipe.name(),
            recipe.name(),
            recipe.name(),
            withSettings(recipe));
  }

  private String settings(AttackRecipe recipe) {
    Class<?> type = recipe.getClass();
    if (type.getRecordComponents().length == 0) {
      return "None.\n";
    }
    Map<String, String> meanings =
        SourceFile.of(root, type.getName()).parameters(type.getSimpleName());
    Map<String, Object> small = SmallImages.changes(recipe);
    boolean scales = !small.isEmpty();
    StringBuilder table =
        new StringBuilder(
            scales
                ? "| name | default | preset `small` | meaning |\n|---|---|---|---|\n"
                : "| name | default | meaning |\n|---|---|---|\n");
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      if (!meanings.containsKey(name)) {
        throw new IllegalStateException(type + " lacks '@param " + name + "'");
      }
      table
          .append("| `%s` | ".formatted(name))
          .append(text(value(component, recipe)).replace("|", "\\|"))
          .append(scales ? " | " + (small.containsKey(name) ? text(small.get(name)) : "") : "")
          .append(" | %s |\n".formatted(meanings.get(name)));
    }
    return table.toString();
  }

  /** How its settings are written, by name in brackets and as keys of their own. */
  private static String withSettings(AttackRecipe recipe) {
    Map<String, String> simple = new LinkedHashMap<>();
    for (RecordComponent component : recipe.getClass().getRecordComponents()) {
      Object value = value(component, recipe);
      if (value instanceof Number || value instanceof Boolean || value instanceof Enum) {
        simple.put(component.getName(), text(value));
      }
    }
    if (simple.isEmpty()) {
      return "";
    }
    String brackets =
        simple.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(", ", recipe.name() + "(", ")"));
    String options =
        simple.entrySet().stream()
            .map(e -> "--set " + e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(" "));
    return """

    Settings stand in brackets, in their order or by name, or beside the recipe; on the command line
    `%s`:

    ```yaml
    attacks:
      mine: {recipe: "%s", epsilon: 8/255}
    ```
    """
        .formatted(options, brackets);
  }

  private static Object value(RecordComponent component, AttackRecipe recipe) {
    try {
      return component.getAccessor().invoke(recipe);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("an attack must be a public record: " + recipe, e);
    }
  }

  /** A value as a spec writes it. */
  static String text(Object value) {
    if (value instanceof Double number) {
      String plain = number.toString().replaceFirst("\\.0$", "");
      double grey = number * 255;
      boolean whole = Math.abs(grey - Math.rint(grey)) < 1e-9;
      return whole && plain.length() > LONGEST_DECIMAL ? Math.round(grey) + "/255" : plain;
    }
    if (value instanceof Enum<?> constant) {
      return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(AttackPages::text).orElse("none");
    }
    if (value instanceof List<?> list) {
      return list.stream().map(AttackPages::text).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof double[] numbers) {
      return Arrays.stream(numbers)
          .mapToObj(AttackPages::text)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    String text = String.valueOf(value);
    return text.isEmpty() ? "none" : text;
  }
}

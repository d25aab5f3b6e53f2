package org.lrs;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lrs.refine.Preset;
import org.lrs.refine.Refinement;
import org.lrs.refine.Refinements;
import org.lrs.refine.Training;
import org.lrs.refine.recipe.FineTune;

/** Makes the pages of {@code docs/refinements} from the refinements and their sources. */
final class RefinementPages {

  /** An embedded network, in examples. */
  static final String WITNESS = "wrn-10-1";

  private final Path root;

  /**
   * @param root folder of the source tree
   */
  RefinementPages(Path root) {
    this.root = root;
  }

  /** All pages by file name: the index and one for each refinement. */
  Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("README.md", index());
    Refinements.all().forEach(one -> pages.put(one.name() + ".md", page(one)));
    return pages;
  }

  private static String index() {
    return """
    # Refinements

    Every published refinement that a spec can name, alone or put together: `lrs-f + swa`. Each page is made
    from the refinement's class: `RefinementPagesTest` fails when one is out of date and says how to renew it.
    [refinements.md](../refinements.md) tells what they have in common, and what was measured.

    Formulas use these signs: x an image, y its label, ℓ its cross-entropy, θ the weights, ∇ the gradient with
    respect to the image unless it says otherwise. Costs are those of a training step, fine-tuning = 1.

    | refinement | what it adds | cost | published |
    |---|---|---|---|
    """
        + Refinements.all().stream().map(RefinementPages::row).collect(Collectors.joining());
  }

  private static String row(Refinement one) {
    return "| [`%s`](%s.md) | %s | %s | %s |\n"
        .formatted(
            one.name(),
            one.name(),
            one.facts().summary().replace("|", "\\|"),
            cost(one),
            PaperMap.linked(one.facts().paper()));
  }

  /** Arithmetic of a step beside that of plain fine-tuning. */
  static String cost(Refinement one) {
    double plain = Training.stable().with(new FineTune()).passes();
    double times = Training.stable().with(one).passes() / plain;
    return times == Math.rint(times)
        ? String.valueOf(Math.round(times))
        : String.format(Locale.ROOT, "%.1f", times);
  }

  private String page(Refinement one) {
    SourceFile file = SourceFile.of(root, one.getClass().getName());
    Published facts = one.facts();
    boolean witness = Training.stable().with(one).needsWitness();
    return """
    # %s

    %s

    Published in %s, %s.
    Code: [`%s`](../../%s). Other refinements: [index](README.md), which explains the signs below.

    ## Formula

    ```text
    %s
    ```

    ## Settings

    %s
    ## Cost

    %s times the arithmetic of a step of fine-tuning.

    ## Differences from its paper and other tools

    %s

    ## Use

    In a spec, alone or together with others:

    ```yaml
    surrogates:
      refined: {model: m, refine: %s}
      averaged: {model: m, refine: {with: "%s"%s, maxSteps: 100}}
    ```

    On the command line:

    ```sh
    lrs refine --model resnet8-a --method %s%s --out runs/%s
    ```
    """
        .formatted(
            one.name(),
            file.firstSentence(one.getClass().getSimpleName()),
            PaperMap.linked(facts.paper()),
            PaperMap.linked(facts.at()),
            one.getClass().getSimpleName(),
            file.link(),
            facts.formula(),
            settings(one, file),
            cost(one),
            facts.differences(),
            witness ? "{with: \"" + written(one) + "\", witness: w}" : '"' + written(one) + '"',
            one.name(),
            witness ? ", witness: w" : "",
            one.name(),
            witness ? " --witness " + WITNESS : "",
            one.name());
  }

  private static String settings(Refinement one, SourceFile file) {
    RecordComponent[] components = one.getClass().getRecordComponents();
    if (components.length == 0) {
      return "None.\n";
    }
    Map<String, String> meanings = file.parameters(one.getClass().getSimpleName());
    // A column for each preset that differs from the one before it.
    Map<String, Refinement> presets = new LinkedHashMap<>();
    presets.put("default", one);
    Refinement before = one;
    for (Preset preset : List.of(Preset.BASIC, Preset.PUBLISHED)) {
      if (!one.under(preset).equals(before)) {
        presets.put("preset " + preset.name().toLowerCase(Locale.ROOT), one.under(preset));
      }
      before = one.under(preset);
    }
    StringBuilder table =
        new StringBuilder(
                "| name | %s | meaning |\n".formatted(String.join(" | ", presets.keySet())))
            .append("|---".repeat(presets.size() + 2))
            .append("|\n");
    for (RecordComponent component : components) {
      String name = component.getName();
      if (!meanings.containsKey(name)) {
        throw new IllegalStateException(one.getClass() + " lacks '@param " + name + "'");
      }
      table.append("| `%s` |".formatted(name));
      presets.values().forEach(each -> table.append(" %s |".formatted(text(component, each))));
      table.append(" %s |\n".formatted(meanings.get(name)));
    }
    return table.toString();
  }

  /** The refinement with its numbers in brackets, as a spec may write it. */
  private static String written(Refinement one) {
    Map<String, String> simple = new LinkedHashMap<>();
    for (RecordComponent component : one.getClass().getRecordComponents()) {
      Object value = value(component, one);
      if (value instanceof Number || value instanceof Boolean || value instanceof Enum) {
        simple.put(component.getName(), text(component, one));
      }
    }
    return simple.isEmpty()
        ? one.name()
        : simple.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(", ", one.name() + "(", ")"));
  }

  private static String text(RecordComponent component, Refinement one) {
    return AttackPages.text(value(component, one)).replace("|", "\\|");
  }

  private static Object value(RecordComponent component, Refinement one) {
    try {
      return component.getAccessor().invoke(one);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("settings must be a public record: " + one, e);
    }
  }
}

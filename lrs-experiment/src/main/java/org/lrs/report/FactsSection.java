package org.lrs.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.evaluate.SoundnessCheck.Severity;
import org.lrs.result.RunResults;

/** Tables of what took part, what the attacks did, what was checked and where it comes from. */
final class FactsSection {
  private final RunResults model;

  FactsSection(RunResults model) {
    this.model = model;
  }

  /** Returns what the attacks did, then attacks, surrogates and targets with their settings. */
  List<Grid> tables() {
    return Stream.of(perturbations(), attacks(), surrogates(), targets())
        .filter(grid -> !grid.rows().isEmpty())
        .toList();
  }

  private Grid attacks() {
    return Grid.of(
        "Attacks",
        List.of(
            "Attack",
            "Recipe",
            "Norm",
            "ε",
            "Step size",
            "Steps",
            "Gradients per image",
            "Goal",
            "Settings"),
        3,
        7,
        model.attacks().stream()
            .map(
                a ->
                    List.of(
                        a.name(),
                        a.recipe(),
                        Figures.norm(a.norm()),
                        Figures.pixels(a.epsilon()),
                        Figures.pixels(a.stepSize()),
                        Figures.count(a.steps()),
                        a.gradients() == null ? Figures.NONE : Figures.count(a.gradients()),
                        a.goal(),
                        words(a.settings())))
            .toList());
  }

  private Grid surrogates() {
    return Grid.of(
        "Surrogates",
        List.of("Surrogate", "Model", "Method", "Settings"),
        0,
        0,
        model.surrogates().stream()
            .map(s -> List.of(s.name(), s.model(), s.method(), words(s.settings())))
            .toList());
  }

  private Grid targets() {
    return Grid.of(
        "Targets",
        List.of("Target", "Architecture", "Kind", "Clean accuracy"),
        3,
        4,
        model.targets().stream()
            .map(
                t ->
                    List.of(
                        t.name(),
                        word(t.architecture()),
                        word(t.kind()),
                        Figures.percentSign(t.cleanAccuracy())))
            .toList());
  }

  /** The size of the perturbations and the success on the surrogate itself. */
  private Grid perturbations() {
    List<String> head =
        List.of(
            "Surrogate",
            "Attack",
            "Success on itself",
            "95 % interval",
            "Mean L∞ · 255",
            "Max. L∞ · 255",
            "Mean L2",
            "Max. L2",
            "Zero gradients");
    return Grid.of(
        "Perturbations as saved (8 bit)",
        head,
        2,
        head.size(),
        model.perturbations().stream()
            .map(
                p ->
                    List.of(
                        p.surrogate(),
                        p.attack(),
                        p.whiteBox() == null
                            ? Figures.NONE
                            : Figures.percentSign(p.whiteBox().rate()),
                        p.whiteBox() == null ? Figures.NONE : Figures.interval(p.whiteBox()),
                        Figures.steps(p.meanLinf()),
                        Figures.steps(p.maxLinf()),
                        Figures.number(p.meanL2()),
                        Figures.number(p.maxL2()),
                        Figures.percentSign(p.zeroGradients())))
            .toList());
  }

  /** Returns the findings, the gravest first, then the warnings of the fine-tuner. */
  List<Finding> findings() {
    Stream<Finding> warnings =
        model.surrogates().stream()
            .flatMap(
                s -> s.warnings().stream().map(w -> new Finding(Severity.WARNING, s.name(), w)));
    return Stream.concat(model.findings().stream(), warnings)
        .sorted(Comparator.comparing(Finding::severity).reversed())
        .toList();
  }

  /** Returns how many findings of a severity there are, warnings of the fine-tuner included. */
  long count(Severity severity) {
    return findings().stream().filter(f -> f.severity() == severity).count();
  }

  private static String word(String word) {
    return word.isEmpty() ? Figures.NONE : word;
  }

  private static String words(Map<String, String> settings) {
    return settings.isEmpty()
        ? Figures.NONE
        : settings.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
  }
}

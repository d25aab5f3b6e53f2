package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lrs.report.Comparison.Gain;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.Surrogate;

/** What was done and found, in three sentences made from the figures alone. */
record Summary(RunResults model, Comparison comparison) {

  Summary(RunResults model) {
    this(model, new Comparison(model));
  }

  /** Returns the three sentences: what was done, what transfers, what it cost. */
  List<String> sentences() {
    Optional<Gain> best = comparison.best();
    return List.of(
        done(),
        best.map(this::found).orElseGet(this::plainOnly),
        best.map(Summary::cost)
            .orElse(
                "No refined surrogate took part together with the plain one it was made from, so"
                    + " the run does not show what a refinement changes."));
  }

  private String done() {
    RunResults.Dataset data = model.dataset();
    return "%s of %s%s were attacked with %s on %s, and the adversarial images were scored on %s that gave nothing but predictions."
        .formatted(
            Figures.count(data.images(), "image"),
            data.dataset(),
            data.split().isEmpty() ? "" : " (" + data.split() + ")",
            attacks(),
            surrogates(),
            Figures.count(model.targets().size(), "target"));
  }

  private String attacks() {
    String threats =
        model.attacks().stream()
            .map(a -> Figures.norm(a.norm()) + ", ε = " + Figures.length(a.norm(), a.epsilon()))
            .distinct()
            .sorted()
            .collect(Collectors.joining("; "));
    List<String> names = model.attacks().stream().map(Attack::name).toList();
    return names.isEmpty() ? "no attack" : Figures.list(names) + " (" + threats + ")";
  }

  private String surrogates() {
    List<String> kinds = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (String kind : List.of("plain", "refined", "ensemble")) {
      List<Surrogate> some =
          model.surrogates().stream().filter(s -> s.kind().equals(kind)).toList();
      some.forEach(surrogate -> all.add(surrogate.name()));
      if (!some.isEmpty()) {
        kinds.add(some.size() + " " + kind);
      }
    }
    return "%s surrogate%s (%s)"
        .formatted(Figures.list(kinds), all.size() == 1 ? "" : "s", String.join(", ", all));
  }

  private String found(Gain gain) {
    String refined = gain.refined().name();
    String plain = gain.plain().name();
    String change =
        comparison.shared(gain.refined(), gain.plain()).stream()
            .map(attack -> change(gain, attack))
            .collect(
                Collectors.joining(
                    ", ", "mean success on images each target gets right when clean goes ", ""));
    return switch (gain.verdict()) {
      case BETTER ->
          "The refined surrogate %s transfers better than %s: %s."
              .formatted(refined, plain, change);
      case UNDECIDED ->
          "No refined surrogate clearly transfers better: with the best of them, %s instead of %s, %s, within the uncertainty of a single rate (±%s points)."
              .formatted(refined, plain, change, Figures.percent(gain.noise()));
      case WORSE ->
          "Refinement does not transfer better here: with the best refined surrogate, %s instead of %s, %s."
              .formatted(refined, plain, change);
    };
  }

  private String change(Gain gain, Attack attack) {
    return "from %s to %s (%s)"
        .formatted(mean(gain.plain(), attack), mean(gain.refined(), attack), attack.name());
  }

  private String mean(Surrogate surrogate, Attack attack) {
    return Figures.percentSign(comparison.mean(surrogate, attack, Denominator.CLEAN_CORRECT));
  }

  private static String cost(Gain gain) {
    Optional<String> accuracy =
        gain.of(
            Surrogate::cleanAccuracy,
            (before, after) ->
                "clean accuracy goes from %s to %s (%s points)"
                    .formatted(
                        Figures.percentSign(before),
                        Figures.percentSign(after),
                        Figures.points(after - before)));
    Optional<String> smoothness =
        gain.of(
            Surrogate::empiricalLipschitz,
            (before, after) ->
                "empirical Lipschitz constant from %s to %s%s"
                    .formatted(
                        Figures.number(before), Figures.number(after), factor(before, after)));
    List<String> parts = Stream.of(accuracy, smoothness).flatMap(Optional::stream).toList();
    return parts.isEmpty()
        ? "Clean accuracy and smoothness of " + gain.refined().name() + " were not measured."
        : "Its " + String.join(" and its ", parts) + ".";
  }

  private static String factor(double before, double after) {
    double factor = after <= before ? before / after : after / before;
    String word = after <= before ? "smaller" : "larger";
    return Double.isFinite(factor) ? Figures.format(" (%.1f times %s)", factor, word) : "";
  }

  private String plainOnly() {
    if (model.cells().isEmpty()) {
      return "No attack was scored.";
    }
    return model.attacks().stream()
        .flatMap(
            attack ->
                model.surrogates().stream()
                    .filter(s -> !comparison.cells(s, attack).isEmpty())
                    .map(s -> "%s (%s, %s)".formatted(mean(s, attack), s.name(), attack.name())))
        .collect(
            Collectors.joining(
                ", ", "Mean success on images each target gets right when clean is ", "."));
  }
}

package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lrs.report.Comparison.Gain;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.Surrogate;

/** What was done and found, in three sentences made from the figures alone. */
final class Summary {
  private final RunResults model;
  private final Comparison comparison;

  Summary(RunResults model) {
    this.model = model;
    this.comparison = new Comparison(model);
  }

  /** Returns the three sentences: what was done, what transfers, what it cost. */
  List<String> sentences() {
    Optional<Gain> best = comparison.best();
    return List.of(
        done(),
        best.map(this::found).orElseGet(this::plainOnly),
        best.map(this::cost).orElseGet(this::smoothest));
  }

  private String done() {
    String split = model.dataset().split().isEmpty() ? "" : " (" + model.dataset().split() + ")";
    return Figures.count(model.dataset().images(), "image")
        + " of "
        + model.dataset().dataset()
        + split
        + " were attacked with "
        + attacks()
        + " on "
        + surrogates()
        + ", and the adversarial images were scored on "
        + Figures.count(model.targets().size(), "target")
        + " that gave nothing but predictions.";
  }

  private String attacks() {
    List<String> names = model.attacks().stream().map(Attack::name).toList();
    return names.isEmpty() ? "no attack" : Figures.list(names) + threat();
  }

  private String threat() {
    TreeSet<String> threats = new TreeSet<>();
    for (Attack attack : model.attacks()) {
      threats.add(Figures.norm(attack.norm()) + ", ε = " + Figures.pixels(attack.epsilon()));
    }
    return " (" + String.join("; ", threats) + ")";
  }

  private String surrogates() {
    List<String> kinds = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (String kind : List.of("plain", "refined", "ensemble")) {
      List<String> names = names(kind);
      if (!names.isEmpty()) {
        kinds.add(names.size() + " " + kind);
      }
      all.addAll(names);
    }
    return Figures.list(kinds)
        + " surrogate"
        + (all.size() == 1 ? "" : "s")
        + " ("
        + String.join(", ", all)
        + ")";
  }

  private List<String> names(String kind) {
    return model.surrogates().stream()
        .filter(s -> s.kind().equals(kind))
        .map(Surrogate::name)
        .toList();
  }

  private String found(Gain gain) {
    String refined = gain.refined().name();
    String plain = gain.plain().name();
    String change =
        "mean success on images each target gets right when clean goes "
            + comparison.shared(gain.refined(), gain.plain()).stream()
                .map(attack -> change(gain, attack))
                .collect(Collectors.joining(", "));
    String noise = "±" + Figures.percent(gain.noise()) + " points";
    return switch (gain.verdict()) {
      case BETTER ->
          "The refined surrogate "
              + refined
              + " transfers better than "
              + plain
              + ": "
              + change
              + ".";
      case UNDECIDED ->
          "No refined surrogate clearly transfers better: with the best of them, "
              + (refined + " instead of " + plain + ", " + change)
              + ", within the uncertainty of a single rate ("
              + noise
              + ").";
      case WORSE ->
          "Refinement does not transfer better here: with the best refined surrogate, "
              + (refined + " instead of " + plain + ", " + change + ".");
    };
  }

  private String change(Gain gain, Attack attack) {
    return "from %s to %s (%s)"
        .formatted(
            Figures.percentSign(mean(gain.plain(), attack)),
            Figures.percentSign(mean(gain.refined(), attack)),
            attack.name());
  }

  private double mean(Surrogate surrogate, Attack attack) {
    return comparison.mean(surrogate.name(), attack.name(), Denominator.CLEAN_CORRECT);
  }

  private String cost(Gain gain) {
    List<String> parts = new ArrayList<>();
    Double before = gain.plain().cleanAccuracy();
    Double after = gain.refined().cleanAccuracy();
    if (before != null && after != null) {
      parts.add(
          "clean accuracy goes from %s to %s (%s points)"
              .formatted(
                  Figures.percentSign(before),
                  Figures.percentSign(after),
                  Figures.points(after - before)));
    }
    before = gain.plain().empiricalLipschitz();
    after = gain.refined().empiricalLipschitz();
    if (before != null && after != null) {
      parts.add(
          "empirical Lipschitz constant from %s to %s (%s)"
              .formatted(Figures.number(before), Figures.number(after), factor(before, after)));
    }
    return parts.isEmpty()
        ? "Clean accuracy and smoothness of " + gain.refined().name() + " were not measured."
        : "Its " + String.join(" and its ", parts) + ".";
  }

  private static String factor(double before, double after) {
    return after <= before
        ? Figures.format("%.1f times smaller", before / after)
        : Figures.format("%.1f times larger", after / before);
  }

  private String plainOnly() {
    if (model.cells().isEmpty()) {
      return "No attack was scored.";
    }
    return model.attacks().stream()
        .flatMap(
            attack ->
                model.surrogates().stream()
                    .filter(s -> !comparison.cells(s.name(), attack.name()).isEmpty())
                    .map(
                        s ->
                            Figures.percentSign(mean(s, attack))
                                + " ("
                                + s.name()
                                + ", "
                                + attack.name()
                                + ")"))
        .collect(
            Collectors.joining(
                ", ", "Mean success on images each target gets right when clean is ", "."));
  }

  private String smoothest() {
    return "No refined surrogate took part together with the plain one it was made from, so the"
        + " run does not show what a refinement changes.";
  }
}

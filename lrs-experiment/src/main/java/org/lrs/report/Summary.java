package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lrs.report.Comparison.Effect;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.Surrogate;

/** What a run found, what that cost and what was done, in sentences made from the figures alone. */
record Summary(RunResults model) {

  /** Returns what was found, what it cost and what was done. */
  List<String> sentences() {
    List<String> all = new ArrayList<>(Headline.of(model));
    new Comparison(model).best().map(Summary::cost).ifPresent(all::add);
    all.add(done());
    return all;
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

  private static String cost(Effect gain) {
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
                "the empirical Lipschitz constant from %s to %s%s"
                    .formatted(
                        Figures.number(before), Figures.number(after), factor(before, after)));
    List<String> parts = Stream.of(accuracy, smoothness).flatMap(Optional::stream).toList();
    return parts.isEmpty()
        ? "Clean accuracy and smoothness of " + gain.refined().name() + " were not measured."
        : "In %s itself, %s.".formatted(gain.refined().name(), String.join(" and ", parts));
  }

  private static String factor(double before, double after) {
    double factor = after <= before ? before / after : after / before;
    String word = after <= before ? "smaller" : "larger";
    return Double.isFinite(factor) ? Figures.format(" (%.1f times %s)", factor, word) : "";
  }
}

package org.lrs.report;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lrs.report.Comparison.Effect;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.Target;
import org.lrs.result.Surrogate;
import org.lrs.statistics.Estimate;
import org.lrs.statistics.SuccessRate;

/** What the user asked, answered in two sentences made from the figures alone. */
public final class Headline {
  private static final String SEARCH =
      "another method, or 'lrs refine --auto', which searches settings.";

  /** More attacks than these are not listed one by one. */
  private static final int LISTED = 4;

  /** More images than these are no advice. */
  private static final double MANY_IMAGES = 100_000;

  private final RunResults model;
  private final Comparison comparison;

  private Headline(RunResults model) {
    this.model = model;
    this.comparison = new Comparison(model);
  }

  /**
   * Returns what the run found: whether a refined surrogate fools the targets more often and by how
   * much, then what that means for the targets, or what to try.
   */
  public static List<String> of(RunResults model) {
    return new Headline(model).sentences();
  }

  private List<String> sentences() {
    Optional<Effect> best = comparison.best();
    return best.isPresent()
        ? List.of(headline(best.get()), meaning(best.get()))
        : List.of(plainOnly(), incomparable());
  }

  private String headline(Effect gain) {
    String refined = gain.refined().name();
    String plain = gain.plain().name();
    int rivals = comparison.gains().size();
    String best = rivals > 1 ? ", the best of " + rivals + " refined surrogates," : "";
    String change = Figures.bracketed(size(gain.change()), Figures::percent);
    String mean =
        "the mean over %s and %s"
            .formatted(
                Figures.count(model.targets().size(), "target"),
                Figures.count(comparison.shared(gain.refined(), gain.plain()).size(), "attack"));
    String why =
        model.dataset().images() < Comparison.FEWEST_IMAGES
            ? "fewer than " + Comparison.FEWEST_IMAGES + " images decide nothing"
            : "the 95 % interval in brackets includes zero";
    return switch (gain.verdict()) {
      case BETTER ->
          "Of 100 images that a target gets right, attacks crafted on %s%s fool it on %s more than those crafted on %s: %s, with its 95 %% interval."
              .formatted(refined, best, change, plain, mean);
      case UNDECIDED ->
          "No refined surrogate clearly fools the targets more often: on images that a target gets right, attacks crafted on %s%s gain %s points on those crafted on %s, %s, and %s."
              .formatted(refined, best, Figures.points(gain.change()), plain, mean, why);
      case WORSE ->
          "Refinement makes the attacks weaker here: of 100 images that a target gets right, even those crafted on %s%s fool it on %s fewer than those crafted on %s: %s, with its 95 %% interval."
              .formatted(refined, best, change, plain, mean);
    };
  }

  /** The same change without its sign. */
  private static Estimate size(Estimate change) {
    return change.value() < 0
        ? new Estimate(-change.value(), -change.high(), -change.low())
        : change;
  }

  private String meaning(Effect gain) {
    String rates = "Of 100 such images, " + rates(gain);
    return switch (gain.verdict()) {
      case BETTER -> rates + "." + extremes(gain);
      case UNDECIDED ->
          rates + ". To try: " + images(gain) + "more steps of the refinement, " + SEARCH;
      case WORSE ->
          rates + ". To try: smaller weights of the penalties, a lower learning rate, " + SEARCH;
    };
  }

  /** What each attack fools, plain and refined; of many attacks the strongest one. */
  private String rates(Effect gain) {
    List<Attack> attacks = comparison.shared(gain.refined(), gain.plain());
    if (attacks.size() <= LISTED) {
      return Figures.list(attacks.stream().map(attack -> rates(gain, attack)).toList());
    }
    Attack strongest =
        Collections.max(attacks, Comparator.comparingDouble(a -> mean(gain.refined(), a)));
    return "%s, the strongest of %s attacks".formatted(rates(gain, strongest), attacks.size());
  }

  private String rates(Effect gain, Attack attack) {
    return "%s fools %s instead of %s"
        .formatted(
            attack.name(),
            ofHundred(mean(gain.refined(), attack)),
            ofHundred(mean(gain.plain(), attack)));
  }

  /** The targets that are fooled most and least often. */
  private String extremes(Effect gain) {
    if (model.targets().size() < 2) {
      return "";
    }
    Comparator<Target> often = Comparator.comparingDouble(t -> rate(gain.refined(), gain, t));
    return " %s is fooled most often, %s least often."
        .formatted(
            rates(gain, Collections.max(model.targets(), often)),
            rates(gain, Collections.min(model.targets(), often)));
  }

  private String rates(Effect gain, Target target) {
    return "%s (%s instead of %s)"
        .formatted(
            target.name(),
            ofHundred(rate(gain.refined(), gain, target)),
            ofHundred(rate(gain.plain(), gain, target)));
  }

  private double rate(Surrogate surrogate, Effect gain, Target target) {
    return comparison.shared(gain.refined(), gain.plain()).stream()
        .flatMap(a -> comparison.rate(surrogate, a, target, Denominator.CLEAN_CORRECT).stream())
        .mapToDouble(SuccessRate::rate)
        .average()
        .orElse(Double.NaN);
  }

  /** How many images would show a gain of this size: intervals narrow with their square root. */
  private String images(Effect gain) {
    double value = gain.change().value();
    int images = model.dataset().images();
    double factor = (value - gain.change().low()) / value;
    double needed = Math.max(images * factor * factor, Comparison.FEWEST_IMAGES);
    return value > 0 && needed <= MANY_IMAGES
        ? "more images (about %s show a gain of this size), "
            .formatted(Figures.count(100 * (long) Math.ceil(needed / 100)))
        : "";
  }

  private static String ofHundred(double rate) {
    return Double.isNaN(rate) ? Figures.NONE : Figures.format("%.0f", 100 * rate);
  }

  private double mean(Surrogate surrogate, Attack attack) {
    return comparison.mean(surrogate, attack, Denominator.CLEAN_CORRECT);
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
                    .map(s -> rate(s, attack)))
        .collect(
            Collectors.joining(
                ", ", "Mean success on images each target gets right when clean is ", "."));
  }

  private String rate(Surrogate surrogate, Attack attack) {
    return "%s (%s, %s)"
        .formatted(Figures.percentSign(mean(surrogate, attack)), surrogate.name(), attack.name());
  }

  private String incomparable() {
    boolean unmeasured =
        model.gains().isEmpty()
            && model.surrogates().stream()
                .filter(Surrogate::refined)
                .anyMatch(
                    s ->
                        s.plain(model.surrogates())
                            .filter(plain -> !comparison.shared(s, plain).isEmpty())
                            .isPresent());
    return unmeasured
        ? "An earlier version of lrs made these results and did not measure what refinement"
            + " changes; give the 'lrs run' command again, which adds it from the finished"
            + " stages."
        : "No refined surrogate took part together with the plain one it was made from, so the run"
            + " does not show what a refinement changes.";
  }
}

package org.lrs.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.Surrogate;

/** Bars: mean success per surrogate, and how accurate and smooth each surrogate is. */
record SurrogateSection(RunResults model, Comparison comparison, Map<String, String> colours) {

  SurrogateSection(RunResults model) {
    this(model, new Comparison(model), Colours.of(model.surrogates()));
  }

  /**
   * A panel of bars, one per surrogate.
   *
   * @param note a line under the title
   * @param denominator key of the denominator it is shown for, or null if it is always shown
   */
  record Panel(String title, String note, String denominator, List<Bar> bars) {}

  /**
   * One bar.
   *
   * @param colour CSS value
   * @param value its length in words
   * @param length share of the panel's width, in [0, 1]
   */
  record Bar(String name, String colour, String value, double length, List<Mark> marks) {
    /** Keeps the bar in the panel; what was not measured has no length. */
    Bar {
      length = Double.isFinite(length) ? Math.max(0, Math.min(1, length)) : 0;
    }
  }

  /** A mark on a bar: the rate on one target, in [0, 1]. */
  record Mark(String target, double rate) {}

  /** Returns a panel per attack and denominator: mean success, with a mark for each target. */
  List<Panel> success() {
    return model.attacks().stream()
        .flatMap(attack -> Arrays.stream(Denominator.values()).map(d -> success(attack, d)))
        .toList();
  }

  private Panel success(Attack attack, Denominator denominator) {
    return new Panel(
        attack.name(),
        "success on " + denominator.words(),
        denominator.key(),
        model.surrogates().stream().map(s -> bar(s, attack, denominator)).toList());
  }

  private Bar bar(Surrogate surrogate, Attack attack, Denominator denominator) {
    List<Mark> marks =
        comparison.cells(surrogate, attack).stream()
            .filter(cell -> denominator.of(cell).trials() > 0)
            .map(cell -> new Mark(cell.target(), denominator.of(cell).rate()))
            .toList();
    double mean = comparison.mean(surrogate, attack, denominator);
    return bar(surrogate, Figures.percentSign(mean), mean, marks);
  }

  /** Returns a panel per measured property of the surrogates themselves. */
  List<Panel> smoothness() {
    return List.of(
        panel(
            "Clean accuracy",
            "share of the attacked images it gets right when clean",
            true,
            Surrogate::cleanAccuracy),
        panel(
            "Empirical Lipschitz constant",
            "largest change of the logits per change of a pixel found nearby; lower is smoother",
            false,
            Surrogate::empiricalLipschitz),
        panel(
            "Input-gradient norm",
            "mean L2 norm of the loss gradient at the images; lower is smoother",
            false,
            Surrogate::inputGradientNorm),
        panel(
            "Curvature along the gradient",
            "mean change of the loss gradient per unit step along it; lower is smoother",
            false,
            Surrogate::curvature));
  }

  private Panel panel(
      String title, String note, boolean share, Function<Surrogate, Double> property) {
    double largest =
        model.surrogates().stream()
            .map(property)
            .filter(value -> value != null && Double.isFinite(value))
            .max(Comparator.naturalOrder())
            .orElse(1.0);
    double full = share ? 1 : largest;
    return new Panel(
        title,
        note,
        null,
        model.surrogates().stream().map(s -> bar(s, property, share, full)).toList());
  }

  private Bar bar(
      Surrogate surrogate, Function<Surrogate, Double> property, boolean share, double full) {
    Double value = property.apply(surrogate);
    String words = share ? Figures.percentSign(value) : Figures.number(value);
    String change =
        surrogate
            .plain(model.surrogates())
            .map(property)
            .filter(before -> value != null)
            .map(
                before ->
                    share
                        ? Figures.points(value - before) + " points"
                        : Figures.times(before, value))
            .filter(became -> !became.isEmpty())
            .map(became -> " (" + became + ")")
            .orElse("");
    double length = value == null || full == 0 ? 0 : value / full;
    return bar(surrogate, words + change, length, List.of());
  }

  private Bar bar(Surrogate surrogate, String value, double length, List<Mark> marks) {
    return new Bar(surrogate.name(), colours.get(surrogate.name()), value, length, marks);
  }
}

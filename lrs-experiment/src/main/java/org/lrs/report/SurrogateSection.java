package org.lrs.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.lrs.report.Bars.Bar;
import org.lrs.report.Bars.Mark;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.Surrogate;

/** Bars: mean success per surrogate, and how accurate and smooth each surrogate is. */
final class SurrogateSection {
  private final RunResults model;
  private final Comparison comparison;
  private final Colours colours;

  SurrogateSection(RunResults model) {
    this.model = model;
    this.comparison = new Comparison(model);
    this.colours = new Colours(model.surrogates());
  }

  /** Returns a panel per attack and denominator: mean success, with a mark for each target. */
  List<Bars> success() {
    return model.attacks().stream()
        .flatMap(attack -> Arrays.stream(Denominator.values()).map(d -> success(attack, d)))
        .toList();
  }

  private Bars success(Attack attack, Denominator denominator) {
    List<Bar> bars = new ArrayList<>();
    for (Surrogate surrogate : model.surrogates()) {
      double mean = comparison.mean(surrogate.name(), attack.name(), denominator);
      List<Mark> marks =
          comparison.cells(surrogate.name(), attack.name()).stream()
              .filter(cell -> denominator.of(cell).trials() > 0)
              .map(
                  cell -> {
                    double rate = denominator.of(cell).rate();
                    return new Mark(rate, cell.target() + ": " + Figures.percentSign(rate));
                  })
              .toList();
      bars.add(bar(surrogate, Figures.percentSign(mean), mean, marks));
    }
    return new Bars(attack.name(), "success on " + denominator.words(), denominator.key(), bars);
  }

  /** Returns a panel per measured property of the surrogates themselves. */
  List<Bars> smoothness() {
    return List.of(
        panel(
            "Clean accuracy",
            "share of the attacked images it gets right when clean",
            Surrogate::cleanAccuracy,
            1.0,
            Figures::percentSign,
            (before, after) -> Figures.points(after - before) + " points"),
        panel(
            "Empirical Lipschitz constant",
            "largest change of the logits per change of a pixel found nearby; lower is smoother",
            Surrogate::empiricalLipschitz),
        panel(
            "Input-gradient norm",
            "mean L2 norm of the loss gradient at the images; lower is smoother",
            Surrogate::inputGradientNorm),
        panel(
            "Curvature along the gradient",
            "mean change of the loss gradient per unit step along it; lower is smoother",
            Surrogate::curvature));
  }

  private Bars panel(String title, String note, Function<Surrogate, Double> property) {
    double largest =
        model.surrogates().stream()
            .map(property)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    return panel(title, note, property, largest, Figures::number, Figures::times);
  }

  private Bars panel(
      String title,
      String note,
      Function<Surrogate, Double> property,
      double largest,
      Function<Double, String> words,
      BiFunction<Double, Double, String> change) {
    List<Bar> bars = new ArrayList<>();
    for (Surrogate surrogate : model.surrogates()) {
      Double value = property.apply(surrogate);
      String changed =
          comparison
              .plainOf(surrogate)
              .map(property)
              .filter(before -> value != null)
              .map(before -> " (" + change.apply(before, value) + ")")
              .orElse("");
      double length = value == null || largest == 0 ? 0 : value / largest;
      bars.add(bar(surrogate, words.apply(value) + changed, length, List.of()));
    }
    return new Bars(title, note, null, bars);
  }

  private Bar bar(Surrogate surrogate, String value, double length, List<Mark> marks) {
    return new Bar(surrogate.name(), colours.value(surrogate), value, length, marks);
  }
}

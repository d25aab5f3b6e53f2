package org.lrs.report;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.Cell;
import org.lrs.result.RunResults.Surrogate;
import org.lrs.statistics.SuccessRate;

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
  Markup success() {
    Markup html = new Markup();
    for (Attack attack : model.attacks()) {
      for (Denominator denominator : Denominator.values()) {
        html.open("figure", "class", "panel", "data-denominator", denominator.key());
        html.open("figcaption").text(attack.name());
        html.element("small", "success on " + denominator.words()).close();
        for (Surrogate surrogate : model.surrogates()) {
          double mean = comparison.mean(surrogate.name(), attack.name(), denominator);
          bar(html, surrogate, mean, Figures.percentSign(mean));
          for (Cell cell : comparison.cells(surrogate.name(), attack.name())) {
            SuccessRate rate = denominator.of(cell);
            if (rate.trials() > 0) {
              mark(html, cell.target(), rate);
            }
          }
          html.close(2);
        }
        html.close();
      }
    }
    return html;
  }

  /** Returns a panel per measured property of the surrogates themselves. */
  Markup smoothness() {
    Markup html = new Markup();
    panel(
        html,
        "Clean accuracy",
        "share of the attacked images it gets right when clean",
        Surrogate::cleanAccuracy,
        Figures::percentSign,
        (before, after) -> Figures.points(after - before) + " points");
    panel(
        html,
        "Empirical Lipschitz constant",
        "largest change of the logits per change of a pixel found nearby; lower is smoother",
        Surrogate::empiricalLipschitz,
        Figures::number,
        SurrogateSection::relative);
    panel(
        html,
        "Input-gradient norm",
        "mean L2 norm of the loss gradient at the images; lower is smoother",
        Surrogate::inputGradientNorm,
        Figures::number,
        SurrogateSection::relative);
    panel(
        html,
        "Curvature along the gradient",
        "mean change of the loss gradient per unit step along it; lower is smoother",
        Surrogate::curvature,
        Figures::number,
        SurrogateSection::relative);
    return html;
  }

  private void panel(
      Markup html,
      String title,
      String meaning,
      Function<Surrogate, Double> property,
      Function<Double, String> words,
      BiFunction<Double, Double, String> change) {
    double largest =
        title.equals("Clean accuracy")
            ? 1
            : model.surrogates().stream()
                .map(property)
                .filter(value -> value != null && Double.isFinite(value))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
    html.open("figure", "class", "panel").open("figcaption").text(title);
    html.element("small", meaning).close();
    for (Surrogate surrogate : model.surrogates()) {
      Double value = property.apply(surrogate);
      double share = value == null || largest == 0 ? 0 : value / largest;
      bar(html, surrogate, share, words.apply(value) + change(surrogate, property, change));
      html.close(2);
    }
    html.close();
  }

  private String change(
      Surrogate surrogate,
      Function<Surrogate, Double> property,
      BiFunction<Double, Double, String> words) {
    Optional<Double> before =
        surrogate.refined() ? comparison.plainOf(surrogate).map(property) : Optional.empty();
    Double after = property.apply(surrogate);
    return before.isEmpty() || after == null ? "" : " (" + words.apply(before.get(), after) + ")";
  }

  private static String relative(Double before, Double after) {
    return "× " + Figures.format("%.2f", after / before);
  }

  /** Opens a row and its track, leaving both open. */
  private void bar(Markup html, Surrogate surrogate, double share, String words) {
    html.open("div", "class", "bar", "style", colours.of(surrogate));
    html.name(surrogate.name());
    html.element("span", words, "class", "value");
    html.open("div", "class", "track", "aria-hidden", "true");
    double width = Double.isFinite(share) ? Math.max(0, Math.min(1, share)) : 0;
    html.element("i", "", "style", "--v:" + Figures.css(width));
  }

  private static void mark(Markup html, String target, SuccessRate rate) {
    html.element(
        "s",
        "",
        "style",
        "--v:" + Figures.css(rate.rate()),
        "title",
        target + ": " + Figures.percentSign(rate.rate()));
  }
}

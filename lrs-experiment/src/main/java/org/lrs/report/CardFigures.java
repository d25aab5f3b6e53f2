package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.lrs.analysis.Distribution;
import org.lrs.analysis.PerImage;
import org.lrs.analysis.RobustAccuracy;
import org.lrs.analysis.Share;
import org.lrs.report.SurrogateCard.Network;

/** The figures of a card by name, for its text and its page. */
public final class CardFigures {

  /**
   * A property with one value per image.
   *
   * @param label what it is, for a terminal
   * @param title what it is
   * @param meaning its unit and what it shows, in a few words
   */
  record Property(String label, String title, String meaning, Function<Network, PerImage> values) {

    /** Its distribution on a network. */
    Distribution of(Network network) {
      return values.apply(network).distribution();
    }
  }

  static final List<Property> PROPERTIES =
      List.of(
          new Property(
              "Lipschitz constant",
              "Empirical Lipschitz constant",
              "change of the logits (L1) per change of the pixels (L∞) found nearby",
              Network::lipschitz),
          new Property(
              "input-gradient norm",
              "Input-gradient norm",
              "‖∇ℓ‖₂, loss per pixel unit",
              Network::gradientNorm),
          new Property(
              "curvature, exact",
              "Curvature along the gradient, exact",
              "‖H d‖₂, loss per squared pixel unit",
              n -> n.curvature().exact()),
          new Property(
              "curvature, finite step",
              "Curvature along the gradient, finite step",
              "‖∇ℓ(x + h d) − ∇ℓ(x)‖₂ / h, kinks included",
              n -> n.curvature().difference()),
          new Property(
              "largest Hessian eigenvalue",
              "Largest Hessian eigenvalue",
              "of largest magnitude, loss per squared pixel unit",
              n -> n.hessianEigenvalue().values()));

  private CardFigures() {}

  /** A line of the table: a figure of a network, and what became of it. */
  private record Line(
      String title, Function<Network, String> words, BiFunction<Network, Network, String> change) {}

  /**
   * Returns a table for a terminal: a row per figure with a column per network and, for two, how
   * the second differs from the first.
   */
  public static Grid<?> table(SurrogateCard card) {
    List<Network> networks = card.networks();
    List<Line> lines = new ArrayList<>();
    lines.add(share("clean accuracy, %", n -> n.calibration().accuracy()));
    lines.add(percent("mean confidence, %", n -> n.calibration().meanConfidence()));
    lines.add(percent("calibration error, points", n -> n.calibration().expectedError()));
    for (Property property : PROPERTIES) {
      lines.add(
          new Line(
              property.label(),
              n ->
                  "%s (%s)"
                      .formatted(
                          Figures.number(property.of(n).mean()),
                          Figures.number(property.of(n).median())),
              (before, after) ->
                  Figures.times(property.of(before).mean(), property.of(after).mean())));
    }
    for (RobustAccuracy.Point point : networks.get(0).robustAccuracy().points()) {
      double epsilon = point.epsilon();
      if (epsilon > 0) {
        lines.add(share("robust accuracy at " + radius(epsilon) + ", %", n -> at(n, epsilon)));
      }
    }
    if (card.similarity() != null) {
      String cosine = Figures.number(card.similarity().mean()[0][1]);
      lines.add(new Line("gradient similarity (cosine)", n -> "", (before, after) -> cosine));
    }
    String caption = "mean (median) over the images";
    Grid<Line> grid =
        Grid.of(caption, lines)
            .column(caption, Line::title)
            .numbers(networks, Network::name, (line, network) -> line.words().apply(network));
    return networks.size() == 1
        ? grid
        : grid.number("change", line -> line.change().apply(networks.get(0), networks.get(1)));
  }

  private static Line share(String title, Function<Network, Share> share) {
    return new Line(
        title,
        n -> share(share.apply(n)),
        (before, after) -> Figures.points(share.apply(after).rate() - share.apply(before).rate()));
  }

  private static Line percent(String title, Function<Network, Double> rate) {
    return new Line(
        title,
        n -> Figures.percent(rate.apply(n)),
        (before, after) -> Figures.points(rate.apply(after) - rate.apply(before)));
  }

  /** Returns a network's share at a radius. */
  static Share at(Network network, double epsilon) {
    return network.robustAccuracy().points().stream()
        .filter(point -> point.epsilon() == epsilon)
        .findFirst()
        .orElseThrow()
        .accuracy();
  }

  /** Returns {@code 4/255} or {@code 0.25/255}. */
  static String radius(double epsilon) {
    return Figures.format("%.3f", epsilon * 255).replaceAll("\\.?0+$", "") + "/255";
  }

  /** Returns {@code 52.3 [49.4–55.1]}, in percent. */
  static String share(Share share) {
    return "%s [%s–%s]"
        .formatted(
            Figures.percent(share.rate()),
            Figures.percent(share.low()),
            Figures.percent(share.high()));
  }
}

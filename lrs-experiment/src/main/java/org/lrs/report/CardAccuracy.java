package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import org.lrs.analysis.Calibration;
import org.lrs.analysis.RobustAccuracy;
import org.lrs.report.AnalysisPage.Drawn;
import org.lrs.report.AnalysisPage.Section;
import org.lrs.report.SurrogateCard.Network;

/** Sections of a card on accuracy: under attack, and beside the confidence. */
final class CardAccuracy {
  private CardAccuracy() {}

  /**
   * A line as the script draws it, in percent, with an interval or the images behind each point.
   */
  private record Curve(
      String name,
      String colour,
      List<Double> xs,
      List<Double> ys,
      List<Double> low,
      List<Double> high,
      List<Integer> images) {}

  /** Returns the accuracy under PGD over the radius. */
  static Section robust(List<Drawn<Network>> networks, RobustAccuracy settings) {
    List<Curve> curves = new ArrayList<>();
    for (Drawn<Network> network : networks) {
      List<RobustAccuracy.Point> points = network.found().robustAccuracy().points();
      curves.add(
          new Curve(
              network.name(),
              network.colour(),
              points.stream().map(p -> 255 * p.epsilon()).toList(),
              points.stream().map(p -> 100 * p.accuracy().rate()).toList(),
              points.stream().map(p -> 100 * p.accuracy().low()).toList(),
              points.stream().map(p -> 100 * p.accuracy().high()).toList(),
              null));
    }
    List<Double> radii =
        networks.get(0).found().robustAccuracy().points().stream()
            .map(RobustAccuracy.Point::epsilon)
            .toList();
    return new Section(
        "robust",
        "Robust accuracy",
        "Share of the images that stay right under PGD on the network itself, %d steps, in an L∞ ball of radius ε, with Wilson 95 %% intervals. An upper bound: PGD does not find every adversarial point."
            .formatted(settings.steps()),
        Grid.of("Robust accuracy in %", radii)
            .column("ε", e -> e == 0 ? "no attack" : CardFigures.radius(e))
            .numbers(
                networks, Drawn::name, (e, n) -> CardFigures.share(CardFigures.at(n.found(), e))),
        curves);
  }

  /** Returns the accuracy over the confidence. */
  static Section calibration(List<Drawn<Network>> networks) {
    List<Curve> curves = new ArrayList<>();
    for (Drawn<Network> network : networks) {
      List<Calibration.Bin> bins =
          network.found().calibration().diagram().stream().filter(b -> b.images() > 0).toList();
      curves.add(
          new Curve(
              network.name(),
              network.colour(),
              bins.stream().map(b -> 100 * b.confidence()).toList(),
              bins.stream().map(b -> 100 * b.accuracy()).toList(),
              null,
              null,
              bins.stream().map(Calibration.Bin::images).toList()));
    }
    return new Section(
        "calibration",
        "Accuracy and calibration",
        "Below the diagonal a network is surer of itself than it is right. Dots are bins of the confidence, larger with more images.",
        Grid.of("On clean images", networks.stream().map(Drawn::found).toList())
            .column("Network", Network::name)
            .number("Accuracy, %", n -> CardFigures.share(n.calibration().accuracy()))
            .number("Mean confidence, %", n -> Figures.percent(n.calibration().meanConfidence()))
            .number(
                "Calibration error, points", n -> Figures.percent(n.calibration().expectedError()))
            .number("Cross-entropy", n -> Figures.number(n.calibration().crossEntropy())),
        curves);
  }
}

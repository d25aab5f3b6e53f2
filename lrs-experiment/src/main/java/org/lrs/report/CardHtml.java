package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lrs.analysis.Calibration;
import org.lrs.analysis.Distribution;
import org.lrs.analysis.HessianEigenvalue;
import org.lrs.analysis.PerImage;
import org.lrs.analysis.RobustAccuracy;
import org.lrs.report.AnalysisPage.Section;
import org.lrs.report.CardFigures.Property;
import org.lrs.report.SurrogateCard.Network;

/** Renders a surrogate card as one HTML file that needs nothing else. */
public final class CardHtml {
  private final SurrogateCard card;
  private final List<Network> networks;
  private final List<String> names;
  private final List<String> colours;
  private final boolean two;

  private CardHtml(SurrogateCard card) {
    this.card = card;
    networks = card.networks();
    names = networks.stream().map(Network::name).toList();
    two = networks.size() > 1;
    colours = two ? List.of(Colours.PLAIN, Colours.hue(0)) : List.of(Colours.hue(0));
  }

  /** Returns the page. */
  public static String render(SurrogateCard card) {
    return new CardHtml(card).page();
  }

  private String page() {
    List<Section> sections =
        new ArrayList<>(List.of(properties(), landscape(), robust(), calibration()));
    if (card.similarity() != null) {
      String about = "How much of the gradient's direction the refinement kept";
      sections.add(SimilaritySection.section(card.similarity(), about));
    }
    sections.add(
        PenaltySection.section(names, colours, networks.stream().map(Network::penalties).toList()));
    Stream<String> images = Stream.of(card.dataset(), Figures.count(card.images(), "image"));
    Stream<String> architectures = networks.stream().map(Network::architecture).distinct();
    return AnalysisPage.render(
        "Surrogate card",
        String.join(" → ", names),
        Stream.concat(images, architectures).toList(),
        tiles(),
        sections,
        card.command());
  }

  private List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    tiles.add(
        tile(
            "Clean accuracy",
            "of the images",
            n -> Figures.percentSign(n.calibration().accuracy().rate())));
    for (Property property :
        List.of(CardFigures.PROPERTIES.get(0), CardFigures.PROPERTIES.get(4))) {
      tiles.add(
          tile(
              property.title(),
              "mean over the images",
              n -> Figures.number(property.of(n).mean())));
    }
    List<Double> radii = card.settings().robustAccuracy().epsilons();
    double radius = radii.get(radii.size() / 2);
    tiles.add(
        tile(
            "Robust accuracy at " + CardFigures.radius(radius),
            "stay right under PGD",
            n -> Figures.percentSign(CardFigures.at(n, radius).rate())));
    return tiles;
  }

  private Tile tile(String title, String note, Function<Network, String> words) {
    return new Tile(
        title, String.join(" → ", networks.stream().map(words).toList()), note, "plain");
  }

  private Section properties() {
    List<HistogramData> charts = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Property property : CardFigures.PROPERTIES) {
      List<PerImage> values = networks.stream().map(property.values()).toList();
      charts.add(HistogramData.of(property.title(), property.meaning(), names, colours, values));
      double before = values.get(0).distribution().mean();
      for (int i = 0; i < values.size(); i++) {
        Distribution d = values.get(i).distribution();
        rows.add(
            columns(
                property.title(),
                names.get(i),
                Stream.of(d.mean(), d.median(), d.q05(), d.q25(), d.q75(), d.q95(), d.max())
                    .map(Figures::number),
                i == 0 ? "" : CardFigures.times(before, d.mean())));
      }
    }
    Stream<String> figures = Stream.of("Mean", "Median", "5 %", "25 %", "75 %", "95 %", "Largest");
    return new Section(
        "smoothness",
        "Smoothness",
        "Each figure image by image; the mean is marked. Lower is smoother. Heavy tails are usual: a"
            + " few images carry the mean, so look at the median too. On logarithmic axes the first"
            + " column holds all that is smaller.",
        List.of(
            Grid.of(
                "Distribution over the images",
                columns("Figure", "Network", figures, "Mean becomes"),
                rows)),
        false,
        networks.stream().map(this::iteration).toList(),
        charts);
  }

  /** A line of the table of distributions; one network needs no name and nothing to compare. */
  private List<String> columns(
      String figure, String network, Stream<String> figures, String change) {
    Stream<String> first = two ? Stream.of(figure, network) : Stream.of(figure);
    Stream<String> last = two ? Stream.of(change) : Stream.empty();
    return Stream.of(first, figures, last).flatMap(part -> part).toList();
  }

  private String iteration(Network network) {
    HessianEigenvalue settings = card.settings().hessianEigenvalue();
    HessianEigenvalue.Found found = network.hessianEigenvalue();
    return "%s: the power iteration converged at %d of %d images (residual at most %s of the eigenvalue, within %d products)."
        .formatted(
            network.name(),
            found.converged(),
            found.iterations().length,
            Figures.percentSign(settings.tolerance()),
            settings.iterations());
  }

  /** The landscapes as the script draws them: the mean grid, then one per image. */
  private record Landscapes(double[] offsets, long[] ids, List<Landscape> networks) {}

  private record Landscape(String name, String colour, List<double[][]> grids) {}

  private Section landscape() {
    List<Landscape> drawn =
        perNetwork(
            (i, n) -> {
              List<double[][]> grids = new ArrayList<>();
              grids.add(n.landscape().mean());
              grids.addAll(List.of(n.landscape().losses()));
              return new Landscape(n.name(), colours.get(i), grids);
            });
    return new Section(
        "landscape",
        "Loss landscape",
        "Cross-entropy around the images: to the right along the sign of the gradient, upwards along a"
            + " random direction of signs orthogonal to it; both move every pixel as far. In units of"
            + " 1/255; networks share one scale.",
        List.of(),
        false,
        List.of(),
        new Landscapes(
            networks.get(0).landscape().offsets(), networks.get(0).landscape().ids(), drawn));
  }

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

  private Section robust() {
    List<Curve> curves =
        perNetwork(
            (i, n) -> {
              List<RobustAccuracy.Point> points = n.robustAccuracy().points();
              return new Curve(
                  n.name(),
                  colours.get(i),
                  points.stream().map(p -> 255 * p.epsilon()).toList(),
                  points.stream().map(p -> 100 * p.accuracy().rate()).toList(),
                  points.stream().map(p -> 100 * p.accuracy().low()).toList(),
                  points.stream().map(p -> 100 * p.accuracy().high()).toList(),
                  null);
            });
    List<List<String>> rows =
        networks.get(0).robustAccuracy().points().stream()
            .map(RobustAccuracy.Point::epsilon)
            .map(
                e ->
                    line(
                        e == 0 ? "no attack" : CardFigures.radius(e),
                        networks.stream().map(n -> CardFigures.share(CardFigures.at(n, e)))))
            .toList();
    return new Section(
        "robust",
        "Robust accuracy",
        "Share of the images that stay right under PGD on the network itself, %d steps, in an L∞ ball of radius ε, with Wilson 95 %% intervals. An upper bound: PGD does not find every adversarial point."
            .formatted(card.settings().robustAccuracy().steps()),
        Grid.of("Robust accuracy in %", line("ε", names.stream()), rows),
        curves);
  }

  private static List<String> line(String first, Stream<String> others) {
    return Stream.concat(Stream.of(first), others).toList();
  }

  private Section calibration() {
    List<Curve> curves =
        perNetwork(
            (i, n) -> {
              List<Calibration.Bin> bins =
                  n.calibration().diagram().stream().filter(bin -> bin.images() > 0).toList();
              return new Curve(
                  n.name(),
                  colours.get(i),
                  bins.stream().map(b -> 100 * b.confidence()).toList(),
                  bins.stream().map(b -> 100 * b.accuracy()).toList(),
                  null,
                  null,
                  bins.stream().map(Calibration.Bin::images).toList());
            });
    List<List<String>> rows =
        perNetwork(
            (i, n) ->
                List.of(
                    n.name(),
                    CardFigures.share(n.calibration().accuracy()),
                    Figures.percent(n.calibration().meanConfidence()),
                    Figures.percent(n.calibration().expectedError()),
                    Figures.number(n.calibration().crossEntropy())));
    return new Section(
        "calibration",
        "Accuracy and calibration",
        "Below the diagonal a network is surer of itself than it is right. Dots are bins of the confidence, larger with more images.",
        Grid.of(
            "On clean images",
            List.of(
                "Network",
                "Accuracy, %",
                "Mean confidence, %",
                "Calibration error, points",
                "Cross-entropy"),
            rows),
        curves);
  }

  private interface PerNetwork<T> {
    T of(int index, Network network);
  }

  private <T> List<T> perNetwork(PerNetwork<T> make) {
    return IntStream.range(0, networks.size()).mapToObj(i -> make.of(i, networks.get(i))).toList();
  }
}

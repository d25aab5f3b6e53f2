package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lrs.analysis.Distribution;
import org.lrs.analysis.HessianEigenvalue;
import org.lrs.analysis.RobustAccuracy;
import org.lrs.report.AnalysisPage.Drawn;
import org.lrs.report.AnalysisPage.HistogramData;
import org.lrs.report.AnalysisPage.Section;
import org.lrs.report.CardFigures.Property;
import org.lrs.report.Page.Tile;
import org.lrs.report.SurrogateCard.Network;

/** Renders a surrogate card as one HTML file that needs nothing else. */
public final class CardHtml {
  private final SurrogateCard card;
  private final List<Drawn<Network>> networks;

  private CardHtml(SurrogateCard card) {
    this.card = card;
    List<Network> all = card.networks();
    Drawn<Network> last = drawn(all.get(all.size() - 1), Colours.hue(0));
    networks = all.size() == 1 ? List.of(last) : List.of(drawn(all.get(0), Colours.PLAIN), last);
  }

  private static Drawn<Network> drawn(Network network, String colour) {
    return new Drawn<>(network.name(), colour, network);
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
    sections.add(PenaltySection.section(each(Network::penalties)));
    Stream<String> images = Stream.of(card.dataset(), Figures.count(card.images(), "image"));
    Stream<String> architectures = card.networks().stream().map(Network::architecture).distinct();
    return AnalysisPage.render(
        "Surrogate card",
        networks.stream().map(Drawn::name).collect(Collectors.joining(" → ")),
        Stream.concat(images, architectures).toList(),
        tiles(),
        sections,
        card.command());
  }

  private <T> List<Drawn<T>> each(Function<Network, T> part) {
    return networks.stream().map(network -> network.map(part)).toList();
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
    String values = card.networks().stream().map(words).collect(Collectors.joining(" → "));
    // One sign is enough, and two would not fit.
    return new Tile(title, values.replace("\u00a0% →", " →"), note, "plain");
  }

  /** A property of a network, and of the network before if there is one. */
  private record Measured(String property, String network, Distribution of, Distribution before) {}

  private Section properties() {
    List<HistogramData> charts = new ArrayList<>();
    List<Measured> measured = new ArrayList<>();
    for (Property property : CardFigures.PROPERTIES) {
      charts.add(HistogramData.of(property.title(), property.meaning(), each(property.values())));
      Distribution before = null;
      for (Drawn<Distribution> own : each(property::of)) {
        measured.add(new Measured(property.title(), own.name(), own.found(), before));
        before = own.found();
      }
    }
    return new Section(
        "smoothness",
        "Smoothness",
        "Each figure image by image; the mean is marked. Lower is smoother. Heavy tails are usual:"
            + " a few images carry the mean, so look at the median too. On logarithmic axes the"
            + " first column holds all that is smaller.",
        List.of(distributions(measured)),
        false,
        card.networks().stream().map(this::iteration).toList(),
        charts);
  }

  /** The table of distributions; one network needs no name and nothing to compare. */
  private Grid<Measured> distributions(List<Measured> measured) {
    boolean two = networks.size() > 1;
    Grid<Measured> grid =
        Grid.of("Distribution over the images", measured).column("Figure", Measured::property);
    if (two) {
      grid.number("Network", Measured::network);
    }
    grid.number("Mean", m -> Figures.number(m.of().mean()))
        .number("Median", m -> Figures.number(m.of().median()))
        .number("5 %", m -> Figures.number(m.of().q05()))
        .number("25 %", m -> Figures.number(m.of().q25()))
        .number("75 %", m -> Figures.number(m.of().q75()))
        .number("95 %", m -> Figures.number(m.of().q95()))
        .number("Largest", m -> Figures.number(m.of().max()));
    return two ? grid.number("Mean becomes", CardHtml::change) : grid;
  }

  private static String change(Measured m) {
    return m.before() == null ? "" : Figures.times(m.before().mean(), m.of().mean());
  }

  private String iteration(Network network) {
    HessianEigenvalue settings = card.settings().hessianEigenvalue();
    HessianEigenvalue.Found found = network.hessianEigenvalue();
    return "%s: the power iteration converged at %s of %s images (residual at most %s of the eigenvalue, within %s products)."
        .formatted(
            network.name(),
            found.converged(),
            found.iterations().length,
            Figures.percentSign(settings.tolerance()),
            settings.iterations());
  }

  private Section landscape() {
    return new Section(
        "landscape",
        "Loss landscape",
        "Cross-entropy around the images: to the right along the sign of the gradient, upwards"
            + " along a random direction of signs orthogonal to it; both move every pixel as far."
            + " In units of 1/255; networks share one scale.",
        List.of(),
        false,
        List.of(),
        each(Network::landscape));
  }

  private Section robust() {
    List<Double> radii =
        card.networks().get(0).robustAccuracy().points().stream()
            .map(RobustAccuracy.Point::epsilon)
            .toList();
    return new Section(
        "robust",
        "Robust accuracy",
        "Share of the images that stay right under PGD on the network itself, %s steps, in an L∞ ball of radius ε, with Wilson 95 %% intervals. An upper bound: PGD does not find every adversarial point."
            .formatted(card.settings().robustAccuracy().steps()),
        Grid.of("Robust accuracy in %", radii)
            .column("ε", e -> e == 0 ? "no attack" : CardFigures.radius(e))
            .numbers(
                card.networks(), Network::name, (e, n) -> CardFigures.share(CardFigures.at(n, e))),
        each(Network::robustAccuracy));
  }

  private Section calibration() {
    return new Section(
        "calibration",
        "Accuracy and calibration",
        "Below the diagonal a network is surer of itself than it is right. Dots are bins of the"
            + " confidence, larger with more images.",
        Grid.of("On clean images", card.networks())
            .column("Network", Network::name)
            .number("Accuracy, %", n -> CardFigures.share(n.calibration().accuracy()))
            .number("Mean confidence, %", n -> Figures.percent(n.calibration().meanConfidence()))
            .number(
                "Calibration error, points", n -> Figures.percent(n.calibration().expectedError()))
            .number("Cross-entropy", n -> Figures.number(n.calibration().crossEntropy())),
        each(Network::calibration));
  }
}

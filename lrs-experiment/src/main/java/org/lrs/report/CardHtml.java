package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lrs.analysis.Distribution;
import org.lrs.analysis.HessianEigenvalue;
import org.lrs.analysis.LossLandscape;
import org.lrs.analysis.PerImage;
import org.lrs.report.AnalysisPage.Section;
import org.lrs.report.CardFigures.Property;
import org.lrs.report.Page.Tile;
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
    List<Section> sections = new ArrayList<>(List.of(properties(), landscape()));
    CardAccuracy accuracy = new CardAccuracy(card, colours);
    sections.add(accuracy.robust());
    sections.add(accuracy.calibration());
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
    String values = String.join(" → ", networks.stream().map(words).toList());
    // One sign is enough, and two would not fit.
    return new Tile(title, values.replace("\u00a0% →", " →"), note, "plain");
  }

  /** A property of a network. */
  private record Measured(Property property, Network network) {
    Distribution found() {
      return property.of(network);
    }
  }

  private Section properties() {
    List<HistogramData> charts = new ArrayList<>();
    List<Measured> measured = new ArrayList<>();
    for (Property property : CardFigures.PROPERTIES) {
      List<PerImage> values = networks.stream().map(property.values()).toList();
      charts.add(HistogramData.of(property.title(), property.meaning(), names, colours, values));
      networks.forEach(network -> measured.add(new Measured(property, network)));
    }
    return new Section(
        "smoothness",
        "Smoothness",
        "Each figure image by image; the mean is marked. Lower is smoother. Heavy tails are usual: a"
            + " few images carry the mean, so look at the median too. On logarithmic axes the first"
            + " column holds all that is smaller.",
        List.of(distributions(measured)),
        false,
        networks.stream().map(this::iteration).toList(),
        charts);
  }

  /** The table of distributions; one network needs no name and nothing to compare. */
  private Grid<Measured> distributions(List<Measured> measured) {
    Grid<Measured> grid =
        Grid.of("Distribution over the images", measured)
            .column("Figure", m -> m.property().title());
    if (two) {
      grid.number("Network", m -> m.network().name());
    }
    grid.number("Mean", m -> Figures.number(m.found().mean()))
        .number("Median", m -> Figures.number(m.found().median()))
        .number("5 %", m -> Figures.number(m.found().q05()))
        .number("25 %", m -> Figures.number(m.found().q25()))
        .number("75 %", m -> Figures.number(m.found().q75()))
        .number("95 %", m -> Figures.number(m.found().q95()))
        .number("Largest", m -> Figures.number(m.found().max()));
    return two ? grid.number("Mean becomes", this::change) : grid;
  }

  private String change(Measured measured) {
    Network first = networks.get(0);
    return measured.network() == first
        ? ""
        : CardFigures.times(measured.property().of(first).mean(), measured.found().mean());
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
    List<Landscape> drawn = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      LossLandscape.Found found = networks.get(i).landscape();
      List<double[][]> grids = new ArrayList<>(List.of(found.losses()));
      grids.add(0, found.mean());
      drawn.add(new Landscape(names.get(i), colours.get(i), grids));
    }
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
}

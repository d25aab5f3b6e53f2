package org.lrs.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.lrs.analysis.Calibration;
import org.lrs.analysis.Distribution;
import org.lrs.analysis.HessianEigenvalue;
import org.lrs.analysis.PerImage;
import org.lrs.analysis.RobustAccuracy;
import org.lrs.report.CardFigures.Property;
import org.lrs.report.SurrogateCard.Network;

/** Renders a surrogate card as one HTML file that needs nothing else. */
public final class CardHtml {
  private CardHtml() {}

  /** Returns the page. */
  public static String render(SurrogateCard card) {
    List<Network> networks = card.networks();
    boolean two = networks.size() > 1;
    Network last = networks.get(networks.size() - 1);
    AnalysisPage page =
        new AnalysisPage(
                "Surrogate card", (two ? networks.get(0).name() + " → " : "") + last.name())
            .fact(card.dataset())
            .fact(Figures.count(card.images(), "image"));
    networks.stream().map(Network::architecture).distinct().forEach(page::fact);
    tile(
        page,
        card,
        "Clean accuracy",
        "of the images",
        n -> Figures.percentSign(n.calibration().accuracy().rate()));
    for (Property property :
        List.of(CardFigures.PROPERTIES.get(0), CardFigures.PROPERTIES.get(4))) {
      tile(
          page,
          card,
          property.title(),
          "mean over the images",
          n -> Figures.number(property.of(n).mean()));
    }
    double radius = card.settings().robustAccuracy().epsilons().get(0);
    tile(
        page,
        card,
        "Robust accuracy at " + CardFigures.radius(radius),
        "stay right under PGD",
        n -> Figures.percentSign(CardFigures.at(n, radius).rate()));
    properties(page, card);
    landscape(page, card);
    robust(page, card);
    calibration(page, card);
    if (card.similarity() != null) {
      SimilaritySection.add(
          page, card.similarity(), "How much of the gradient's direction the refinement kept");
    }
    PenaltySection.add(
        page, names(card), colours(card), networks.stream().map(Network::penalties).toList());
    return page.render(card.command());
  }

  private static void tile(
      AnalysisPage page,
      SurrogateCard card,
      String title,
      String note,
      Function<Network, String> words) {
    List<String> values = card.networks().stream().map(words).toList();
    page.tile(title, String.join(" → ", values), note);
  }

  private static void properties(AnalysisPage page, SurrogateCard card) {
    List<Map<String, Object>> charts = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    boolean two = card.networks().size() > 1;
    rows.add(
        AnalysisPage.row(
            two ? List.of("Figure", "Network") : List.of("Figure"),
            List.of("Mean", "Median", "5 %", "25 %", "75 %", "95 %", "Largest")));
    if (two) {
      rows.get(0).add("Mean becomes");
    }
    for (Property property : CardFigures.PROPERTIES) {
      List<PerImage> values = card.networks().stream().map(property.values()).toList();
      charts.add(
          HistogramData.of(
              property.title(), property.meaning(), names(card), colours(card), values));
      for (int i = 0; i < values.size(); i++) {
        Distribution d = values.get(i).distribution();
        List<String> first = new ArrayList<>(List.of(property.title()));
        if (two) {
          first.add(names(card).get(i));
        }
        List<String> row = AnalysisPage.row(first, figures(d));
        if (two) {
          row.add(i == 0 ? "" : CardFigures.times(values.get(0).distribution().mean(), d.mean()));
        }
        rows.add(row);
      }
    }
    Markup body = AnalysisPage.table("Distribution over the images", rows);
    for (Network network : card.networks()) {
      body.element("p", iteration(network, card.settings().hessianEigenvalue()), "class", "about");
    }
    page.section(
        "smoothness",
        "Smoothness",
        "Each figure image by image; the mean is marked. Lower is smoother. Heavy tails are usual: a"
            + " few images carry the mean, so look at the median too. On logarithmic axes the first"
            + " column holds all that is smaller.",
        body,
        charts);
  }

  private static List<String> figures(Distribution d) {
    return DoubleStream.of(d.mean(), d.median(), d.q05(), d.q25(), d.q75(), d.q95(), d.max())
        .mapToObj(Figures::number)
        .toList();
  }

  private static String iteration(Network network, HessianEigenvalue settings) {
    HessianEigenvalue.Found found = network.hessianEigenvalue();
    int images = found.iterations().length;
    return "%s: the power iteration converged at %d of %d images (residual at most %s of the eigenvalue, within %d products)."
        .formatted(
            network.name(),
            found.converged(),
            images,
            Figures.percentSign(settings.tolerance()),
            settings.iterations());
  }

  private static void landscape(AnalysisPage page, SurrogateCard card) {
    List<Map<String, Object>> networks = new ArrayList<>();
    for (int i = 0; i < card.networks().size(); i++) {
      Network network = card.networks().get(i);
      List<double[][]> grids = new ArrayList<>();
      grids.add(network.landscape().mean());
      grids.addAll(List.of(network.landscape().losses()));
      networks.add(Map.of("name", network.name(), "colour", colours(card).get(i), "grids", grids));
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("offsets", card.networks().get(0).landscape().offsets());
    data.put("ids", card.networks().get(0).landscape().ids());
    data.put("networks", networks);
    page.section(
        "landscape",
        "Loss landscape",
        "Cross-entropy around the images: to the right along the sign of the gradient, upwards along a"
            + " random direction of signs orthogonal to it; both move every pixel as far. In units of"
            + " 1/255; networks share one scale.",
        new Markup(),
        data);
  }

  private static void robust(AnalysisPage page, SurrogateCard card) {
    List<Map<String, Object>> curves = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    rows.add(AnalysisPage.row(List.of("ε"), names(card)));
    for (int i = 0; i < card.networks().size(); i++) {
      List<RobustAccuracy.Point> points = card.networks().get(i).robustAccuracy().points();
      curves.add(
          Map.of(
              "name", names(card).get(i),
              "colour", colours(card).get(i),
              "xs", points.stream().map(p -> 255 * p.epsilon()).toList(),
              "ys", points.stream().map(p -> 100 * p.accuracy().rate()).toList(),
              "low", points.stream().map(p -> 100 * p.accuracy().low()).toList(),
              "high", points.stream().map(p -> 100 * p.accuracy().high()).toList()));
    }
    for (RobustAccuracy.Point point : card.networks().get(0).robustAccuracy().points()) {
      rows.add(
          AnalysisPage.row(
              List.of(point.epsilon() == 0 ? "no attack" : CardFigures.radius(point.epsilon())),
              card.networks().stream()
                  .map(n -> CardFigures.share(CardFigures.at(n, point.epsilon())))
                  .toList()));
    }
    page.section(
        "robust",
        "Robust accuracy",
        "Share of the images that stay right under PGD on the network itself, %d steps, in an L∞ ball of radius ε, with Wilson 95 %% intervals. An upper bound: PGD does not find every adversarial point."
            .formatted(card.settings().robustAccuracy().steps()),
        AnalysisPage.table("Robust accuracy in %", rows),
        curves);
  }

  private static void calibration(AnalysisPage page, SurrogateCard card) {
    List<Map<String, Object>> curves = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "Network",
            "Accuracy, %",
            "Mean confidence, %",
            "Calibration error, points",
            "Cross-entropy"));
    for (int i = 0; i < card.networks().size(); i++) {
      Calibration.Found found = card.networks().get(i).calibration();
      List<Calibration.Bin> bins =
          found.diagram().stream().filter(bin -> bin.images() > 0).toList();
      curves.add(
          Map.of(
              "name", names(card).get(i),
              "colour", colours(card).get(i),
              "xs", bins.stream().map(b -> 100 * b.confidence()).toList(),
              "ys", bins.stream().map(b -> 100 * b.accuracy()).toList(),
              "images", bins.stream().map(Calibration.Bin::images).toList()));
      rows.add(
          List.of(
              names(card).get(i),
              CardFigures.share(found.accuracy()),
              Figures.percent(found.meanConfidence()),
              Figures.percent(found.expectedError()),
              Figures.number(found.crossEntropy())));
    }
    page.section(
        "calibration",
        "Accuracy and calibration",
        "Below the diagonal a network is surer of itself than it is right. Dots are bins of the confidence, larger with more images.",
        AnalysisPage.table("On clean images", rows),
        curves);
  }

  private static List<String> names(SurrogateCard card) {
    return card.networks().stream().map(Network::name).toList();
  }

  private static List<String> colours(SurrogateCard card) {
    return card.networks().size() == 1
        ? List.of(Colours.hue(0))
        : List.of("var(--hue-plain)", Colours.hue(0));
  }
}

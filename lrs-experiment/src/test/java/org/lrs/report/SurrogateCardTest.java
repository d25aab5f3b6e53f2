package org.lrs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lrs.analysis.Calibration;
import org.lrs.analysis.Curvature;
import org.lrs.analysis.GradientSimilarity;
import org.lrs.analysis.HessianEigenvalue;
import org.lrs.analysis.LossLandscape;
import org.lrs.analysis.PenaltyError;
import org.lrs.analysis.PenaltyError.Deviation;
import org.lrs.analysis.PerImage;
import org.lrs.analysis.RobustAccuracy;
import org.lrs.analysis.Share;
import org.lrs.experiment.store.Json;
import org.lrs.lipschitz.DifferenceStep.Space;
import org.lrs.report.SurrogateCard.Network;

/** A card with invented figures, as text and as a page. */
class SurrogateCardTest {
  private static final String HOSTILE = "</script><b onclick='x'>&";

  static final SurrogateCard TWO =
      card(network("plain", 1, 90, 40), network("refined", 0.5, 88, 60));

  @Test
  void tableTellsWhatBecomesOfEachFigure() {
    List<List<String>> rows = CardFigures.table(TWO).lines();
    assertThat(rows.get(0))
        .containsExactly("mean (median) over the images", "plain", "refined", "change");
    assertThat(row(rows, "clean accuracy, %")).endsWith("−2.0");
    assertThat(row(rows, "Lipschitz constant"))
        .containsExactly("Lipschitz constant", "2.000 (2.000)", "1.000 (1.000)", "× 0.50");
    assertThat(row(rows, "robust accuracy at 0.5/255, %")).endsWith("+20.0");
    assertThat(row(rows, "gradient similarity (cosine)")).endsWith("0.2500");
  }

  @Test
  void aNetworkAloneHasNoChanges() {
    List<List<String>> rows = CardFigures.table(card(network("plain", 1, 90, 40))).lines();
    assertThat(rows).allMatch(row -> row.size() == 2);
  }

  @Test
  void aRatioToZeroIsLeftOut() {
    assertThat(Figures.times(0, 1)).isEmpty();
    assertThat(Figures.times(0, 0)).isEmpty();
    assertThat(Figures.times(1, 0)).isEqualTo("× 0.00");
    assertThat(Figures.times(1000, 1)).isEqualTo("× 1.0e-03");
  }

  @Test
  void pageHasASectionForEachFigureAndNeedsNoNetwork() {
    String page = CardHtml.render(TWO);
    assertThat(page)
        .contains("id=\"smoothness-charts\"")
        .contains("id=\"landscape-charts\"")
        .contains("id=\"robust-charts\"")
        .contains("id=\"calibration-charts\"")
        .contains("id=\"similarity-charts\"")
        .contains("id=\"penalties-charts\"")
        .contains("plain → refined")
        .doesNotContain("src=\"http");
    assertThat(CardHtml.render(card(network("plain", 1, 90, 40))))
        .doesNotContain("id=\"similarity-charts\"");
  }

  @Test
  void namesCannotBreakThePage() {
    String page = CardHtml.render(card(network(HOSTILE, 1, 90, 40)));
    assertThat(page).doesNotContain(HOSTILE);
  }

  @Test
  void flatNetworksHaveAPage() {
    Network flat = network("flat", 0, 10, 10);
    String page = CardHtml.render(card(flat, flat));
    // What comes before the library, which knows the word.
    assertThat(page.substring(0, page.indexOf("d3js.org"))).doesNotContain("NaN");
  }

  @Test
  void cardReadsBackAsItWasWritten() {
    String json = Json.text(TWO);
    assertThat(Json.text(Json.mapper().readValue(json, SurrogateCard.class))).isEqualTo(json);
  }

  @Test
  void penaltiesAreATableOfSteps() {
    List<List<String>> rows =
        PenaltySection.table("", network("plain", 1, 90, 40).penalties(), Space.PIXEL).lines();
    assertThat(rows.get(1))
        .containsExactly("0.01", "0.100 (0.200)", "0.100 (0.200)", "– (–)", "– (–)");
  }

  private static List<String> row(List<List<String>> rows, String title) {
    return rows.stream().filter(row -> row.get(0).equals(title)).findFirst().orElseThrow();
  }

  private static SurrogateCard card(Network... networks) {
    PerImage cosines = PerImage.of(0.2, 0.3);
    GradientSimilarity similarity =
        new GradientSimilarity(
            List.of("plain", "refined"),
            new double[][] {{1, 0.25}, {0.25, 1}},
            List.of(new GradientSimilarity.Pair("plain", "refined", cosines)));
    return new SurrogateCard(
        SurrogateCard.FORMAT,
        "embedded/test",
        100,
        0,
        SurrogateCard.Settings.defaults(),
        List.of(networks),
        networks.length > 1 ? similarity : null,
        "lrs analyze card");
  }

  private static Network network(String name, double size, int right, int robust) {
    PerImage values = PerImage.of(IntStream.rangeClosed(1, 3).mapToDouble(i -> size * i).toArray());
    double[][] grid = {{size, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    Share clean = Share.of(right, 100);
    List<RobustAccuracy.Point> points =
        RobustAccuracy.defaults().epsilons().stream()
            .map(e -> new RobustAccuracy.Point(e, Share.of(robust, 100)))
            .toList();
    return new Network(
        name,
        "resnet20-a",
        new Calibration.Found(
            clean,
            0.95,
            0.05,
            0.4,
            List.of(
                new Calibration.Bin(0, 0.5, 0, null, null),
                new Calibration.Bin(0.5, 1, 100, 0.95, 0.9))),
        values,
        values,
        new Curvature.Found(values, values),
        new HessianEigenvalue.Found(values, new double[3], new int[] {2, 2, 2}, 3),
        new RobustAccuracy.Found(
            Stream.concat(Stream.of(new RobustAccuracy.Point(0, clean)), points.stream()).toList()),
        new LossLandscape.Found(
            new double[] {-0.1, 0, 0.1}, new long[] {7}, new double[][][] {grid}, grid),
        new PenaltyError.Found(
            3,
            List.of(
                new PenaltyError.Exact(Space.NORMALIZED, size, size),
                new PenaltyError.Exact(Space.PIXEL, size, size)),
            List.of(
                point(Space.NORMALIZED, 32),
                point(Space.NORMALIZED, 64),
                point(Space.PIXEL, 32),
                point(Space.PIXEL, 64))));
  }

  private static PenaltyError.Point point(Space space, int bits) {
    return new PenaltyError.Point(
        space, bits, 0.01, new Deviation(1, 0.1, 0.2), new Deviation(0, null, null));
  }
}

package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lrs.analysis.PenaltyError;
import org.lrs.analysis.PenaltyError.Deviation;
import org.lrs.analysis.PenaltyError.Found;
import org.lrs.analysis.PenaltyError.Point;
import org.lrs.lipschitz.DifferenceStep.Space;
import org.lrs.report.AnalysisPage.Drawn;
import org.lrs.report.AnalysisPage.Section;

/** The error of the finite-difference penalties, as a section of a page and as a table of text. */
public final class PenaltySection {
  private static final String ABOUT =
      "LRS-1 and LRS-2 as training computes them, by finite differences with a step h, against"
          + " ‖∇ℓ‖₂² and ‖H d‖₂² by autograd in 64 bit. Left: a small step loses digits in 32 bit."
          + " Right: a large step is no derivative. On ReLU networks the exact Hessian is that of the"
          + " softmax alone, so a large error of LRS-2 is the share of the kinks, which it is meant to"
          + " measure. The published steps are 0.01 for LRS-1 and 1.5 for LRS-2, normalised.";

  private PenaltySection() {}

  /** Returns the page with this section alone. */
  public static String page(String name, String dataset, Found found, String command) {
    return AnalysisPage.render(
        "Numerical care",
        name,
        List.of(dataset),
        List.of(),
        List.of(section(List.of(new Drawn<>(name, Colours.hue(0), found)))),
        command);
  }

  /** Returns the section on some networks. */
  static Section section(List<Drawn<Found>> networks) {
    List<Grid<?>> tables = new ArrayList<>();
    for (Drawn<Found> network : networks) {
      for (Space space : Space.values()) {
        tables.add(table(network.name() + ", ", network.found(), space));
      }
    }
    return new Section(
        "penalties",
        "Finite-difference error of the penalties",
        ABOUT + " Over " + Figures.count(networks.get(0).found().images(), "image") + ".",
        tables,
        true,
        List.of(),
        networks);
  }

  private static String exact(Found found, Space space) {
    PenaltyError.Exact exact =
        found.exact().stream().filter(e -> e.space() == space).findFirst().orElseThrow();
    return "%s space: ‖∇ℓ‖₂² = %s, ‖H d‖₂² = %s"
        .formatted(
            space == Space.NORMALIZED ? "normalised" : "pixel",
            Figures.number(exact.first()),
            Figures.number(exact.second()));
  }

  /**
   * Returns the errors in a space: relative error of the mean and, in brackets, the median over the
   * images of each one's own, for both penalties and precisions.
   *
   * @param name put in front of the caption
   */
  public static Grid<?> table(String name, Found found, Space space) {
    List<Point> narrow = points(found, space, 32);
    List<Point> wide = points(found, space, 64);
    return Grid.of(name + exact(found, space), IntStream.range(0, narrow.size()).boxed().toList())
        .column("h", h -> step(narrow.get(h).step()))
        .number("LRS-1, 32 bit", h -> words(narrow.get(h).first()))
        .number("LRS-1, 64 bit", h -> words(wide.get(h).first()))
        .number("LRS-2, 32 bit", h -> words(narrow.get(h).second()))
        .number("LRS-2, 64 bit", h -> words(wide.get(h).second()));
  }

  private static List<Point> points(Found found, Space space, int bits) {
    return found.points().stream().filter(p -> p.space() == space && p.bits() == bits).toList();
  }

  private static String words(Deviation deviation) {
    return short3(deviation.error()) + " (" + short3(deviation.medianError()) + ")";
  }

  private static String short3(Double error) {
    return error == null
        ? Figures.NONE
        : (error != 0 && error < 0.01) || error >= 1000
            ? Figures.format("%.1e", error)
            : Figures.format("%.3f", error);
  }

  private static String step(double h) {
    return h < 1e-3 ? Figures.format("%.0e", h) : Double.toString(h);
  }
}

package org.lrs.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lrs.evaluate.SoundnessCheck.Severity;
import org.lrs.report.Comparison.Gain;
import org.lrs.report.Comparison.Verdict;
import org.lrs.report.RunReport.GalleryItem;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.Surrogate;

/**
 * Renders a report as one HTML file that needs no network and no other file.
 *
 * <p>The template is {@code report.jte}. Tables and bars are plain markup and readable without
 * JavaScript; the curves, the switches and the theme need it.
 */
public final class HtmlReport {
  private final RunReport report;
  private final RunResults model;
  private final Optional<Gain> best;
  private final MatrixSection matrix;
  private final SurrogateSection bars;
  private final StepsSection steps;
  private final TrainingSection training;
  private final FactsSection facts;

  private HtmlReport(RunReport report) {
    this.report = report;
    model = report.results();
    best = new Comparison(model).best();
    matrix = new MatrixSection(model);
    bars = new SurrogateSection(model);
    steps = new StepsSection(model);
    training = new TrainingSection(model);
    facts = new FactsSection(model);
  }

  /**
   * Returns the page.
   *
   * @param report everything it shows
   */
  public static String render(RunReport report) {
    return Page.render("report.jte", new HtmlReport(report));
  }

  /**
   * Writes the page to a file.
   *
   * @param report everything it shows
   * @param file the HTML file, replaced if it exists; its folder must exist
   * @throws IOException if the file cannot be written
   */
  public static void write(RunReport report, Path file) throws IOException {
    Files.writeString(file, render(report));
  }

  RunReport report() {
    return report;
  }

  MatrixSection matrix() {
    return matrix;
  }

  SurrogateSection bars() {
    return bars;
  }

  StepsSection steps() {
    return steps;
  }

  TrainingSection training() {
    return training;
  }

  FactsSection facts() {
    return facts;
  }

  List<String> attacks() {
    return model.attacks().stream().map(Attack::name).toList();
  }

  /** What the script draws. */
  private record Curves(TrainingSection.Data training, StepsSection.Data steps) {}

  Page page() {
    String split = model.dataset().split().isEmpty() ? "" : " " + model.dataset().split();
    boolean drawn = training.present() || steps.present();
    return new Page(
        "lrs report",
        "Transfer attack report",
        model.name(),
        List.of(
            model.dataset().dataset() + split,
            Figures.count(model.dataset().images(), "image"),
            Figures.count(model.surrogates().size(), "surrogate"),
            Figures.count(model.attacks().size(), "attack"),
            Figures.count(model.targets().size(), "target")),
        report.command(),
        drawn ? new Curves(training.data(), steps.data()) : null,
        List.of("report.js"));
  }

  /** Returns a tile for transfer, clean accuracy, smoothness and soundness. */
  List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    best.ifPresent(gain -> change(tiles, gain));
    long errors = facts.count(Severity.ERROR);
    long warnings = facts.count(Severity.WARNING);
    tiles.add(
        errors > 0
            ? new Tile(
                "Soundness",
                Figures.count(errors, "error"),
                "do not use the figures before reading them",
                "bad")
            : new Tile(
                "Soundness",
                warnings > 0 ? Figures.count(warnings, "warning") : "No warning",
                "what was checked is listed below",
                warnings > 0 ? "unsure" : "good"));
    return tiles;
  }

  private static void change(List<Tile> tiles, Gain gain) {
    tiles.add(
        new Tile(
            "Mean transfer success",
            Figures.percent(gain.before()) + " → " + Figures.percentSign(gain.after()),
            Figures.points(gain.change())
                + " points, "
                + gain.plain().name()
                + " → "
                + gain.refined().name(),
            gain.verdict() == Verdict.BETTER
                ? "good"
                : gain.verdict() == Verdict.WORSE ? "bad" : "unsure"));
    Double before = gain.plain().cleanAccuracy();
    Double after = gain.refined().cleanAccuracy();
    if (before != null && after != null) {
      tiles.add(
          new Tile(
              "Clean accuracy of the surrogate",
              Figures.percent(before) + " → " + Figures.percentSign(after),
              Figures.points(after - before) + " points",
              "plain"));
    }
    before = gain.plain().empiricalLipschitz();
    after = gain.refined().empiricalLipschitz();
    if (before != null && after != null) {
      tiles.add(
          new Tile(
              "Empirical Lipschitz constant",
              Figures.number(before) + " → " + Figures.number(after),
              Figures.times(before, after) + ", lower is smoother",
              "plain"));
    }
  }

  List<Choice> galleryChoices() {
    String first = best.map(gain -> gain.refined().name()).orElse("");
    return List.of(
        Choice.among(
            "gallery-surrogate",
            "Crafted on",
            shown(model.surrogates(), Surrogate::name, GalleryItem::surrogate),
            first),
        Choice.among(
            "gallery-attack",
            "Attack",
            shown(model.attacks(), Attack::name, GalleryItem::attack),
            ""));
  }

  private <T> List<String> shown(
      List<T> all, Function<T, String> name, Function<GalleryItem, String> in) {
    List<String> there = report.gallery().stream().map(in).toList();
    return all.stream().map(name).filter(there::contains).toList();
  }
}

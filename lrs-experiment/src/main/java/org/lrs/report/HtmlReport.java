package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lrs.evaluate.SoundnessCheck.Severity;
import org.lrs.report.Comparison.Effect;
import org.lrs.report.Page.Tile;
import org.lrs.report.RunReport.GalleryItem;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.Surrogate;

/**
 * Renders a report as one HTML file that needs no network and no other file.
 *
 * <p>The template is {@code report.jte}. Tables and bars are plain markup and readable without
 * JavaScript; the curves, the switches and the theme need it.
 *
 * @param report everything it shows
 */
public record HtmlReport(RunReport report) {

  /** Returns the page. */
  public static String render(RunReport report) {
    return Page.render("report.jte", new HtmlReport(report));
  }

  private RunResults model() {
    return report.results();
  }

  private Optional<Effect> best() {
    return new Comparison(model()).best();
  }

  List<String> attacks() {
    return model().attacks().stream().map(Attack::name).toList();
  }

  List<String> surrogates() {
    return model().surrogates().stream().map(Surrogate::name).toList();
  }

  /** What the script draws. */
  private record Curves(TrainingSection.Data training, StepsSection.Data steps) {}

  Page page() {
    RunResults model = model();
    String split = model.dataset().split().isEmpty() ? "" : " " + model.dataset().split();
    TrainingSection training = new TrainingSection(model);
    StepsSection steps = new StepsSection(model);
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
    best().ifPresent(gain -> change(tiles, gain));
    FactsSection facts = new FactsSection(model());
    long errors = facts.count(Severity.ERROR);
    long warnings = facts.count(Severity.WARNING);
    String found =
        errors > 0
            ? Figures.count(errors, "error")
            : warnings > 0 ? Figures.count(warnings, "warning") : "No warning";
    String note =
        errors > 0
            ? "do not use the figures before reading them"
            : "what was checked is listed below";
    String state = errors > 0 ? "bad" : warnings > 0 ? "unsure" : "good";
    tiles.add(new Tile("Soundness", found, note, state));
    return tiles;
  }

  private static void change(List<Tile> tiles, Effect gain) {
    tiles.add(
        new Tile(
            "Mean transfer success",
            Figures.percent(gain.before()) + " → " + Figures.percentSign(gain.after()),
            "%s points, %s → %s"
                .formatted(
                    Figures.points(gain.change()), gain.plain().name(), gain.refined().name()),
            switch (gain.verdict()) {
              case BETTER -> "good";
              case UNDECIDED -> "unsure";
              case WORSE -> "bad";
            }));
    gain.of(
            Surrogate::cleanAccuracy,
            (before, after) ->
                new Tile(
                    "Clean accuracy of the surrogate",
                    Figures.percent(before) + " → " + Figures.percentSign(after),
                    Figures.points(after - before) + " points",
                    "plain"))
        .ifPresent(tiles::add);
    gain.of(
            Surrogate::empiricalLipschitz,
            (before, after) ->
                new Tile(
                    "Empirical Lipschitz constant",
                    Figures.number(before) + " → " + Figures.number(after),
                    Stream.of(Figures.times(before, after), "lower is smoother")
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", ")),
                    "plain"))
        .ifPresent(tiles::add);
  }

  /** Returns those of some surrogates or attacks whose images are in the gallery. */
  List<String> shown(List<String> names, Function<GalleryItem, String> in) {
    List<String> there = report.gallery().items().stream().map(in).toList();
    return names.stream().filter(there::contains).toList();
  }
}

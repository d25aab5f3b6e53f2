package org.lrs.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.result.RunResults;
import org.lrs.result.SearchResults;
import org.lrs.result.SearchResults.Choice;
import org.lrs.result.SearchResults.Rung;
import org.lrs.result.SweepResults;
import org.lrs.result.SweepResults.Trial;
import org.lrs.statistics.Estimate;

/**
 * Renders a search as one HTML file that needs nothing else ({@code search.jte}): what was tried in
 * each rung, what was chosen and why, and what half of the budget would have chosen.
 *
 * @param results everything it shows
 * @param command that repeats the refinement without the search
 */
public record SearchHtml(SearchResults results, String command) {

  /** Returns the page. */
  public static String render(SearchResults results, String command) {
    return Page.render("search.jte", new SearchHtml(results, command));
  }

  Page page() {
    List<String> views = new ArrayList<>(List.of("all proxies (mean)"));
    views.addAll(results.proxies());
    return new Page(
        "lrs refine",
        "Search for a refinement",
        results.surrogate(),
        List.of(
            results.data().dataset() + " " + results.data().split(),
            Figures.count(results.data().images(), "image") + " held out",
            Figures.count(results.proxies().size(), "proxy").replace("proxys", "proxies"),
            "budget " + results.budget(),
            Figures.format("%.1f min", results.seconds() / 60)),
        command,
        new Data(
            views,
            results.rungs().stream().map(Rung::steps).toList(),
            success(results.plain()),
            drawn(),
            results.chosen().trial().name()),
        List.of("search.js"));
  }

  /** Returns the figures that matter most. */
  List<Page.Tile> tiles() {
    Trial chosen = results.chosen().trial();
    List<Page.Tile> tiles = new ArrayList<>();
    String state = results.helped() ? "good" : "bad";
    tiles.add(tile("Chosen", chosen, state));
    defaultRecipe()
        .filter(usual -> !usual.name().equals(chosen.name()))
        .ifPresent(usual -> tiles.add(tile("Default recipe", usual, "plain")));
    tiles.add(tile("Network before", results.plain(), "plain"));
    return tiles;
  }

  private static Page.Tile tile(String title, Trial trial, String state) {
    return new Page.Tile(
        title,
        Figures.percentSign(trial.success()),
        "success on the proxies, clean accuracy " + Figures.percentSign(trial.cleanAccuracy()),
        state);
  }

  /** The default recipe, trained for as long as what was chosen. */
  private Optional<Trial> defaultRecipe() {
    return results.rungs().stream()
        .filter(rung -> rung.steps() == results.chosen().steps())
        .flatMap(rung -> rung.trials().stream())
        .filter(trial -> trial.values().isEmpty())
        .findFirst();
  }

  /** Returns what was chosen and why, and what half of the budget would have chosen. */
  public static List<String> sentences(SearchResults results) {
    return new SearchHtml(results, "").sentences();
  }

  List<String> sentences() {
    Choice chosen = results.chosen();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Chosen: %s. Of %s tried it transfers best to the proxies after %s, the longest that were compared, among those that keep %s of the clean accuracy: %s."
            .formatted(
                words(chosen.trial()),
                Figures.count(chosen.tried(), "setting"),
                Figures.count(chosen.steps(), "training step"),
                Figures.percentSign(results.accuracyFloor()),
                figures(chosen.trial())));
    String before = "The network before: " + figures(results.plain());
    sentences.add(
        defaultRecipe()
                .filter(usual -> !usual.name().equals(chosen.trial().name()))
                .map(usual -> "The default recipe, trained as long: " + figures(usual) + ". ")
                .orElse("")
            + before
            + ".");
    sentences.add(half());
    if (chosen.steps() < results.fullSteps()) {
      sentences.add(
          "No setting was trained for as long as the refinement itself, %s: the budget ended before."
              .formatted(Figures.count(results.fullSteps(), "step")));
    }
    if (!results.helped()) {
      sentences.add("No setting that may be chosen transfers better than the network before.");
    }
    return sentences;
  }

  private String half() {
    Choice half = results.half();
    if (half == null) {
      return "Half of the budget would have chosen nothing: all it tried loses too much accuracy.";
    }
    String tried = Figures.count(half.tried(), "setting");
    if (half.trial().name().equals(results.chosen().trial().name())) {
      return "Half of the budget, %s, would have chosen the same.".formatted(tried);
    }
    Rung longest = results.longest(half.trial().name()).orElseThrow();
    Trial last = longest.of(half.trial().name()).orElseThrow();
    return "Half of the budget, %s, would have chosen %s; after %s: %s%s."
        .formatted(
            tried,
            words(half.trial()),
            Figures.count(longest.steps(), "step"),
            figures(last),
            isInaccurate(last) ? ", too inaccurate" : "");
  }

  private static String words(Trial trial) {
    return trial.values().isEmpty()
        ? trial.name()
        : trial.name() + " (" + Figures.settings(trial.values()) + ")";
  }

  private static String figures(Trial trial) {
    return "success %s, clean accuracy %s"
        .formatted(
            Figures.percentSign(trial.success()), Figures.percentSign(trial.cleanAccuracy()));
  }

  String about() {
    return "The longest training first, the best first; attacked are images that were held out of the training images. Success in percent among the images that a proxy gets right when clean. A setting whose clean accuracy is below %s may not be chosen. The best of many is always flattered: measure it on other images and networks."
        .formatted(Figures.percentSign(results.leastAccuracy()));
  }

  /** Returns a table of each rung, the longest training first. */
  List<Grid<Trial>> rungs() {
    List<Rung> longestFirst = new ArrayList<>(results.rungs());
    Collections.reverse(longestFirst);
    return longestFirst.stream().map(this::table).toList();
  }

  private Grid<Trial> table(Rung rung) {
    Grid<Trial> grid =
        Grid.of(Figures.count(rung.steps(), "training step"), rung.trials())
            .column("setting", Trial::name)
            .column("", trial -> mark(rung, trial));
    for (String proxy : results.proxies()) {
      grid.number(proxy + " %", trial -> Figures.percent(on(proxy, trial)));
    }
    return grid.number("mean %", trial -> Figures.percent(trial.success()))
        .number("clean %", trial -> Figures.percent(trial.cleanAccuracy()))
        .number("seconds", trial -> Figures.format("%.0f", trial.trainingSeconds()))
        .column(
            "values",
            trial ->
                trial.diverged() != null ? trial.diverged() : Figures.settings(trial.values()));
  }

  private String mark(Rung rung, Trial trial) {
    boolean chosen =
        rung.steps() == results.chosen().steps()
            && trial.name().equals(results.chosen().trial().name());
    boolean half =
        results.half() != null
            && rung.steps() == results.half().steps()
            && trial.name().equals(results.half().trial().name());
    if (isInaccurate(trial)) {
      return "too inaccurate";
    }
    return chosen ? "chosen" : half ? "half budget" : "";
  }

  private boolean isInaccurate(Trial trial) {
    return trial.success() != null && trial.cleanAccuracy() < results.leastAccuracy();
  }

  private static Double on(String proxy, Trial trial) {
    return trial.cells().stream()
        .filter(cell -> cell.target().equals(proxy))
        .map(RunResults.Cell::cleanCorrect)
        .map(rate -> SweepResults.mean(List.of(rate)))
        .findFirst()
        .map(Estimate::value)
        .orElse(null);
  }

  /** What the script draws; rates in percent, one per view. */
  private record Data(
      List<String> views,
      List<Integer> lengths,
      List<Double> plain,
      List<Setting> settings,
      String chosen) {}

  private record Setting(
      String name, String method, String words, boolean reference, List<Point> points) {}

  private record Point(int steps, List<Double> success, Double accuracy) {}

  private List<Setting> drawn() {
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (Rung rung : results.rungs()) {
      for (Trial trial : rung.trials()) {
        settings
            .computeIfAbsent(
                trial.name(),
                name ->
                    new Setting(
                        name,
                        trial.values().getOrDefault("method", results.method()),
                        Figures.settings(trial.values()),
                        trial.values().isEmpty(),
                        new ArrayList<>()))
            .points()
            .add(new Point(rung.steps(), success(trial), Figures.drawn(trial.cleanAccuracy())));
      }
    }
    return List.copyOf(settings.values());
  }

  private List<Double> success(Trial trial) {
    List<Double> all = new ArrayList<>();
    all.add(Figures.drawn(trial.success()));
    results.proxies().forEach(proxy -> all.add(Figures.drawn(on(proxy, trial))));
    return all;
  }
}

package org.lrs.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.Surrogate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Renders a report as one HTML file that needs nothing else: no network, no folder beside it.
 *
 * <p>The page's frame is {@code report.html} beside this class; each {@code {{name}}} in it stands
 * for one of the parts made here. Tables and bars are plain markup and readable without JavaScript;
 * the curves, the switches and the theme need it.
 */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * Returns the page.
   *
   * @param model everything it shows
   */
  public static String render(RunReport model) {
    return Page.of("report.html", parts(model));
  }

  /**
   * Writes the page to a file.
   *
   * @param model everything it shows
   * @param file the HTML file, replaced if it exists; its folder must exist
   * @throws IOException if the file cannot be written
   */
  public static void write(RunReport model, Path file) throws IOException {
    Files.writeString(file, render(model));
  }

  private static Map<String, String> parts(RunReport report) {
    RunResults model = report.results();
    SurrogateSection surrogates = new SurrogateSection(model);
    TrainingSection training = new TrainingSection(model);
    StepsSection steps = new StepsSection(model);
    FactsSection facts = new FactsSection(model);
    SummarySection summary = new SummarySection(model);
    Map<String, String> parts = new HashMap<>();
    parts.put("style", Resources.own("report.css"));
    parts.put(
        "script",
        Resources.own("report.js") + Resources.own("plot.js") + Resources.own("charts.js"));
    parts.put("d-three", training.present() || steps.present() ? Resources.d3() : "");
    parts.put("data", json(Map.of("training", training.data(), "steps", steps.data())));
    parts.put("title", Markup.escape(model.name()));
    parts.put("facts", summary.facts().toString());
    parts.put("summary", summary.sentences().toString());
    parts.put("tiles", summary.tiles().toString());
    parts.put(
        "result-controls",
        Controls.results(model.attacks().stream().map(Attack::name).toList()).toString());
    parts.put("matrix", new MatrixSection(model).render().toString());
    parts.put("bars", surrogates.success().toString());
    parts.put("steps-link", steps.link().toString());
    parts.put("steps", steps.render().toString());
    parts.put("smoothness", surrogates.smoothness().toString());
    parts.put("training", training(training).toString());
    parts.put("gallery-controls", galleryControls(report).toString());
    parts.put("gallery", new GallerySection(report).render().toString());
    parts.put("settings", facts.settings().toString());
    parts.put("perturbations", facts.perturbations().toString());
    parts.put("findings", facts.findings().toString());
    parts.put("provenance", FactsSection.provenance(report.provenance()).toString());
    parts.put("command", Markup.escape(report.command()));
    return parts;
  }

  private static Markup galleryControls(RunReport report) {
    RunResults model = report.results();
    List<String> surrogates =
        model.surrogates().stream()
            .map(Surrogate::name)
            .filter(name -> report.gallery().stream().anyMatch(i -> i.surrogate().equals(name)))
            .toList();
    List<String> attacks =
        model.attacks().stream()
            .map(Attack::name)
            .filter(name -> report.gallery().stream().anyMatch(i -> i.attack().equals(name)))
            .toList();
    String best = new Comparison(model).best().map(gain -> gain.refined().name()).orElse("");
    return new Markup()
        .add(Controls.segmented("gallery-surrogate", "Crafted on", surrogates, surrogates, best))
        .add(Controls.segmented("gallery-attack", "Attack", attacks, attacks, ""));
  }

  private static Markup training(TrainingSection training) {
    return training.present()
        ? training.table()
        : new Markup().element("p", "No surrogate was refined in this run.", "class", "empty");
  }

  /** Returns JSON that can stand inside a script element: no character of it can end one. */
  static String json(Object value) {
    return JsonMapper.shared()
        .writeValueAsString(value)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }
}

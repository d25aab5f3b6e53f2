package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.SurrogateComparison;
import org.lrs.result.SurrogateComparison.Table;

/** Writes a comparison of surrogates as Markdown, whose tables can be pasted into any page. */
public final class ComparisonMarkdown {

  private final SurrogateComparison model;
  private final ComparisonTables tables;
  private final List<String> paragraphs = new ArrayList<>();

  private ComparisonMarkdown(SurrogateComparison model) {
    this.model = model;
    tables = new ComparisonTables(model);
  }

  /** Returns the whole comparison. */
  public static String render(SurrogateComparison model) {
    ComparisonMarkdown page = new ComparisonMarkdown(model);
    page.head();
    page.paragraph("## The surrogates").rows(page.tables.surrogates());
    for (Table table : model.tables()) {
      page.table(table);
    }
    page.paragraph("## What predicts transfer").predictors();
    page.paragraph("## How to read this");
    notes(model).forEach(note -> page.paragraph("- " + note));
    return page.text();
  }

  /** Returns what a terminal shows: success right when clean, and what predicts it. */
  public static String summary(SurrogateComparison model) {
    ComparisonMarkdown page = new ComparisonMarkdown(model);
    page.rows(page.tables.surrogates());
    for (Table table : model.tables()) {
      if (table.denominator() == Denominator.CLEAN_CORRECT) {
        page.add(page.tables.success(table));
      }
    }
    page.predictors();
    page.paragraph(
        "▲ ▼: above or below %s, p ≤ 0.05 after Holm's correction. Brackets: 95 %% intervals."
            .formatted(model.baseline()));
    return page.text();
  }

  /** Returns how to read a comparison: what its marks and intervals mean. */
  static List<String> notes(SurrogateComparison model) {
    return """
    Success is the share of images on which the attack succeeds: of all images, or of those the \
    target gets right when clean. Means are over %s; targets in brackets do not count in them. \
    Differences are taken on the images that count for both surrogates.
    Single rates have Wilson 95 %% intervals, single differences Newcombe's paired interval \
    (method 10). The targets see the same images and are not independent, so means and \
    differences of means have percentile intervals of %s bootstrap replicates over images, each \
    with all its targets.
    p is of the exact two-sided McNemar test, with Holm's correction over its family: all \
    surrogates and targets of one table with the same reference. ▲ and ▼ mark rates above and \
    below those of %s with p ≤ 0.05 after the correction.
    The intervals are about the choice of images. They do not cover what another seed of the \
    refinement would change, and are not widened for being many; the p-values are.
    Robust accuracy is one minus the success of the same attack on the surrogate itself, over \
    all images. Rank correlations are over the surrogates, with mean success of images right \
    when clean; Spearman's interval is that of Bonett and Wright through Fisher's z. They see \
    only what rises or falls throughout, not an optimum in the middle. Surrogates made from one \
    network are no random sample of surrogates: a correlation describes those of this comparison.
    """
        .formatted(
            Figures.list(model.counted()), Figures.count(model.replicates()), model.baseline())
        .lines()
        .toList();
  }

  private void head() {
    paragraph("# Comparison of surrogates");
    paragraph(
        "%s of %s. %s: %s. Baseline: %s%s. Means over %s."
            .formatted(
                Figures.count(model.data().images(), "image"),
                (model.data().dataset() + " " + model.data().split()).strip(),
                model.runs().size() == 1 ? "Run" : "Runs",
                Figures.list(model.runs()),
                model.baseline(),
                model.rival() == null ? "" : "; rival: " + model.rival(),
                Figures.list(model.counted())));
    paragraph("```sh\n" + model.command() + "\n```");
  }

  private void table(Table table) {
    if (table.denominator() == Denominator.values()[0]) {
      RunResults.Attack attack = table.attack();
      paragraph("## " + attack.name());
      paragraph(
          "%s, ε = %s, %s, %s"
              .formatted(
                  Figures.norm(attack.norm()),
                  Figures.length(attack.norm(), attack.epsilon()),
                  Figures.count(attack.steps(), "step"),
                  attack.goal()));
    }
    add(tables.success(table));
    add(tables.intervals(table));
    tables.differences(table).forEach(this::add);
  }

  private void predictors() {
    List<? extends Grid<?>> grids =
        tables.attacks().stream().flatMap(attack -> tables.predictors(attack).stream()).toList();
    grids.forEach(this::add);
    if (grids.isEmpty()) {
      paragraph(ComparisonTables.TOO_FEW);
    }
  }

  private ComparisonMarkdown paragraph(String words) {
    paragraphs.add(words);
    return this;
  }

  private void add(Grid<?> grid) {
    paragraph("**" + grid.caption() + "**").rows(grid);
  }

  private void rows(Grid<?> grid) {
    paragraph(grid.markdown().stripTrailing());
  }

  private String text() {
    return String.join("\n\n", paragraphs) + "\n";
  }
}

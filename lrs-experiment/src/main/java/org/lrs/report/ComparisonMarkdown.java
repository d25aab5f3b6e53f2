package org.lrs.report;

import java.util.List;
import org.lrs.result.Denominator;
import org.lrs.result.SurrogateComparison;
import org.lrs.result.SurrogateComparison.Table;

/** Writes a comparison of surrogates as Markdown, whose tables can be pasted into any page. */
public final class ComparisonMarkdown {

  private final SurrogateComparison model;
  private final ComparisonTables tables;
  private final StringBuilder text = new StringBuilder();

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
    ComparisonNotes.of(model).forEach(note -> page.paragraph("- " + note));
    return page.text.toString();
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
    return page.text.toString();
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
      paragraph("## " + table.attack().name());
      paragraph(ComparisonTables.words(table.attack()));
    }
    add(tables.success(table));
    add(tables.intervals(table));
    tables.differences(table).forEach(this::add);
  }

  private void predictors() {
    List<Grid> grids =
        model.tables().stream()
            .map(table -> table.attack().name())
            .distinct()
            .flatMap(attack -> new PredictorTables(model).of(attack).stream())
            .toList();
    grids.forEach(this::add);
    if (grids.isEmpty()) {
      paragraph(PredictorTables.TOO_FEW);
    }
  }

  private ComparisonMarkdown paragraph(String words) {
    text.append(text.isEmpty() ? "" : "\n").append(words).append('\n');
    return this;
  }

  private void add(Grid grid) {
    paragraph("**" + grid.caption() + "**").rows(grid);
  }

  private void rows(Grid grid) {
    paragraph(grid.markdown().stripTrailing());
  }
}

package org.lrs.report;

import java.util.stream.Collectors;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.Target;
import org.lrs.result.Surrogate;
import org.lrs.statistics.SuccessRate;

/** Renders a report's success matrix for a terminal. */
public final class TextReport {
  private static final Denominator COUNTED = Denominator.CLEAN_CORRECT;

  private TextReport() {}

  /**
   * Returns an aligned table per attack, surrogates × targets, of the success in percent among the
   * images each target gets right when clean.
   *
   * <p>Each rate stands with half the length of its Wilson 95 % interval; the last columns are the
   * mean over the targets and its change from the plain surrogate in points.
   *
   * @param model the figures
   */
  public static String matrix(RunResults model) {
    return model.attacks().stream()
        .map(attack -> head(attack) + table(model, attack).text())
        .collect(Collectors.joining("\n"));
  }

  private static String head(Attack attack) {
    return "%s (%s, ε = %s%s%s): success in %% of the %s\n"
        .formatted(
            attack.name(),
            Figures.norm(attack.norm()),
            Figures.pixels(attack.epsilon()),
            attack.gradients() == null ? "" : ", " + Figures.count(attack.gradients(), "gradient"),
            attack.goal().equals("targeted") ? ", targeted" : "",
            COUNTED.words());
  }

  private static Grid<Surrogate> table(RunResults model, Attack attack) {
    Comparison comparison = new Comparison(model);
    return Grid.of("", model.surrogates())
        .column("surrogate", Surrogate::name)
        .numbers(
            model.targets(),
            Target::name,
            (surrogate, target) ->
                comparison
                    .rate(surrogate, attack, target, COUNTED)
                    .map(TextReport::words)
                    .orElse(Figures.NONE))
        .number("mean", s -> Figures.percent(comparison.mean(s, attack, COUNTED)))
        .number("change", s -> comparison.change(s, attack, COUNTED).orElse(""));
  }

  private static String words(SuccessRate rate) {
    return "%5s ±%4s"
        .formatted(Figures.percent(rate.rate()), Figures.percent(Figures.halfWidth(rate)));
  }
}

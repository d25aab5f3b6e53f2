package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.Target;
import org.lrs.result.Surrogate;
import org.lrs.statistics.SuccessRate;

/** Renders a report's success matrix for a terminal. */
public final class TextReport {
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
    StringBuilder text = new StringBuilder();
    for (Attack attack : model.attacks()) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append(
          "%s (%s, ε = %s%s%s): success in %% of the %s%n"
              .formatted(
                  attack.name(),
                  Figures.norm(attack.norm()),
                  Figures.pixels(attack.epsilon()),
                  attack.gradients() == null
                      ? ""
                      : ", " + Figures.count(attack.gradients(), "gradient"),
                  attack.goal().equals("targeted") ? ", targeted" : "",
                  Denominator.CLEAN_CORRECT.words()));
      text.append(table(model, attack).text());
    }
    return text.toString().replace("\r\n", "\n");
  }

  private static Grid table(RunResults model, Attack attack) {
    List<String> head = new ArrayList<>(List.of("surrogate"));
    model.targets().forEach(target -> head.add(target.name()));
    head.addAll(List.of("mean", "change"));
    Comparison comparison = new Comparison(model);
    List<List<String>> rows = new ArrayList<>();
    for (Surrogate surrogate : model.surrogates()) {
      List<String> row = new ArrayList<>(List.of(surrogate.name()));
      for (Target target : model.targets()) {
        row.add(
            comparison
                .cell(surrogate.name(), attack.name(), target.name())
                .map(cell -> rate(cell.cleanCorrect()))
                .orElse(Figures.NONE));
      }
      double mean = mean(comparison, surrogate, attack);
      row.add(Figures.percent(mean));
      row.add(
          comparison
              .plainOf(surrogate)
              .map(plain -> Figures.points(mean - mean(comparison, plain, attack)))
              .orElse(""));
      rows.add(row);
    }
    return Grid.of("", head, rows);
  }

  private static double mean(Comparison comparison, Surrogate surrogate, Attack attack) {
    return comparison.mean(surrogate.name(), attack.name(), Denominator.CLEAN_CORRECT);
  }

  private static String rate(SuccessRate rate) {
    return rate.trials() == 0
        ? Figures.NONE
        : "%5s ±%4s"
            .formatted(Figures.percent(rate.rate()), Figures.percent(Figures.halfWidth(rate)));
  }
}

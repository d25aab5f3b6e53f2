package org.lrs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Cell;
import org.lrs.result.Surrogate;

/** Reports in which not every attack ran on every surrogate, and of several surrogates at once. */
class MissingCellsTest {

  private static RunResults only(Predicate<Cell> kept) {
    RunResults all = SampleReport.better().results();
    List<Surrogate> surrogates = new ArrayList<>(all.surrogates());
    Surrogate last = surrogates.get(surrogates.size() - 1);
    surrogates.add(
        new Surrogate(
            "both",
            last.model(),
            null,
            Surrogate.ENSEMBLE,
            Map.of("members", "plain + lrs-f"),
            0.9,
            null,
            null,
            null,
            List.of(),
            List.of()));
    return new RunResults(
        RunResults.FORMAT,
        all.name(),
        all.dataset(),
        surrogates,
        all.targets(),
        all.attacks(),
        all.cells().stream().filter(kept).toList(),
        all.gains(),
        List.of(),
        all.perturbations(),
        all.findings());
  }

  @Test
  void pairsThatDidNotRunAreDashes() {
    String pgd = SuccessMatrix.text(only(c -> !isPgdOn(c, "plain"))).split("\n\n")[1];
    assertThat(pgd.lines().filter(line -> line.startsWith("plain ")).findFirst().orElseThrow())
        .matches("plain( +–){6}");
    assertThat(pgd.lines().filter(line -> line.startsWith("lrs-f ")).findFirst().orElseThrow())
        .endsWith("–");
  }

  @Test
  void surrogatesAreComparedOverTheAttacksThatRanOnBoth() {
    Comparison whole = new Comparison(only(c -> !c.attack().equals("pgd")));
    Comparison partly = new Comparison(only(c -> !isPgdOn(c, "plain")));
    assertThat(partly.gains()).isEqualTo(whole.gains()).isNotEmpty();
    String sentence = new Summary(only(c -> !isPgdOn(c, "plain"))).sentences().get(1);
    assertThat(sentence).contains("i-fgsm fools", "mi-fgsm fools").doesNotContain("pgd");
  }

  @Test
  void anEnsembleIsNeitherPlainNorRefined() {
    RunResults model = only(c -> true);
    assertThat(new Summary(model).sentences().get(3))
        .contains("on 1 plain, 3 refined and 1 ensemble surrogates (plain, lrs-1,");
    assertThat(new Comparison(model).gains())
        .noneMatch(gain -> gain.plain().name().equals("both"))
        .noneMatch(gain -> gain.refined().name().equals("both"));
    assertThat(HtmlReport.render(new RunReport(model, RunReport.Gallery.NONE, Map.of(), "")))
        .contains("ensemble ")
        .doesNotContain(">NaN", "NaN<");
  }

  private static boolean isPgdOn(Cell cell, String surrogate) {
    return cell.attack().equals("pgd") && cell.surrogate().equals(surrogate);
  }
}

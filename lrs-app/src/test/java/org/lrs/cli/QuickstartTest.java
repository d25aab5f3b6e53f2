package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.RunFolder;
import org.lrs.result.RunResults;

/** What everyone runs first shows what the program is for; docs/quickstart.md has its figures. */
class QuickstartTest {

  @TempDir private Path folder;

  @Test
  void lrsTransfersBetterThanThePlainSurrogate() {
    Terminal.Outcome outcome =
        Terminal.run(
            "quickstart",
            "--out",
            folder.resolve("quick").toString(),
            "--set",
            "data.evaluate.count=100",
            "--set",
            "analyze.images=2",
            "--set",
            "surrogates.lrs-f.refine.maxSteps=60",
            "--set",
            "attacks.pgd.surrogates=[plain, lrs-f]",
            "--set",
            "attacks.i-fgsm.surrogates=[plain, lrs-f]",
            "--set",
            "attacks.mi-fgsm.surrogates=[plain, lrs-f]",
            "--set",
            "surrogates.lrs-1.refine.maxSteps=1",
            "--set",
            "surrogates.lrs-2.refine.maxSteps=1");
    assertThat(outcome.exitCode()).isZero();
    RunResults results = RunFolder.read(folder.resolve("quick"), "results.json", RunResults.class);
    for (String attack : List.of("i-fgsm", "pgd", "mi-fgsm")) {
      assertThat(mean(results, "lrs-f", attack)).isGreaterThan(mean(results, "plain", attack));
    }
  }

  private static double mean(RunResults results, String surrogate, String attack) {
    return results.cells().stream()
        .filter(cell -> cell.surrogate().equals(surrogate) && cell.attack().equals(attack))
        .mapToDouble(cell -> cell.cleanCorrect().rate())
        .average()
        .orElseThrow();
  }
}

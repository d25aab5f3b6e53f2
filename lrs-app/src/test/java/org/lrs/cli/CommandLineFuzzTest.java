package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.cli.Terminal.Outcome;
import org.lrs.testkit.Fuzz;

/** Damaged arguments are taken, or refused in one sentence with exit code 2 or 3. */
class CommandLineFuzzTest {

  /** A message may name the whole path of a file. */
  private static final int LONGEST = 2_100;

  @Test
  void damagedArgumentsAreRefusedInOneSentence() throws Exception {
    Fuzz.texts(
        List.of(
            "models show wrn-16-8 --input 3x32x32",
            "evaluate --model none.pt --count 100 --mean 0.49,0.48,0.45 --std 1,1,1 --threads 2",
            "refine -m none.pt --method lrs-f+swa --auto --budget 90s --temperature 1.5 --seed 7",
            "attack -m none.pt -e 8/255 --attack vmi-fgsm+dim --norm l2 --set steps=4 @file",
            "verify none --clean none --epsilon 8/255 --classes 10 --range 0:255",
            "analyze lipschitz -m none.pt --radius 0.01 --steps 3",
            "report runs/none",
            "plan none/spec.yaml --set data.evaluate.count=100"),
        CommandLineFuzzTest::run);
  }

  private static void run(String line) {
    Outcome outcome = Terminal.run(line.split(" "));
    String sentence = outcome.err().lines().findFirst().orElse("lrs: ");
    assertThat(outcome.exitCode()).as(sentence).isNotEqualTo(ExitCode.FAULT);
    assertThat(sentence)
        .startsWith("lrs: ")
        .hasSizeLessThan(LONGEST)
        .doesNotContain("Exception", "java.")
        .doesNotContainPattern("\\p{Cntrl}");
  }
}

package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lrs.cli.Terminal.ok;
import static org.lrs.cli.Terminal.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.cli.Terminal.Outcome;

/** Every command looks at networks and images in the same way before it is believed. */
class CheckedCommandsTest {
  private static final String NEAR_CHANCE = "warning: resnet8-a: clean accuracy is ";
  private static final List<String> WRONG = List.of("--mean", "0.9", "--std", "0.3");

  @TempDir Path folder;

  private String[] words(String command, List<String> more) {
    List<String> words =
        new ArrayList<>(List.of(command.replace("OUT", folder + "/out").split(" ")));
    words.addAll(more);
    return words.toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluate --model resnet8-a -n 40",
        "attack --model resnet8-a -a fgsm -e 4/255 -n 40 --out OUT",
        "analyze lipschitz --model resnet8-a -n 40 --steps 1 --out OUT",
        "analyze penalties --model resnet8-a -n 40 --steps 0.1 --out OUT",
        "refine --model resnet8-a --method fine-tune --set maxSteps=1 --set batchSize=20 -n 40"
            + " --out OUT",
      })
  void aNetworkThatGuessesIsAWarningEachTime(String command) {
    for (int times = 0; times < 2; times++) {
      Outcome outcome = ok(words(command, WRONG));
      assertThat(outcome.err().lines().filter(line -> line.startsWith(NEAR_CHANCE)))
          .as(outcome.err())
          .hasSize(command.startsWith("refine") ? 1 - times : 1); // a training is not begun again
    }
    assertThat(ok(words(command.replace("OUT", "OUT2"), List.of())).err())
        .doesNotContain("warning");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "attack -a fgsm -e 4/255", "analyze lipschitz"})
  void constantsOfBytesAreRefused(String command) {
    Outcome outcome =
        run(words(command + " --model resnet8-a -n 4 --mean 72.9 --std 90", List.of()));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(outcome.err())
        .isEqualToIgnoringNewLines(
            "lrs: normalization of 'resnet8-a' has the mean 72.9, but pixels are in [0, 1]; divide"
                + " mean and std by 255");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evaluate", "attack -a fgsm -e 4/255 --out OUT", "analyze card --out OUT"})
  void noImagesAreRefused(String command) {
    Outcome outcome = run(words(command + " --model resnet8-a --start 1000", List.of()));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(outcome.err())
        .contains(
            "lrs: embedded/test images from 1000 are none, of 1000; change start, split or path");
  }
}

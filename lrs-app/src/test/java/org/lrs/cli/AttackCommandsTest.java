package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lrs.cli.Terminal.ok;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.cli.Terminal.Outcome;
import org.lrs.format.Npy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Attacks on the command line: targets, budgets and costs. */
class AttackCommandsTest {

  @TempDir static Path folder;

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void targetedImagesAreScoredByTheClassesAskedFor() {
    Outcome attacked =
        ok(
            "attack",
            "--model",
            "resnet8-a",
            "--attack",
            "mi-fgsm",
            "--epsilon",
            "64/255",
            "--goal",
            "targeted",
            "--set",
            "targetClass=Sneaker",
            "--set",
            "gradients=5",
            "--set",
            "every=2",
            "--count",
            "20",
            "--out",
            at("asked"),
            "--json");
    JsonNode summary = JsonMapper.shared().readTree(attacked.out());
    assertThat(summary.at("/settings/targetClass").asString()).isEqualTo("Sneaker");
    assertThat(summary.at("/settings/steps").asInt()).isEqualTo(5);
    assertThat(summary.at("/gradients").asInt()).isEqualTo(5);
    assertThat(summary.at("/curve").findValuesAsString("step")).containsExactly("2", "4", "5");
    assertThat(summary.at("/curve/2/whiteBox")).isEqualTo(summary.at("/whiteBox"));
    assertThat(Npy.read(folder.resolve("asked/adversarial/targets.npy")).toLongs())
        .hasSize(20)
        .containsOnly(7);
    assertThat(folder.resolve("asked/clean/targets.npy")).doesNotExist();

    // The surrogate as a target says the same as the attack did, image of Sneakers left out.
    String[] evaluate = {
      "evaluate", "--model", "resnet8-a", "--adversarial", at("asked/adversarial"), "--json"
    };
    JsonNode scored = JsonMapper.shared().readTree(ok(evaluate).out());
    assertThat(scored.at("/goal").asString()).isEqualTo("targeted");
    assertThat(scored.at("/success")).isEqualTo(summary.at("/whiteBox"));
    long sneakers =
        Arrays.stream(Npy.read(folder.resolve("asked/clean/labels.npy")).toLongs())
            .filter(label -> label == 7)
            .count();
    assertThat(sneakers).isPositive();
    assertThat(scored.at("/success/all/trials").asLong()).isEqualTo(20 - sneakers);
    assertThat(ok(Arrays.copyOf(evaluate, 5)).out()).contains("Targeted success among all:");
  }

  @Test
  void attacksAreListedWithTheirCost() {
    assertThat(ok("attacks").out()).contains("gradients a step");
    JsonNode all = JsonMapper.shared().readTree(ok("attacks", "--json").out());
    for (JsonNode one : all) {
      assertThat(one.propertyNames())
          .contains("name", "family", "summary", "settings", "cost", "paper", "formula");
      JsonNode cost = one.get("cost");
      assertThat(cost.get("perStep").asDouble() * cost.get("steps").asInt())
          .isCloseTo(cost.get("total").asDouble(), within(1e-9));
      if (one.get("name").asString().equals("vmi-fgsm")) {
        // Twenty neighbours and the place itself, fifty times.
        assertThat(cost.get("total").asLong()).isEqualTo(50 * 21);
      }
    }
  }
}

package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.experiment.configuration.AttackSpec;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.configuration.SpecParts;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.plan.Progress;

class SaturatedSurrogateTest {

  @TempDir Path folder;

  @Test
  void anAttackWithoutGradientsSaysSoNowAndWhenItIsReused() throws Exception {
    EngineNetwork overconfident = EngineNetwork.embedded("resnet8-a").softened(0.01);
    AttackSpec attack =
        SpecParts.attack("fgsm", Map.of("recipe", "fgsm", "epsilon", "4/255"), List.of());
    CraftRun run = new CraftRun(overconfident, Source.embedded("test", 40), attack, 0);
    for (int times = 0; times < 2; times++) {
      List<Finding> shown = new ArrayList<>();
      Progress progress =
          new Progress() {
            @Override
            public void found(Finding finding) {
              shown.add(finding);
            }
          };
      CraftRun.Crafted crafted = run.run(Experiment.Options.of(folder, "lrs"), progress);
      assertThat(crafted.zeroGradients()).isGreaterThan(2);
      assertThat(shown).containsAll(crafted.findings());
      assertThat(crafted.findings())
          .extracting(Finding::sentence)
          .anyMatch(sentence -> sentence.contains("a gradient of exactly zero at the start"));
    }
    assertThat(Files.readString(folder.resolve("attack.json"))).contains("\"findings\"");
  }
}

package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.attack.Attack;
import org.lrs.attack.gradient.MiFgsm;
import org.lrs.data.Images;
import org.lrs.data.NpyDataset;
import org.lrs.experiment.configuration.AttackSpec;
import org.lrs.experiment.configuration.RefineSpec;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.plan.Progress;
import org.lrs.model.CheckpointCard;
import org.lrs.model.Classifier;
import org.lrs.model.EmbeddedModels;
import org.lrs.refine.Training;
import org.lrs.refine.recipe.Alignment;
import org.lrs.refine.recipe.LrsF;
import org.lrs.testkit.NoTensorLeak;

/** What commands do, called from a program. */
@NoTensorLeak
class JavaRunsTest {

  private static final Attack ATTACK = Attack.linf(8 / 255.0).with(new MiFgsm()).steps(2);

  @TempDir Path folder;

  private Experiment.Options options;
  private CraftRun.Crafted crafted;

  @BeforeEach
  void craft() {
    options = Experiment.Options.of(folder.resolve("crafted"), "");
    EngineNetwork surrogate = EngineNetwork.embedded("resnet8-a");
    crafted =
        new CraftRun(surrogate, Source.embedded("test", 8), AttackSpec.of("mi", ATTACK), 0)
            .run(options, Progress.silent());
  }

  @Test
  void craftedImagesAreThoseOfTheAttackItself() {
    Images saved = NpyDataset.read(folder.resolve("crafted/adversarial"), null).images();
    try (Classifier surrogate = EmbeddedModels.open("resnet8-a")) {
      Images direct = ATTACK.craft(surrogate, Source.embedded("test", 8).read());
      assertThat(saved.pixels()).isEqualTo(direct.pixels());
    }
  }

  @Test
  void surrogateIsFooledAsOftenWhenAskedAgain() {
    EvaluateRun.Evaluation again =
        EvaluateRun.adversarial(
                EngineNetwork.embedded("resnet8-a"),
                folder.resolve("crafted/adversarial"),
                folder.resolve("crafted/clean"))
            .run(folder.resolve("evaluated"));
    assertThat(again.success()).isEqualTo(crafted.whiteBox());
    assertThat(again.targeted()).isFalse();
    assertThat(folder.resolve("evaluated/evaluation.json")).isNotEmptyFile();
  }

  @Test
  void refinedNetworkIsReadFromItsFolder() throws IOException {
    Training training = Training.basic().with(new LrsF()).batchSize(8).maxSteps(2);
    Path out = folder.resolve("refined");
    CheckpointCard card =
        new RefineRun(
                "smooth",
                EngineNetwork.embedded("resnet8-a"),
                RefineSpec.of(training),
                Source.embedded("train", 16),
                Source.embedded("test", 16),
                Optional.empty(),
                0)
            .run(Experiment.Options.of(out, "lrs refine"), Progress.silent());
    EngineNetwork refined = ModelFile.of(out).engine();
    assertThat(refined.name()).isEqualTo("smooth").isEqualTo(card.name());
    EvaluateRun.Evaluation found =
        EvaluateRun.clean(refined, Source.embedded("test", 16).read()).run();
    assertThat(found.accuracy()).isEqualTo(card.testAccuracy());
  }

  @Test
  void networkIsAlignedToAnother() {
    Training training =
        Training.basic().with(new Alignment()).learningRate(0.001).batchSize(8).maxSteps(2);
    EngineNetwork witness = EngineNetwork.embedded("wrn-10-1");
    CheckpointCard card =
        new RefineRun(
                "aligned",
                EngineNetwork.embedded("resnet8-a"),
                RefineSpec.of(training, Optional.of(witness)),
                Source.embedded("train", 16),
                Source.embedded("test", 16),
                Optional.empty(),
                0)
            .run(Experiment.Options.of(folder.resolve("aligned"), "lrs"), Progress.silent());
    assertThat(card.testAccuracy()).isGreaterThan(0.5);
  }
}

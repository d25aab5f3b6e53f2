package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.refine.recipe.Alignment;
import org.lrs.refine.recipe.LrsF;
import org.lrs.testkit.NoTensorLeak;

/** What a second network must be, and that it is part of what identifies a run. */
@NoTensorLeak
class WitnessesTest {
  @TempDir private Path folder;

  private static FineTuner aligning() {
    Training training = Training.stable().with(new Alignment());
    return new FineTuner(TinyTraining.shrunk(training, 1, 3), 3);
  }

  @Test
  void missingOneAndNeedlessOneAreRefused() {
    try (Classifier model = TinyTraining.classifier();
        Classifier witness = TinyTraining.witness()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> aligning().run(model, TinyTraining.data()))
          .withMessage(
              "'alignment' learns from a second network; name it as 'witness', and never a target");
      FineTuner lrs = new FineTuner(TinyTraining.training(1, 0.01), 3).witness(witness);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lrs.run(model, TinyTraining.data()))
          .withMessage("no refinement here learns from a witness, as 'alignment' does; remove it");
    }
  }

  @Test
  void otherClassesOrImagesAreRefused() {
    InputShape larger = new InputShape(3, 8, 8);
    try (Classifier model = TinyTraining.classifier();
        Classifier witness = TinyClassifiers.smooth(larger, 4, model.normalization(), 1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> aligning().witness(witness).run(model, TinyTraining.data()))
          .withMessage(
              "the witness 'smooth' is for 4 classes of images of 3x8x8, 'normalised' for 3 classes"
                  + " of images of 3x6x6; name a witness of the same classes and images");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> aligning().witness(model).run(model, TinyTraining.data()))
          .withMessage("the witness 'normalised' is the network under training; give a copy of it");
    }
  }

  @Test
  void checkpointBelongsToItsWitnessAndTheWitnessStaysAsItWas() {
    try (Classifier model = TinyTraining.classifier();
        Classifier witness = TinyTraining.witness();
        Classifier other = witness.copy(witness.name())) {
      other.soften(2);
      var before = witness.parameters().toHost();
      FineTuner tuner = aligning().in(folder.resolve("checkpoint"));
      assertThat(tuner.witness(witness).run(model, TinyTraining.data()).history()).hasSize(3);
      assertThat(witness.parameters().toHost()).isEqualTo(before);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tuner.witness(other).run(model, TinyTraining.data()))
          .withMessageContaining("belongs to a run with other settings");
    }
  }

  @Test
  void withLrsTheLabelsAreTheWitnessesAndThePenaltiesStay() {
    Training both = Training.stable().with(new LrsF()).with(new Alignment()).checked();
    assertThat(both.needsWitness()).isTrue();
    assertThat(both.pointTerms()).hasSize(2);
    assertThat(both.settings().crossEntropyWeight()).isZero();
  }
}

package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.format.Safetensors;
import org.lrs.model.Classifier;
import org.lrs.model.TinyClassifiers;
import org.lrs.nn.Mode;
import org.lrs.refine.recipe.AdvProp;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.InScope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
@InScope
class AuxiliaryNormsTest {
  private static final AdversarialTraining TERM =
      new AdversarialTraining(1, 1.0 / 255, Optional.empty(), 3, true, true);

  private Classifier model;
  private TrainedNetwork network;
  private AuxiliaryNorms norms;

  @BeforeEach
  void open() {
    model = TermPoint.normalised();
    network = TrainedNetwork.of(model, true);
    norms = network.norms();
  }

  @AfterEach
  void close() {
    network.close();
    model.close();
  }

  private Passes batch() {
    return new Passes(network, Training.basic(), TermPoint.batch(model, TermPoint.images()));
  }

  @Test
  void copyHasTheNumbersOfBatchNormalisationAndNoOthers() {
    assertThat(norms.own().keySet())
        .containsExactly(
            "b1.weight",
            "b1.bias",
            "b1.running_mean",
            "b1.running_var",
            "b2.weight",
            "b2.bias",
            "b2.running_mean",
            "b2.running_var");
    assertThat(norms.trained()).hasSize(4);
    assertThat(norms.get("b1.weight").toFloatArray())
        .isEqualTo(model.parameters().get("b1.weight").toFloatArray());
    assertThat(norms.get("c1.weight")).isSameAs(model.parameters().get("c1.weight"));
  }

  @Test
  void adversarialPassMovesItsOwnStatisticsOnly() {
    Map<String, float[]> before = TinyClassifiers.numbers(model);
    Tensor loss = TermPoint.of(TERM, batch());
    assertThat(loss.elements()).isEqualTo(1);
    assertThat(TinyClassifiers.numbers(model))
        .allSatisfy((name, values) -> assertThat(values).isEqualTo(before.get(name)));
    try (Classifier wanted = model.copy("wanted")) {
      Tensor images = TERM.images(batch(), model.parameters(), Mode.TRAIN);
      Tensor logits = wanted.logits(images, Mode.TRAIN);
      assertThat(logits.elements()).isPositive();
      for (String name : List.of("b1.running_mean", "b2.running_var")) {
        assertThat(norms.get(name).toFloatArray())
            .isEqualTo(wanted.parameters().get(name).toFloatArray())
            .isNotEqualTo(before.get(name));
      }
    }
  }

  @Test
  void gradientOfTheAdversarialPassGoesToItsOwnNormsAndToTheSharedWeights() {
    try (Classifier same = model.copy("same")) {
      Passes shared = TermPoint.withoutCleanPass(same);
      List<Tensor> all = same.parameters().trainable(same.network(), true);
      List<Tensor> wanted =
          Autograd.gradients(
              TermPoint.of(
                  new AdversarialTraining(1, 1.0 / 255, Optional.empty(), 3, true, false), shared),
              all);
      Tensor convolution = model.parameters().get("c1.weight").requiresGradient(true);
      List<Tensor> found =
          Autograd.gradients(
              TermPoint.of(TERM, batch()), List.of(convolution, norms.trained().get(0)));
      assertThat(same.network().parameters().get(1).name()).isEqualTo("b1.weight");
      assertThat(found.get(0).toFloatArray()).isEqualTo(wanted.get(0).toFloatArray());
      assertThat(found.get(1).toFloatArray()).isEqualTo(wanted.get(1).toFloatArray());
    }
  }

  @Test
  void checkpointHasTheSecondSetAndTheOutcomeDoesNot(@TempDir Path folder) {
    Training training = TinyTraining.shrunk(Training.basic().with(new AdvProp()), 1, 3);
    TinyTraining.Done outcome = TinyTraining.run(training, folder, TrainingListener.SILENT);
    var kept = Safetensors.read(folder.resolve("checkpoint.safetensors"));
    assertThat(kept.get("auxiliary.b1.running_mean").toFloats())
        .isNotEqualTo(kept.get("parameter.b1.running_mean").toFloats());
    assertThat(kept.get("auxiliary.b1.weight").toFloats())
        .isNotEqualTo(kept.get("parameter.b1.weight").toFloats());
    assertThat(outcome.numbers().keySet()).containsExactlyElementsOf(model.parameters().names());
  }

  @Test
  void networkWithoutBatchNormalisationIsRefused() {
    try (Classifier smooth = TermPoint.smooth()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> AuxiliaryNorms.of(smooth))
          .withMessage(
              "adversarial.auxiliaryBatchNorm needs a network with batch normalisation, 'smooth'"
                  + " has none; set it to false");
    }
  }
}

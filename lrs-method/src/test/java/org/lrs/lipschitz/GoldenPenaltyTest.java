package org.lrs.lipschitz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lrs.analysis.EmpiricalLipschitz;
import org.lrs.format.HostTensor;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.PublishedModels;
import org.lrs.refine.BatchNormPolicy;
import org.lrs.refine.PaperLoss;
import org.lrs.refine.Training;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Kind;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.testkit.Tensors;

/** Penalties against an independent PyTorch implementation, on a published CIFAR-10 network. */
@Tag("shared")
@NoTensorLeak
class GoldenPenaltyTest {
  // Two libraries sum 3,072 products in another order, through 20 layers.
  private static final double VALUE_TOLERANCE = 1e-4;
  private static final double GRADIENT_TOLERANCE = 1e-3;

  private static final List<String> CHECKED =
      List.of("conv1.weight", "layer2.0.bn1.weight", "layer3.2.conv2.weight", "linear.weight");

  @ParameterizedTest
  @CsvSource({
    "eval, PAPER, FROZEN",
    "eval, REFERENCE, FROZEN",
    "eval, LINEAGE, FROZEN",
    "train, PAPER, CLEAN_PASS",
    "train, REFERENCE, ALL_PASSES",
    "train, LINEAGE, CLEAN_PASS"
  })
  void penaltiesAndTheirGradientsEqualTheReference(
      String statistics, PenaltyMode mode, BatchNormPolicy policy) {
    Map<String, HostTensor> golden = PublishedModels.golden();
    String key = "penalty." + statistics + "." + mode + ".";
    Training settings =
        PaperLoss.training(
            1, 5, 5, DifferenceStep.normalized(0.01), DifferenceStep.normalized(1.5), mode, policy);
    try (Scope scope = Scope.open();
        Classifier model = PublishedModels.resnet20()) {
      List<Tensor> parameters = model.parameters().trainable(model.network(), true);
      Tensor images = Tensors.of(golden.get("images"));
      Tensor labels = Tensors.of(golden.get("labels")).to(Kind.INT64);
      PaperLoss.Terms terms = PaperLoss.of(model, images, labels, settings, true);
      assertClose(terms.crossEntropy(), golden.get(key + "ce"));
      assertClose(terms.penalty1(), golden.get(key + "r1"));
      assertClose(terms.penalty2(), golden.get(key + "r2"));
      List<Tensor> gradients = Autograd.gradients(terms.total(), parameters);
      Map<String, Tensor> byName = new LinkedHashMap<>();
      List<String> names =
          model.network().parameters().stream()
              .filter(spec -> spec.trainable())
              .map(spec -> spec.name())
              .toList();
      for (int i = 0; i < names.size(); i++) {
        byName.put(names.get(i), gradients.get(i));
      }
      for (String name : CHECKED) {
        assertThat(
                Tensors.relativeError(
                    byName.get(name), Tensors.of(golden.get(key + "grad." + name))))
            .as(key + name)
            .isLessThan(GRADIENT_TOLERANCE);
      }
    }
  }

  private static void assertClose(Tensor found, HostTensor wanted) {
    double value = wanted.toFloats()[0];
    assertThat(Math.abs(found.item() - value) / Math.abs(value))
        .as("%s against %s", found.item(), value)
        .isLessThan(VALUE_TOLERANCE);
  }

  @Test
  void logitsOfTheFoldedViewEqualTheReference() {
    Map<String, HostTensor> golden = PublishedModels.golden();
    try (Scope scope = Scope.open();
        Classifier model = PublishedModels.resnet20();
        FrozenSurrogate surrogate = new FrozenSurrogate(model)) {
      Tensor logits = surrogate.logits(Tensors.of(golden.get("images")));
      assertThat(Tensors.relativeError(logits, Tensors.of(golden.get("logits"))))
          .isLessThan(VALUE_TOLERANCE);
    }
  }

  @Test
  void empiricalLipschitzConstantEqualsTheReference() {
    Map<String, HostTensor> golden = PublishedModels.golden();
    try (Scope scope = Scope.open();
        Classifier model = PublishedModels.resnet20();
        FrozenSurrogate surrogate = new FrozenSurrogate(model)) {
      Tensor found =
          EmpiricalLipschitz.defaults()
              .perImage(
                  surrogate,
                  Tensors.of(golden.get("images")),
                  Tensors.of(golden.get("lipschitz.noise")));
      // Ten sign steps: a sign near zero may differ, which moves the maximum a little.
      assertThat(Tensors.relativeError(found, Tensors.of(golden.get("lipschitz.per_image"))))
          .isLessThan(0.01);
    }
  }
}

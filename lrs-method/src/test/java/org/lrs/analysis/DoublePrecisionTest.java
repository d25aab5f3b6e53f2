package org.lrs.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.data.Normalization;
import org.lrs.model.Architectures;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.nn.Mode;
import org.lrs.nn.Network;
import org.lrs.nn.StateDict;
import org.lrs.tensor.Kind;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.testkit.Tensors;

/** Copies of networks in 64 bit are the same functions, with second derivatives. */
@NoTensorLeak
class DoublePrecisionTest {
  private static final InputShape INPUT = new InputShape(3, 32, 32);
  // Float32 through some tens of layers.
  private static final double FLOAT32 = 1e-3;

  @ParameterizedTest
  @ValueSource(strings = {"resnet20-a", "shufflenet-v2-x0.5", "vit-mini"})
  void logitsAndHessianProductsAgreeWithThoseIn32Bit(String architecture) {
    Network network = Architectures.get(architecture).build(INPUT, 10);
    try (Scope scope = Scope.open();
        Classifier narrow =
            new Classifier(
                architecture,
                network,
                StateDict.initialise(network, Rng.of(1)),
                new Normalization(new double[] {0.5, 0.5, 0.5}, new double[] {0.2, 0.25, 0.3}),
                INPUT,
                10);
        Classifier wide = narrow.copy(Kind.FLOAT64)) {
      Tensor images = TinyClassifiers.images(2, INPUT, 1);
      Tensor labels = TinyClassifiers.labels(2, 10);
      Tensor logits = wide.logits(images.to(Kind.FLOAT64), Mode.EVALUATE);
      assertThat(logits.kind()).isEqualTo(Kind.FLOAT64);
      assertThat(Tensors.relativeError(narrow.logits(images, Mode.EVALUATE), logits))
          .isLessThan(FLOAT32);
      LossDerivatives few = new LossDerivatives(narrow, images, labels);
      LossDerivatives many = new LossDerivatives(wide, images.to(Kind.FLOAT64), labels);
      Tensor direction = LossDerivatives.unit(many.gradient());
      Tensor product = many.hessianTimes(direction);
      assertThat(product.kind()).isEqualTo(Kind.FLOAT64);
      assertThat(Tensors.relativeError(few.hessianTimes(direction.to(Kind.FLOAT32)), product))
          .isLessThan(FLOAT32);
    }
  }
}

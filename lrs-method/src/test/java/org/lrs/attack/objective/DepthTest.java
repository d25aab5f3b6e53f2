package org.lrs.attack.objective;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lrs.data.Normalization;
import org.lrs.model.Architectures;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.InputShape;
import org.lrs.nn.Network;
import org.lrs.nn.StateDict;
import org.lrs.tensor.Rng;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class DepthTest {
  private static final InputShape CIFAR = new InputShape(3, 32, 32);

  @Test
  void middleAndLateAreSharesOfTheWay() {
    Network network = Architectures.get("resnet20-a").build(CIFAR, 10);
    StateDict state = StateDict.initialise(network, Rng.of(1));
    Normalization none = Normalization.none(3);
    try (Classifier model = new Classifier("resnet20", network, state, none, CIFAR, 10);
        FrozenSurrogate surrogate = new FrozenSurrogate(model)) {
      assertThat(Depth.layer(surrogate, "middle")).isEqualTo("layer2.1.add");
      assertThat(Depth.layer(surrogate, "late")).isEqualTo("layer3.1.out");
      assertThat(Depth.layer(surrogate, "conv1")).isEqualTo("conv1");
    }
  }
}

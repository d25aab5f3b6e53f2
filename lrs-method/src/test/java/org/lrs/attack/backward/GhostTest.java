package org.lrs.attack.backward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.nn.GradientView;
import org.lrs.nn.Network;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.StateDict;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.testkit.Tensors;

@NoTensorLeak
class GhostTest {
  private static final Ghost CONFIG = new Ghost(0.5, 0.3);
  // Float32 sums in another order, forwards and back.
  private static final double FLOAT32_THERE_AND_BACK = 1e-5;

  @Test
  void residualNetworkEqualsAutogradOnScaledSkipConnections() {
    Network network = TinyNetworks.residual();
    TinyNetworks.Rules rules =
        new TinyNetworks.Rules() {
          @Override
          public Tensor skip(String join, Tensor skip) {
            float[] factors = new float[2];
            for (int i = 0; i < 2; i++) {
              Rng rng = TinyNetworks.draws().split(join).image(i);
              factors[i] = rng.uniform(1, 0.5, 1.5)[0];
            }
            return skip.multiply(Tensor.of(factors, 2, 1, 1, 1));
          }

          @Override
          public Tensor branch(String join, Tensor branch) {
            return branch.multiply(0.2).add(branch.detach().multiply(0.8));
          }
        };
    try (Scope scope = Scope.open();
        StateDict numbers = TinyNetworks.numbers(network)) {
      TinyNetworks.Found found =
          TinyNetworks.changed(network, numbers, n -> CONFIG.apply(new Sgm(0.2).apply(n)));
      TinyNetworks.Found wanted =
          TinyNetworks.plainly(x -> TinyNetworks.residual(x, numbers, rules));
      assertThat(Tensors.relativeError(found.logits(), wanted.logits()))
          .isLessThan(FLOAT32_THERE_AND_BACK);
      assertThat(Tensors.relativeError(found.gradient(), wanted.gradient()))
          .isLessThan(FLOAT32_THERE_AND_BACK);
    }
  }

  @Test
  void otherNetworksDropTheShareAskedForAndKeepTheMean() {
    NetworkBuilder net = new NetworkBuilder();
    net.flatten("flat", net.relu("r", net.input(4, 30, 30)));
    Network network = net.build();
    try (Scope scope = Scope.open();
        StateDict none = TinyNetworks.numbers(network);
        GradientView view = new GradientView(network, none, n -> CONFIG.apply(n))) {
      Tensor ones = Tensor.full(1, 2, 4, 30, 30);
      GradientView.Pass pass = view.forward(ones, List.of(), TinyNetworks.draws());
      float[] values = pass.logits().toFloatArray();
      int dropped = 0;
      for (float value : values) {
        assertThat(value).isIn(0f, (float) (1 / 0.7));
        dropped += value == 0 ? 1 : 0;
      }
      // Five standard deviations of a binomial share: 5 · √(0.3 · 0.7 / 7200).
      assertThat(dropped / (double) values.length).isCloseTo(0.3, within(0.027));
      // The gradient of a sum is the same mask.
      Tensor gradient = pass.inputGradient(Tensor.full(1, 2, 3600));
      assertThat(gradient.contiguous().toFloatArray()).isEqualTo(values);
    }
  }

  @Test
  void dropsAreKeyedByImageStepAndLayerWhateverTheBatch() {
    Network network = TinyNetworks.chain();
    try (Scope scope = Scope.open();
        StateDict numbers = TinyNetworks.numbers(network);
        GradientView view = new GradientView(network, numbers, n -> CONFIG.apply(n))) {
      Tensor images = TinyNetworks.images();
      Draws draws = TinyNetworks.draws();
      Tensor both = view.forward(images, List.of(), draws).logits();
      Tensor second =
          view.forward(
                  images.narrow(0, 1, 1),
                  List.of(),
                  Draws.of(Rng.of(4), TinyNetworks.IDS[1]).atStep(1))
              .logits();
      assertThat(Tensors.relativeError(second, both.narrow(0, 1, 1)))
          .isLessThan(FLOAT32_THERE_AND_BACK);
      Tensor later = view.forward(images, List.of(), draws.atStep(2)).logits();
      assertThat(later.toFloatArray()).isNotEqualTo(both.toFloatArray());
    }
  }

  @Test
  void chainWithDroppedValuesHasTheSlopeOfItsOwnPass() {
    Network network = TinyNetworks.chain();
    try (Scope scope = Scope.open();
        StateDict numbers = TinyNetworks.numbers(network);
        GradientView view = new GradientView(network, numbers, n -> CONFIG.apply(n))) {
      Tensor images = TinyNetworks.images();
      GradientView.Pass pass = view.forward(images, List.of(), TinyNetworks.draws());
      Tensor gradient = pass.inputGradient(TinyNetworks.weights());
      // Without biases the pass is linear as far as its ReLUs stay open or shut: f(x) - f(0) =
      // ∇f·x.
      double wanted =
          pass.logits()
              .subtract(numbers.get("fc.bias").reshape(1, -1))
              .multiply(TinyNetworks.weights())
              .sum()
              .item();
      assertThat(gradient.multiply(images).sum().item())
          .isCloseTo(wanted, within(FLOAT32_THERE_AND_BACK));
    }
  }

  @Test
  void networkWithNothingToErodeIsRefused() {
    NetworkBuilder net = new NetworkBuilder();
    net.linear("fc", net.flatten("flat", net.input(1, 2, 2)), 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CONFIG.apply(net.build()))
        .withMessage("'ghost' needs skip connections or activations; this network has none");
  }
}

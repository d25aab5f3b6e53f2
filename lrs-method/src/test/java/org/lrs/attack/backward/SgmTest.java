package org.lrs.attack.backward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.model.BackwardChange;
import org.lrs.nn.GradientView;
import org.lrs.nn.Network;
import org.lrs.nn.StateDict;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.testkit.Tensors;

@NoTensorLeak
class SgmTest {
  private static final double GAMMA = 0.2;
  // Float32 sums in another order, forwards and back.
  private static final double FLOAT32_THERE_AND_BACK = 1e-5;

  private static final TinyNetworks.Rules WEAKENED =
      new TinyNetworks.Rules() {
        @Override
        public Tensor branch(String join, Tensor branch) {
          return branch.multiply(GAMMA).add(branch.detach().multiply(1 - GAMMA));
        }
      };

  @Test
  void derivativeOfABlockWithOnePixelIsOnePlusGammaTimesItsBranch() {
    Network network = TinyNetworks.block(1);
    try (Scope scope = Scope.open();
        StateDict numbers = TinyNetworks.blockNumbers(network, 3, 5);
        GradientView view = new GradientView(network, numbers, n -> new Sgm(GAMMA).apply(n))) {
      GradientView.Pass pass = view.forward(Tensor.full(2, 1, 1, 1, 1), List.of(), Draws.none());
      assertThat(pass.logits().item()).isEqualTo(2 + 5 * 3 * 2);
      // 1 + 0.2 · 5 · 3
      assertThat(pass.inputGradient(Tensor.full(1, 1, 1)).item())
          .isCloseTo(4, within(FLOAT32_THERE_AND_BACK));
    }
  }

  @Test
  void residualNetworkEqualsAutogradOnWeakenedBranches() {
    Network network = TinyNetworks.residual();
    try (Scope scope = Scope.open();
        StateDict numbers = TinyNetworks.numbers(network)) {
      assertSame(
          TinyNetworks.changed(network, numbers, n -> new Sgm(GAMMA).apply(n)),
          TinyNetworks.plainly(x -> TinyNetworks.residual(x, numbers, WEAKENED)));
    }
  }

  @Test
  void denseNetworkEqualsAutogradOnWeakenedNewFeatures() {
    Network network = TinyNetworks.dense();
    try (Scope scope = Scope.open();
        StateDict numbers = TinyNetworks.numbers(network)) {
      assertSame(
          TinyNetworks.changed(network, numbers, n -> new Sgm(GAMMA).apply(n)),
          TinyNetworks.plainly(x -> TinyNetworks.dense(x, numbers, WEAKENED)));
    }
  }

  @Test
  void logitsStayTheSameNumbersAndGammaOneChangesNothing() {
    Network network = TinyNetworks.residual();
    try (Scope scope = Scope.open();
        StateDict numbers = TinyNetworks.numbers(network)) {
      TinyNetworks.Found plain = TinyNetworks.changed(network, numbers, n -> n);
      TinyNetworks.Found weak =
          TinyNetworks.changed(network, numbers, n -> new Sgm(GAMMA).apply(n));
      TinyNetworks.Found whole = TinyNetworks.changed(network, numbers, n -> new Sgm(1).apply(n));
      assertThat(weak.logits().toFloatArray()).isEqualTo(plain.logits().toFloatArray());
      assertThat(whole.gradient().toFloatArray()).isEqualTo(plain.gradient().toFloatArray());
      assertThat(weak.gradient().toFloatArray()).isNotEqualTo(plain.gradient().toFloatArray());
    }
  }

  @Test
  void networkWithoutSkipConnectionsIsRefused() {
    BackwardChange change = network -> new Sgm(GAMMA).apply(network);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(TinyNetworks.chain()))
        .withMessage("'sgm' needs residual connections; this network has none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sgm(1.5))
        .withMessage("gamma must lie in [0, 1], got 1.5");
  }

  private static void assertSame(TinyNetworks.Found found, TinyNetworks.Found wanted) {
    assertThat(Tensors.relativeError(found.logits(), wanted.logits()))
        .isLessThan(FLOAT32_THERE_AND_BACK);
    assertThat(Tensors.relativeError(found.gradient(), wanted.gradient()))
        .isLessThan(FLOAT32_THERE_AND_BACK);
  }
}

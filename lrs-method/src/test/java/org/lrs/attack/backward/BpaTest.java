package org.lrs.attack.backward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lrs.nn.GradientView;
import org.lrs.nn.Network;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;
import org.lrs.nn.StateDict;
import org.lrs.tensor.Draws;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.testkit.Tensors;

@NoTensorLeak
class BpaTest {
  // Float32 sums in another order, forwards and back.
  private static final double FLOAT32_THERE_AND_BACK = 1e-5;

  private static Tensor smooth(Tensor x) {
    Tensor silu = x.divide(x.negate().exp().add(1));
    return x.atLeast(0).detach().add(silu).subtract(silu.detach());
  }

  @Test
  void reverseOfReluIsTheDerivativeOfSilu() {
    NetworkBuilder net = new NetworkBuilder();
    net.relu("r", net.flatten("flat", net.input(1, 1, 3)));
    Network network = net.build();
    try (Scope scope = Scope.open();
        StateDict none = TinyNetworks.numbers(network);
        GradientView view = new GradientView(network, none, n -> new Bpa(10, "").apply(n))) {
      Tensor image = Tensor.of(new float[] {-2, 0, 2}, 1, 1, 1, 3);
      float[] found =
          view.forward(image, List.of(), Draws.none())
              .inputGradient(Tensor.full(1, 1, 3))
              .toFloatArray();
      double sigma = 1 / (1 + Math.exp(-2)); // σ(2), and σ(-2) = 1 - σ(2)
      double[] wanted = {
        (1 - sigma) * (1 - 2 * sigma), 0.5, sigma * (1 + 2 * (1 - sigma)),
      };
      for (int i = 0; i < wanted.length; i++) {
        assertThat((double) found[i]).isCloseTo(wanted[i], within(FLOAT32_THERE_AND_BACK));
      }
    }
  }

  @Test
  void reverseOfMaxPoolingEqualsSoftmaxOverEachWindowOneByOne() {
    for (int[] pool : List.of(new int[] {2, 2, 0}, new int[] {3, 2, 1}, new int[] {3, 2, 0})) {
      for (boolean ceil : new boolean[] {false, true}) {
        NetworkBuilder net = new NetworkBuilder();
        Value x = net.maxPool("max", net.input(2, 5, 6), pool[0], pool[1], pool[2], ceil);
        // A last ReLU, left out of the reverse pass below: the largest values are positive.
        net.relu("r", net.flatten("flat", x));
        Network network = net.build();
        try (Scope scope = Scope.open();
            StateDict none = TinyNetworks.numbers(network);
            GradientView plain = new GradientView(network, none, UnaryOperator.identity());
            GradientView view = new GradientView(network, none, n -> new Bpa(3, "").apply(n))) {
          // All positive.
          Tensor image = Tensor.of(Rng.of(6).uniform(60, 0.1, 1), 1, 2, 5, 6);
          GradientView.Pass pass = view.forward(image, List.of("flat"), Draws.none());
          assertThat(pass.logits().toFloatArray())
              .isEqualTo(plain.forward(image, List.of(), Draws.none()).logits().toFloatArray());
          int windows = (int) pass.logits().size(1);
          float[] gradient = Rng.of(7).uniform(windows, -1, 1);
          float[] found =
              pass.inputGradient(null, List.of(Tensor.of(gradient, 1, windows)))
                  .contiguous()
                  .toFloatArray();
          Tensor pooled = NeuralOps.maxPool(image, pool[0], pool[1], pool[2], ceil);
          double[] wanted = shared(image.toFloatArray(), gradient, pool, pooled);
          for (int i = 0; i < wanted.length; i++) {
            assertThat((double) found[i]).isCloseTo(wanted[i], within(FLOAT32_THERE_AND_BACK));
          }
        }
      }
    }
  }

  private static double[] shared(float[] x, float[] gradient, int[] pool, Tensor pooled) {
    double[] found = new double[x.length];
    int columns = (int) pooled.size(3);
    int windows = (int) pooled.size(2) * columns;
    for (int at = 0; at < gradient.length; at++) {
      int channel = at / windows;
      int top = at % windows / columns * pool[1] - pool[2];
      int left = at % windows % columns * pool[1] - pool[2];
      double sum = 0;
      for (int pass = 0; pass < 2; pass++) {
        for (int row = Math.max(0, top); row < Math.min(5, top + pool[0]); row++) {
          for (int column = Math.max(0, left); column < Math.min(6, left + pool[0]); column++) {
            int pixel = channel * 30 + row * 6 + column;
            double weight = Math.exp(3 * x[pixel]);
            if (pass == 0) {
              sum += weight;
            } else {
              found[pixel] += gradient[at] * weight / sum;
            }
          }
        }
      }
    }
    return found;
  }

  @Test
  void residualNetworkEqualsAutogradThroughSiluFromTheLayerOn() {
    Network network = TinyNetworks.residual();
    for (String from : List.of("", "r1", "c4")) {
      List<String> changed =
          switch (from) {
            case "r1" -> List.of("r1", "r2", "r3", "r4", "r5");
            case "c4" -> List.of("r4", "r5");
            default -> List.of("r3", "r4", "r5");
          };
      TinyNetworks.Rules rules =
          new TinyNetworks.Rules() {
            @Override
            public Tensor relu(String name, Tensor x) {
              return changed.contains(name) ? smooth(x) : x.atLeast(0);
            }
          };
      try (Scope scope = Scope.open();
          StateDict numbers = TinyNetworks.numbers(network)) {
        TinyNetworks.Found plain = TinyNetworks.changed(network, numbers, n -> n);
        TinyNetworks.Found found =
            TinyNetworks.changed(network, numbers, n -> new Bpa(10, from).apply(n));
        TinyNetworks.Found wanted =
            TinyNetworks.plainly(x -> TinyNetworks.residual(x, numbers, rules));
        assertThat(found.logits().toFloatArray()).isEqualTo(plain.logits().toFloatArray());
        assertThat(Tensors.relativeError(found.gradient(), wanted.gradient()))
            .as(from)
            .isLessThan(FLOAT32_THERE_AND_BACK);
      }
    }
  }

  @Test
  void weakenedBranchesAndSmoothReLusGoTogetherInBothOrders() {
    Network network = TinyNetworks.residual();
    TinyNetworks.Rules rules =
        new TinyNetworks.Rules() {
          @Override
          public Tensor relu(String name, Tensor x) {
            return smooth(x);
          }

          @Override
          public Tensor branch(String join, Tensor branch) {
            return branch.multiply(0.3).add(branch.detach().multiply(0.7));
          }
        };
    Bpa all = new Bpa(10, "r0");
    try (Scope scope = Scope.open();
        StateDict numbers = TinyNetworks.numbers(network)) {
      Tensor wanted =
          TinyNetworks.plainly(x -> TinyNetworks.residual(x, numbers, rules)).gradient();
      Tensor one =
          TinyNetworks.changed(network, numbers, n -> all.apply(new Sgm(0.3).apply(n))).gradient();
      Tensor other =
          TinyNetworks.changed(network, numbers, n -> new Sgm(0.3).apply(all.apply(n))).gradient();
      assertThat(Tensors.relativeError(one, wanted)).isLessThan(FLOAT32_THERE_AND_BACK);
      assertThat(Tensors.relativeError(other, wanted)).isLessThan(FLOAT32_THERE_AND_BACK);
    }
  }

  @Test
  void unfitNetworksAndLayersAreRefused() {
    Network network = TinyNetworks.residual();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bpa(10, "c44").apply(network))
        .withMessageContaining("unknown layer 'c44'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bpa(10, "fc").apply(network))
        .withMessage("'bpa' finds no ReLU from layer 'fc' on; name an earlier layer");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bpa(10, "").apply(new Linbp("").apply(network)))
        .withMessage("'linbp' and 'bpa' both decide how gradients pass ReLUs; keep one");
  }
}

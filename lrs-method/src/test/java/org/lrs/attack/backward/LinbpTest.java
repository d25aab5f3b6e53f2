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
import org.lrs.nn.StateDict;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.testkit.Tensors;

@NoTensorLeak
class LinbpTest {
  // Float32 sums in another order, forwards and back.
  private static final double FLOAT32_THERE_AND_BACK = 1e-5;

  private static Tensor relu(Tensor x) {
    return x.atLeast(0);
  }

  private static Tensor linear(Tensor x) {
    return x.add(relu(x.negate()).detach());
  }

  @Test
  void branchOfTwoPixelsHasTheLengthOfTheTrueGradient() {
    // x′ = x + w · relu(v · x) for each of two pixels: (3, -4) with v = 1, w = 2.
    Network network = TinyNetworks.block(2);
    try (Scope scope = Scope.open();
        StateDict numbers = TinyNetworks.blockNumbers(network, 1, 2);
        GradientView view = new GradientView(network, numbers, n -> new Linbp("").apply(n))) {
      GradientView.Pass pass =
          view.forward(Tensor.of(new float[] {3, -4}, 1, 1, 1, 2), List.of(), Draws.none());
      assertThat(pass.logits().toFloatArray()).containsExactly(9, -4);
      // Linear (2a, 2b), true (2a, 0) with (a, b) = (3, 4): α = 3 / 5.
      float[] found = pass.inputGradient(Tensor.of(new float[] {3, 4}, 1, 2)).toFloatArray();
      assertThat(found[0]).isCloseTo(3 + 0.6f * 6, within(1e-5f));
      assertThat(found[1]).isCloseTo(4 + 0.6f * 8, within(1e-5f));
    }
  }

  @Test
  void residualNetworkEqualsBlockByBlockAutograd() {
    for (String from : List.of("", "r0", "c4")) {
      for (double gamma : new double[] {1, 0.3}) {
        Network network = TinyNetworks.residual();
        try (Scope scope = Scope.open();
            StateDict numbers = TinyNetworks.numbers(network)) {
          Tensor wanted = slowly(numbers, from, gamma);
          TinyNetworks.Found plain = TinyNetworks.changed(network, numbers, n -> n);
          TinyNetworks.Found one =
              TinyNetworks.changed(
                  network, numbers, n -> new Linbp(from).apply(new Sgm(gamma).apply(n)));
          TinyNetworks.Found other =
              TinyNetworks.changed(
                  network, numbers, n -> new Sgm(gamma).apply(new Linbp(from).apply(n)));
          assertThat(one.logits().toFloatArray()).isEqualTo(plain.logits().toFloatArray());
          assertThat(Tensors.relativeError(one.gradient(), wanted))
              .isLessThan(FLOAT32_THERE_AND_BACK);
          assertThat(Tensors.relativeError(other.gradient(), wanted))
              .isLessThan(FLOAT32_THERE_AND_BACK);
        }
      }
    }
  }

  // Block after block from the end, as equation 5 has it.
  private static Tensor slowly(StateDict n, String from, double gamma) {
    UnaryOperator<Tensor> r0 = from.equals("r0") ? LinbpTest::linear : LinbpTest::relu;
    UnaryOperator<Tensor> r1 = r0;
    UnaryOperator<Tensor> r3 = from.equals("c4") ? LinbpTest::relu : LinbpTest::linear;
    UnaryOperator<Tensor> skip2 = z -> NeuralOps.conv2d(z, n.get("s.weight"), null, 2, 0, 1);
    UnaryOperator<Tensor> first = image -> r0.apply(TinyNetworks.conv(image, n, "c0", 1));
    Tensor images = TinyNetworks.images();
    Tensor z1 = first.apply(images);
    Tensor sum1 = branch1(z1, n, LinbpTest::relu).add(z1);
    Tensor z2 = relu(sum1);
    Tensor sum2 = branch2(z2, n, LinbpTest::relu, LinbpTest::relu).add(skip2.apply(z2));

    Tensor g = reverse(x -> TinyNetworks.head(relu(x), n), sum2, TinyNetworks.weights());
    Tensor weak = g.multiply(gamma);
    g =
        reverse(skip2, z2, g)
            .add(
                rescaled(
                    reverse(z -> branch2(z, n, r3, LinbpTest::linear), z2, weak),
                    reverse(z -> branch2(z, n, LinbpTest::relu, LinbpTest::relu), z2, weak)));
    g = reverse(LinbpTest::relu, sum1, g);
    weak = g.multiply(gamma);
    g =
        g.add(
            rescaled(
                reverse(z -> branch1(z, n, r1), z1, weak),
                reverse(z -> branch1(z, n, LinbpTest::relu), z1, weak)));
    return reverse(first, images, g);
  }

  private static Tensor branch1(Tensor z, StateDict n, UnaryOperator<Tensor> r1) {
    return TinyNetworks.conv(r1.apply(TinyNetworks.conv(z, n, "c1", 1)), n, "c2", 1);
  }

  private static Tensor branch2(
      Tensor z, StateDict n, UnaryOperator<Tensor> r3, UnaryOperator<Tensor> r4) {
    Tensor y = r3.apply(TinyNetworks.conv(z, n, "c3", 2));
    return TinyNetworks.conv(r4.apply(TinyNetworks.conv(y, n, "c4", 1)), n, "c5", 1);
  }

  private static Tensor reverse(UnaryOperator<Tensor> layers, Tensor at, Tensor gradient) {
    Tensor leaf = at.leaf();
    return Autograd.gradient(layers.apply(leaf).multiply(gradient).sum(), leaf);
  }

  private static Tensor rescaled(Tensor linear, Tensor cut) {
    Tensor alpha = cut.normPerSample().divide(linear.normPerSample());
    return linear.multiply(alpha.perSampleLike(linear));
  }

  @Test
  void denseNetworkEqualsAutogradThroughTheIdentity() {
    Network network = TinyNetworks.dense();
    TinyNetworks.Rules rules =
        new TinyNetworks.Rules() {
          @Override
          public Tensor relu(String name, Tensor x) {
            return name.equals("r1") ? LinbpTest.relu(x) : linear(x);
          }
        };
    try (Scope scope = Scope.open();
        StateDict numbers = TinyNetworks.numbers(network)) {
      TinyNetworks.Found found =
          TinyNetworks.changed(network, numbers, n -> new Linbp("").apply(n));
      TinyNetworks.Found wanted = TinyNetworks.plainly(x -> TinyNetworks.dense(x, numbers, rules));
      assertThat(Tensors.relativeError(found.gradient(), wanted.gradient()))
          .isLessThan(FLOAT32_THERE_AND_BACK);
    }
  }

  @Test
  void gradientOfFeaturesInsideABranchIsTheLinearOne() {
    Network network = TinyNetworks.residual();
    try (Scope scope = Scope.open();
        StateDict n = TinyNetworks.numbers(network);
        GradientView view = new GradientView(network, n, all -> new Linbp("r3").apply(all))) {
      GradientView.Pass pass =
          view.forward(TinyNetworks.images(), List.of("c4"), TinyNetworks.draws());
      Tensor found = pass.featureGradient(TinyNetworks.weights());
      Tensor z2 =
          view.forward(TinyNetworks.images(), List.of("a2"), TinyNetworks.draws())
              .features()
              .get(0);
      Tensor g = reverse(x -> TinyNetworks.head(relu(x), n), z2, TinyNetworks.weights());
      Tensor wanted =
          reverse(y -> TinyNetworks.conv(linear(y), n, "c5", 1), pass.features().get(0), g);
      assertThat(Tensors.relativeError(found, wanted)).isLessThan(FLOAT32_THERE_AND_BACK);
      // And a reverse pass that starts inside the branch meets no second gradient.
      Tensor below =
          view.forward(TinyNetworks.images(), List.of("c4"), TinyNetworks.draws())
              .inputGradient(null, List.of(found.detach()));
      assertThat(below.shape()).isEqualTo(TinyNetworks.images().shape());
    }
  }

  @Test
  void unfitNetworksAndLayersAreRefused() {
    NetworkBuilder net = new NetworkBuilder();
    net.linear("fc", net.flatten("flat", net.input(1, 2, 2)), 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Linbp("").apply(net.build()))
        .withMessage("'linbp' needs ReLUs; this network has none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Linbp("r5").apply(TinyNetworks.residual()))
        .withMessage(
            "'linbp' finds no ReLU inside a residual branch from layer 'r5' on; name an earlier"
                + " layer");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Linbp("").apply(new Ghost(0.2, 0).apply(TinyNetworks.residual())))
        .withMessage("'ghost' must be the last change of the surrogate; write 'linbp + ghost'");
  }
}

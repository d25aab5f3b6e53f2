package org.lrs.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class NetworkTest {
  // Two roundings of numbers between 1 and 2.
  private static final double FLOAT32_OF_ONE = 2.4e-7;

  private static final Network NETWORK = SmallNetworks.build("plain");

  @Test
  void passFreesAllButItsOutput() {
    try (Scope scope = Scope.open();
        StateDict numbers = SmallNetworks.numbers(NETWORK, Rng.of(1))) {
      Tensor images = SmallNetworks.images(2, Rng.of(2));
      long before = Scope.liveTensors();
      NETWORK.forward(images, numbers, Mode.EVALUATE);
      assertThat(Scope.liveTensors()).isEqualTo(before + 1);
    }
  }

  @Test
  void trainingMovesRunningStatisticsByATenthTowardsTheBatch() {
    NetworkBuilder net = new NetworkBuilder();
    net.batchNorm("bn", net.input(1, 1, 2));
    Network network = net.build();
    try (Scope scope = Scope.open();
        StateDict numbers = StateDict.initialise(network, Rng.of(0))) {
      // Mean 3, unbiased variance (9 + 1 + 1 + 9) / 3.
      Tensor images = Tensor.of(new float[] {0, 2, 4, 6}, 2, 1, 1, 2);
      network.forward(images, numbers, Mode.TRAIN_WITHOUT_UPDATE);
      network.forward(images, numbers, Mode.EVALUATE);
      assertThat(numbers.get("bn.running_mean").item()).isZero();
      assertThat(numbers.get("bn.running_var").item()).isEqualTo(1);
      network.forward(images, numbers, Mode.TRAIN);
      assertThat((float) numbers.get("bn.running_mean").item()).isEqualTo(0.3f);
      assertThat(numbers.get("bn.running_var").item())
          .isCloseTo(0.9 + 0.1 * 20 / 3, within(FLOAT32_OF_ONE));
    }
  }

  @Test
  void twoLayersOfOneNameAreRefused() {
    NetworkBuilder net = new NetworkBuilder();
    NetworkBuilder.Value x = net.relu("r", net.input(1, 2, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> net.relu("r", x))
        .withMessage("two layers are named 'r'");
  }

  @Test
  void sumOfDifferentShapesIsRefused() {
    NetworkBuilder net = new NetworkBuilder();
    NetworkBuilder.Value x = net.input(3, 8, 8);
    NetworkBuilder.Value y = net.conv("c", x, 3, 3, 2, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> net.add("sum", x, y))
        .withMessageStartingWith("'sum' adds different shapes");
  }

  @Test
  void imageTooSmallForTheLayersIsRefused() {
    NetworkBuilder net = new NetworkBuilder();
    NetworkBuilder.Value x = net.input(1, 2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> net.conv("c", x, 4, 5, 1, 0))
        .withMessageContaining("the input is too small for this architecture");
  }

  @Test
  void valueReadBeforeItIsMadeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Network(List.of(new Network.Node("a", new Simple.Relu(), List.of(1)))))
        .withMessage("layer 'a' reads a value that is made after it");
  }

  @Test
  void trunkIsWhatEveryPathPasses() {
    NetworkBuilder net = new NetworkBuilder();
    NetworkBuilder.Value x = net.conv("stem", net.input(1, 2, 2), 1, 1, 1, 0);
    NetworkBuilder.Value branch = net.relu("r", net.conv("c", x, 1, 1, 1, 0));
    net.linear("fc", net.flatten("flat", net.add("add", branch, x)), 2);
    Network network = net.build();
    assertThat(network.layers()).containsExactly("stem", "c", "r", "add", "flat", "fc");
    assertThat(network.trunk()).containsExactly("stem", "add", "flat", "fc");
  }
}

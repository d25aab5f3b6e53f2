package org.lrs.attack.backward;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.lrs.format.HostTensor;
import org.lrs.model.BackwardChange;
import org.lrs.nn.GradientView;
import org.lrs.nn.Network;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;
import org.lrs.nn.ParameterSpec;
import org.lrs.nn.StateDict;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * A residual and a dense network of a few hundred numbers, and the same functions written out
 * plainly for autograd, with the places open that changes of gradients replace.
 */
final class TinyNetworks {
  static final int CLASSES = 3;
  static final long[] IDS = {7, 3};
  private static final int CHANNELS = 2;
  private static final int SIDE = 6;

  private TinyNetworks() {}

  /** Two blocks, the second with a projection; no pooling of the largest. */
  static Network residual() {
    NetworkBuilder net = new NetworkBuilder();
    Value x = net.relu("r0", net.conv("c0", net.input(CHANNELS, SIDE, SIDE), 4, 3, 1, 1));
    Value y = net.conv("c2", net.relu("r1", net.conv("c1", x, 4, 3, 1, 1)), 4, 3, 1, 1);
    x = net.relu("r2", net.add("a1", y, x));
    y = net.relu("r3", net.conv("c3", x, 5, 3, 2, 1));
    y = net.conv("c5", net.relu("r4", net.conv("c4", y, 5, 3, 1, 1)), 5, 3, 1, 1);
    x = net.relu("r5", net.add("a2", y, net.conv("s", x, 5, 1, 2, 0)));
    net.linear("fc", net.globalAverage("pool", x), CLASSES);
    return net.build();
  }

  /** Two dense layers and a pooling of the largest, with padding and a stride. */
  static Network dense() {
    NetworkBuilder net = new NetworkBuilder();
    Value x = net.conv("c0", net.input(CHANNELS, SIDE, SIDE), 4, 3, 1, 1);
    x = net.concat("j1", x, net.conv("c1", net.relu("r1", x), 2, 3, 1, 1));
    x = net.concat("j2", x, net.conv("c2", net.relu("r2", x), 2, 3, 1, 1));
    x = net.maxPool("max", x, 3, 2, 1);
    net.linear("fc", net.globalAverage("pool", net.relu("r3", x)), CLASSES);
    return net.build();
  }

  /** A chain with ReLUs and without any join. */
  static Network chain() {
    NetworkBuilder net = new NetworkBuilder();
    Value x = net.relu("r0", net.conv("c0", net.input(CHANNELS, SIDE, SIDE), 4, 3, 1, 1));
    x = net.relu("r1", net.conv("c1", x, 4, 3, 1, 1));
    net.linear("fc", net.globalAverage("pool", x), CLASSES);
    return net.build();
  }

  /** What a plain implementation may do differently; as it stands, the network itself. */
  interface Rules {
    default Tensor relu(String name, Tensor x) {
      return NeuralOps.relu(x);
    }

    default Tensor branch(String join, Tensor branch) {
      return branch;
    }

    default Tensor skip(String join, Tensor skip) {
      return skip;
    }

    default Tensor maxPool(Tensor x) {
      return NeuralOps.maxPool(x, 3, 2, 1, false);
    }
  }

  /** Logits of {@link #residual}. */
  static Tensor residual(Tensor image, StateDict n, Rules rules) {
    Tensor x = rules.relu("r0", conv(image, n, "c0", 1));
    Tensor y = conv(rules.relu("r1", conv(x, n, "c1", 1)), n, "c2", 1);
    x = rules.relu("r2", rules.branch("a1", y).add(rules.skip("a1", x)));
    y = rules.relu("r3", conv(x, n, "c3", 2));
    y = conv(rules.relu("r4", conv(y, n, "c4", 1)), n, "c5", 1);
    Tensor s = NeuralOps.conv2d(x, n.get("s.weight"), null, 2, 0, 1);
    return head(rules.relu("r5", rules.branch("a2", y).add(rules.skip("a2", s))), n);
  }

  /** Logits of {@link #dense}. */
  static Tensor dense(Tensor image, StateDict n, Rules rules) {
    Tensor x = conv(image, n, "c0", 1);
    x = join("j1", x, conv(rules.relu("r1", x), n, "c1", 1), rules);
    x = join("j2", x, conv(rules.relu("r2", x), n, "c2", 1), rules);
    return head(rules.relu("r3", rules.maxPool(x)), n);
  }

  private static Tensor join(String name, Tensor x, Tensor y, Rules rules) {
    return Tensor.concat(List.of(rules.skip(name, x), rules.branch(name, y)), 1);
  }

  static Tensor conv(Tensor x, StateDict numbers, String name, int stride) {
    return NeuralOps.conv2d(x, numbers.get(name + ".weight"), null, stride, 1, 1);
  }

  static Tensor head(Tensor x, StateDict numbers) {
    return NeuralOps.linear(x.mean(false, 2, 3), numbers.get("fc.weight"), numbers.get("fc.bias"));
  }

  static StateDict numbers(Network network) {
    Map<String, HostTensor> host = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameters()) {
      int count = Math.toIntExact(spec.elements());
      float[] values = Rng.of(1).split(spec.name()).uniform(count, -0.5, 0.5);
      host.put(spec.name(), HostTensor.of(values, spec.shape()));
    }
    return StateDict.of(network, host, "test");
  }

  static Tensor images() {
    int count = IDS.length * CHANNELS * SIDE * SIDE;
    return Tensor.of(Rng.of(2).uniform(count, -1, 1), IDS.length, CHANNELS, SIDE, SIDE);
  }

  /** What is summed up: weights of the logits, as a loss' gradient would be. */
  static Tensor weights() {
    return Tensor.of(Rng.of(3).uniform(IDS.length * CLASSES, -1, 1), IDS.length, CLASSES);
  }

  static Draws draws() {
    return Draws.of(Rng.of(4), IDS).atStep(1);
  }

  /** Logits and gradient at the images. */
  record Found(Tensor logits, Tensor gradient) {}

  /** Through a changed view. */
  static Found changed(Network network, StateDict numbers, BackwardChange change) {
    try (GradientView view = new GradientView(network, numbers, change)) {
      GradientView.Pass pass = view.forward(images(), List.of(), draws());
      Tensor logits = pass.logits();
      return new Found(logits, pass.inputGradient(weights()));
    }
  }

  /** By autograd. */
  static Found plainly(UnaryOperator<Tensor> logits) {
    Tensor leaf = images().leaf();
    Tensor found = logits.apply(leaf);
    return new Found(found.detach(), Autograd.gradient(found.multiply(weights()).sum(), leaf));
  }

  /**
   * x + w · relu(v · x) for each pixel of one row: {@code v}, {@code r}, {@code w}, {@code sum}.
   */
  static Network block(int width) {
    NetworkBuilder net = new NetworkBuilder();
    NetworkBuilder.Value x = net.input(1, 1, width);
    NetworkBuilder.Value y = net.conv("v", x, 1, 1, 1, 0);
    y = net.conv("w", net.relu("r", y), 1, 1, 1, 0);
    net.flatten("flat", net.add("sum", y, x));
    return net.build();
  }

  /** The numbers of a {@link #block}. */
  static StateDict blockNumbers(Network block, float v, float w) {
    return StateDict.of(
        block,
        Map.of(
            "v.weight", HostTensor.of(new float[] {v}, 1, 1, 1, 1),
            "w.weight", HostTensor.of(new float[] {w}, 1, 1, 1, 1)),
        "test");
  }
}

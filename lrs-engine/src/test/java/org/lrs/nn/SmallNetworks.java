package org.lrs.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.format.HostTensor;
import org.lrs.nn.NetworkBuilder.Value;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/** Networks of a few thousand parameters, one for each way of joining layers. */
final class SmallNetworks {
  static final int CLASSES = 5;
  static final int CHANNELS = 3;
  static final int SIDE = 8;

  private SmallNetworks() {}

  static final List<String> NAMES =
      List.of(
          "plain",
          "preact",
          "shortcut-a",
          "shortcut-b",
          "dense",
          "twice",
          "depthwise",
          "shuffle",
          "pools",
          "attention",
          "class-token",
          "mixer");

  static Network build(String name) {
    NetworkBuilder net = new NetworkBuilder();
    Value x = net.input(CHANNELS, SIDE, SIDE);
    Value y =
        switch (name) {
          case "plain" -> plain(net, x);
          case "preact" -> preact(net, x);
          case "shortcut-a" -> residual(net, x, false);
          case "shortcut-b" -> residual(net, x, true);
          case "dense" -> dense(net, x);
          case "twice" -> twice(net, x);
          case "depthwise" -> depthwise(net, x);
          case "shuffle" -> shuffle(net, x);
          case "pools" -> pools(net, x);
          case "attention" -> attention(net, x, false);
          case "class-token" -> attention(net, x, true);
          case "mixer" -> mixer(net, x);
          default -> throw new IllegalArgumentException(name);
        };
    net.linear("fc", y, CLASSES);
    return net.build();
  }

  /** Random numbers everywhere, running statistics and biases too. */
  static StateDict numbers(Network network, Rng rng) {
    Map<String, HostTensor> host = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameters()) {
      Rng stream = rng.split(spec.name());
      int count = Math.toIntExact(spec.elements());
      float[] values =
          switch (spec.start()) {
            case ONES -> stream.uniform(count, 0.5, 2);
            case ZEROS -> stream.uniform(count, -0.5, 0.5);
            default -> spec.startValues(stream);
          };
      host.put(spec.name(), HostTensor.of(values, spec.shape()));
    }
    return StateDict.of(network, host, "test");
  }

  static Tensor images(int count, Rng rng) {
    return Tensor.of(
        rng.split("images").gaussian(count * CHANNELS * SIDE * SIDE), count, CHANNELS, SIDE, SIDE);
  }

  private static Value conv(NetworkBuilder net, String name, Value x, int outputs, int stride) {
    return net.batchNorm(name + ".bn", net.conv(name, x, outputs, 3, stride, 1));
  }

  private static Value plain(NetworkBuilder net, Value x) {
    Value y = net.relu("r1", conv(net, "c1", x, 6, 1));
    y = net.conv("c2", y, 8, 3, 2, 1, 1, true); // with a bias before its normalisation
    y = net.relu6("r2", net.batchNorm("bn2", y));
    return net.globalAverage("pool", y);
  }

  private static Value preact(NetworkBuilder net, Value x) {
    Value stem = net.conv("c0", x, 6, 3, 1, 1); // read by the normalisation and the shortcut
    Value y = net.relu("r1", net.batchNorm("bn1", stem));
    y = net.conv("c1", y, 6, 3, 1, 1);
    y = net.conv("c2", net.relu("r2", net.batchNorm("bn2", y)), 6, 3, 1, 1);
    y = net.add("add", y, stem);
    return net.globalAverage("pool", net.relu("r3", net.batchNorm("bn3", y)));
  }

  private static Value residual(NetworkBuilder net, Value x, boolean convolved) {
    Value stem = net.relu("r0", conv(net, "c0", x, 4, 1));
    Value y = conv(net, "c2", net.relu("r1", conv(net, "c1", stem, 8, 2)), 8, 1);
    Value shortcut =
        convolved
            ? net.batchNorm("s.bn", net.conv("s", stem, 8, 1, 2, 0))
            : net.subsamplePad("s", stem, 8, 2);
    return net.globalAverage("pool", net.relu("r2", net.add("add", y, shortcut)));
  }

  private static Value dense(NetworkBuilder net, Value x) {
    // Every earlier value is read by several joins, as in DenseNet.
    Value a = net.conv("c0", x, 4, 3, 1, 1);
    Value b = net.conv("c1", net.relu("r1", net.batchNorm("bn1", a)), 3, 3, 1, 1);
    Value ab = net.concat("cat1", a, b);
    Value c = net.conv("c2", net.relu("r2", net.batchNorm("bn2", ab)), 3, 3, 1, 1);
    Value all = net.concat("cat2", a, b, c);
    Value more = net.concat("cat3", all, a);
    return net.globalAverage("pool", more);
  }

  private static Value twice(NetworkBuilder net, Value x) {
    // One value read by two sums, and by both sides of one.
    Value a = net.relu("r0", net.conv("c0", x, 4, 3, 1, 1));
    Value b = net.add("sum1", net.conv("c1", a, 4, 3, 1, 1), a);
    Value c = net.add("sum2", a, b);
    Value d = net.add("sum3", c, c);
    return net.globalAverage("pool", net.relu("r1", d));
  }

  private static Value depthwise(NetworkBuilder net, Value x) {
    Value y = net.relu6("r0", conv(net, "c0", x, 6, 1));
    Value z = net.batchNorm("d.bn", net.conv("d", y, 6, 3, 1, 1, 6, false));
    z = net.batchNorm("p.bn", net.conv("p", net.relu6("r1", z), 6, 1, 1, 0));
    return net.globalAverage("pool", net.add("add", y, z));
  }

  private static Value shuffle(NetworkBuilder net, Value x) {
    Value y = net.relu("r0", conv(net, "c0", x, 8, 1));
    Value left = net.channels("left", y, 0, 4);
    Value right = net.channels("right", y, 4, 4);
    right = net.relu("r1", conv(net, "c1", right, 4, 1));
    return net.globalAverage("pool", net.channelShuffle("mix", net.concat("cat", left, right), 2));
  }

  private static Value pools(NetworkBuilder net, Value x) {
    Value y = net.relu("r0", conv(net, "c0", x, 6, 1));
    y = net.averagePool("avg", net.maxPool("max", y, 3, 2, 1), 2, 2, 0);
    return net.relu("r1", net.linear("hidden", net.flatten("flat", y), 12));
  }

  private static Value attention(NetworkBuilder net, Value x, boolean token) {
    Value y = net.tokens("tokens", net.conv("patch", x, 12, 4, 4, 0, 1, true));
    y = net.position("position", token ? net.classToken("class", y) : y);
    y = net.add("add1", y, net.attention("attention", net.layerNorm("ln1", y), 3));
    Value hidden = net.gelu("gelu", net.linear("up", net.layerNorm("ln2", y), 24));
    y = net.add("add2", y, net.linear("down", hidden, 12));
    return token ? net.firstToken("first", y) : net.meanToken("mean", y);
  }

  private static Value mixer(NetworkBuilder net, Value x) {
    Value y = net.tokens("tokens", net.conv("patch", x, 10, 2, 2, 0, 1, true));
    Value z = net.transpose("t1", net.layerNorm("ln1", y));
    z = net.linear("down", net.gelu("gelu", net.linear("up", z, 8)), 16);
    y = net.add("add", y, net.transpose("t2", z));
    return net.meanToken("mean", y);
  }
}

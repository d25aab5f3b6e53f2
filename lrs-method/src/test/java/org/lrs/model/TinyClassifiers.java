package org.lrs.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lrs.data.Normalization;
import org.lrs.format.HostTensor;
import org.lrs.nn.Network;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;
import org.lrs.nn.ParameterSpec;
import org.lrs.nn.StateDict;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** Classifiers of a few hundred numbers, for tests with closed forms. */
public final class TinyClassifiers {
  private TinyClassifiers() {}

  /** logits = weight · normalised pixels, without bias; weight [classes][C·H·W]. */
  public static Classifier linear(InputShape input, double[][] weight, Normalization norm) {
    int classes = weight.length;
    NetworkBuilder net = new NetworkBuilder();
    Value x = net.input(input.channels(), input.height(), input.width());
    net.linear("fc", net.flatten("flat", x), classes);
    Network network = net.build();
    int width = weight[0].length;
    float[] flat = new float[classes * width];
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < width; j++) {
        flat[k * width + j] = (float) weight[k][j];
      }
    }
    Map<String, HostTensor> numbers =
        Map.of(
            "fc.weight",
            HostTensor.of(flat, classes, width),
            "fc.bias",
            HostTensor.of(new float[classes], classes));
    return new Classifier(
        "linear", network, StateDict.of(network, numbers, "test"), norm, input, classes);
  }

  /** Two convolutions and a hidden layer with GELU: smooth everywhere, no batch normalisation. */
  public static Classifier smooth(InputShape input, int classes, Normalization norm, long seed) {
    NetworkBuilder net = new NetworkBuilder();
    Value x = net.input(input.channels(), input.height(), input.width());
    Value y = net.gelu("g1", net.conv("c1", x, 6, 3, 1, 1, 1, true));
    y = net.gelu("g2", net.conv("c2", y, 6, 3, 2, 1, 1, true));
    net.linear("fc", net.flatten("flat", y), classes);
    return random("smooth", net.build(), input, classes, norm, seed);
  }

  /** Two convolutions with batch normalisation and ReLU, a pool and a linear layer. */
  public static Classifier normalised(
      InputShape input, int classes, Normalization norm, long seed) {
    NetworkBuilder net = new NetworkBuilder();
    Value x = net.input(input.channels(), input.height(), input.width());
    Value y = net.relu("r1", net.batchNorm("b1", net.conv("c1", x, 8, 3, 1, 1)));
    y = net.relu("r2", net.batchNorm("b2", net.conv("c2", y, 8, 3, 2, 1)));
    net.linear("fc", net.globalAverage("pool", y), classes);
    return random("normalised", net.build(), input, classes, norm, seed);
  }

  /** A residual block with ReLU between smooth layers: something for every attack to change. */
  public static Classifier residual(InputShape input, int classes, Normalization norm, long seed) {
    NetworkBuilder net = new NetworkBuilder();
    Value x = net.input(input.channels(), input.height(), input.width());
    x = net.gelu("g1", net.conv("c1", x, 6, 3, 1, 1, 1, true));
    Value y = net.relu("r1", net.batchNorm("b2", net.conv("c2", x, 6, 3, 1, 1)));
    x = net.add("add", net.conv("c3", y, 6, 3, 1, 1, 1, true), x);
    x = net.gelu("g2", net.conv("c4", x, 6, 3, 2, 1, 1, true));
    net.linear("fc", net.flatten("flat", x), classes);
    return random("residual", net.build(), input, classes, norm, seed);
  }

  private static Classifier random(
      String name, Network network, InputShape input, int classes, Normalization norm, long seed) {
    Map<String, HostTensor> numbers = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameters()) {
      Rng rng = Rng.of(seed).split(spec.name());
      int count = Math.toIntExact(spec.elements());
      float[] values =
          switch (spec.start()) {
            case ONES -> rng.uniform(count, 0.5, 1.5);
            case ZEROS -> rng.uniform(count, -0.3, 0.3);
            default -> {
              double bound = Math.sqrt(6.0 * spec.shape()[0] / spec.elements());
              yield rng.uniform(count, -bound, bound);
            }
          };
      numbers.put(spec.name(), HostTensor.of(values, spec.shape()));
    }
    return new Classifier(
        name, network, StateDict.of(network, numbers, "test"), norm, input, classes);
  }

  /** Random images in [0, 1]. */
  public static Tensor images(int count, InputShape input, long seed) {
    int size = count * input.channels() * input.height() * input.width();
    return Tensor.of(
        Rng.of(seed).split("images").uniform(size, 0, 1),
        count,
        input.channels(),
        input.height(),
        input.width());
  }

  /** Labels 0, 1, ... over and over. */
  public static Tensor labels(int count, int classes) {
    long[] labels = new long[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % classes;
    }
    return Tensor.of(labels, count);
  }

  /** Every number, trained or not, by name. */
  public static Map<String, float[]> numbers(Classifier classifier) {
    Map<String, float[]> all = new LinkedHashMap<>();
    try (Scope scope = Scope.open()) {
      for (String name : classifier.parameters().names()) {
        all.put(name, classifier.parameters().get(name).toFloatArray());
      }
    }
    return all;
  }
}

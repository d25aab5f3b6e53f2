package org.lrs.model;

import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/** Runs of layers that most families share. Padding keeps the size where the stride is 1. */
final class Blocks {
  private Blocks() {}

  /** Convolution without bias, then batch normalisation. */
  static Value convNorm(
      NetworkBuilder net, String conv, String norm, Value x, int outputs, int kernel, int stride) {
    return groupedConvNorm(net, conv, norm, x, outputs, kernel, stride, 1);
  }

  /** Convolution in groups without bias, then batch normalisation. */
  static Value groupedConvNorm(
      NetworkBuilder net,
      String conv,
      String norm,
      Value x,
      int outputs,
      int kernel,
      int stride,
      int groups) {
    Value y = net.conv(conv, x, outputs, kernel, stride, kernel / 2, groups, false);
    return net.batchNorm(norm, y);
  }

  /** Convolution without bias, batch normalisation, ReLU. */
  static Value convNormRelu(
      NetworkBuilder net, String conv, String norm, Value x, int outputs, int kernel, int stride) {
    return net.relu(norm + ".relu", convNorm(net, conv, norm, x, outputs, kernel, stride));
  }

  /** Batch normalisation, then ReLU. */
  static Value normRelu(NetworkBuilder net, String norm, Value x) {
    return net.relu(norm + ".relu", net.batchNorm(norm, x));
  }

  /** Sum of a block's two branches, then ReLU. */
  static Value addRelu(NetworkBuilder net, String block, Value a, Value b) {
    return net.relu(block + ".out", net.add(block + ".add", a, b));
  }

  /** Mean over the image, then a linear layer. */
  static Value averageLinear(NetworkBuilder net, String linear, Value x, int classes) {
    return net.linear(linear, net.globalAverage("pool", x), classes);
  }

  /** Linear layer, GELU, linear layer back to the width that came in. */
  static Value mlp(NetworkBuilder net, String name, Value x, int hidden) {
    Value y = net.gelu(name + ".act", net.linear(name + ".fc1", x, hidden));
    return net.linear(name + ".fc2", y, x.channels());
  }
}

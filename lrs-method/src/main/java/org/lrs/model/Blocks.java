package org.lrs.model;

import java.util.List;
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

  /** Adds a block of a residual network. */
  interface Block {
    /**
     * Adds the block.
     *
     * @param stage from 1
     * @param i number of the block in its stage, from 0
     */
    Value add(Value x, int stage, int i, int stride);
  }

  /** Blocks in stages; the first block of every stage but the first one halves the image. */
  static Value stages(Value x, List<Integer> blocks, Block block) {
    Value y = x;
    for (int stage = 1; stage <= blocks.size(); stage++) {
      for (int i = 0; i < blocks.get(stage - 1); i++) {
        y = block.add(y, stage, i, stage > 1 && i == 0 ? 2 : 1);
      }
    }
    return y;
  }

  /** Two 3×3 convolutions, each after normalisation and ReLU, around which the image goes too. */
  static Value preActivated(
      NetworkBuilder net, String name, String shortcut, Value x, int width, int stride) {
    Value active = normRelu(net, name + ".bn1", x);
    boolean project = stride > 1 || x.channels() != width;
    // A projecting shortcut starts after the shared activation, an identity before it.
    Value beside = project ? net.conv(name + shortcut, active, width, 1, stride, 0) : x;
    Value y = convNormRelu(net, name + ".conv1", name + ".bn2", active, width, 3, stride);
    return net.add(name + ".add", net.conv(name + ".conv2", y, width, 3, 1, 1), beside);
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

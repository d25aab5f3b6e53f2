package org.lrs.tensor;

import static org.lrs.tensor.Tensor.call;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Operations of network layers, as functions of tensors. */
public final class NeuralOps {
  private NeuralOps() {}

  /**
   * Two-dimensional convolution.
   *
   * @param input [N, C, H, W]
   * @param weight [K, C/groups, kh, kw]
   * @param bias [K], or null
   */
  public static Tensor conv2d(
      Tensor input, Tensor weight, Tensor bias, int stride, int padding, int groups) {
    try (TensorOptional b = optional(bias)) {
      return call(
          "conv2d",
          () ->
              torch.conv2d(
                  input.handle(), weight.handle(), b, pair(stride), pair(padding), pair(1), groups),
          input,
          weight);
    }
  }

  /**
   * Batch normalisation of [N, C, ...]. With {@code batchStatistics} the batch's own mean and
   * variance are used, and the running ones, if given, move towards them by {@code momentum}.
   *
   * @param runningMean [C], or null to leave running statistics out
   */
  public static Tensor batchNorm(
      Tensor input,
      Tensor weight,
      Tensor bias,
      Tensor runningMean,
      Tensor runningVariance,
      boolean batchStatistics,
      double momentum,
      double epsilon) {
    try (TensorOptional w = optional(weight);
        TensorOptional b = optional(bias);
        TensorOptional m = optional(runningMean);
        TensorOptional v = optional(runningVariance)) {
      return call(
          "batchNorm",
          () ->
              torch.batch_norm(
                  input.handle(), w, b, m, v, batchStatistics, momentum, epsilon, false),
          input);
    }
  }

  /** Normalisation over the last dimension. */
  public static Tensor layerNorm(Tensor input, Tensor weight, Tensor bias, double epsilon) {
    try (TensorOptional w = optional(weight);
        TensorOptional b = optional(bias)) {
      return call(
          "layerNorm",
          () -> torch.layer_norm(input.handle(), new long[] {input.size(-1)}, w, b, epsilon, false),
          input);
    }
  }

  /** input · weightᵀ + bias; weight [out, in], bias [out] or null. */
  public static Tensor linear(Tensor input, Tensor weight, Tensor bias) {
    try (TensorOptional b = optional(bias)) {
      return call("linear", () -> torch.linear(input.handle(), weight.handle(), b), input, weight);
    }
  }

  /** Matrix product, batched over leading dimensions. */
  public static Tensor matmul(Tensor a, Tensor b) {
    return call("matmul", () -> torch.matmul(a.handle(), b.handle()), a, b);
  }

  /** max(0, x). */
  public static Tensor relu(Tensor input) {
    return call("relu", () -> torch.relu(input.handle()), input);
  }

  /** x ← max(0, x), for passes that record no graph. */
  public static Tensor reluInPlace(Tensor input) {
    return input.inPlace("reluInPlace", () -> input.handle().relu_(), input);
  }

  /** min(max(0, x), 6). */
  public static Tensor relu6(Tensor input) {
    return call("relu6", () -> torch.relu6(input.handle()), input);
  }

  /** x · Φ(x). */
  public static Tensor gelu(Tensor input) {
    return call("gelu", () -> torch.gelu(input.handle()), input);
  }

  /** Mean over square windows. */
  public static Tensor averagePool(Tensor input, int kernel, int stride, int padding) {
    try (LongOptional none = new LongOptional()) {
      return call(
          "averagePool",
          () ->
              torch.avg_pool2d(
                  input.handle(), pair(kernel), pair(stride), pair(padding), false, true, none),
          input);
    }
  }

  /** Largest value of square windows. */
  public static Tensor maxPool(
      Tensor input, int kernel, int stride, int padding, boolean ceilSize) {
    return call(
        "maxPool",
        () ->
            torch.max_pool2d(
                input.handle(), pair(kernel), pair(stride), pair(padding), pair(1), ceilSize),
        input);
  }

  /** Channels of [N, C, H, W] interleaved over groups (ShuffleNet). */
  public static Tensor channelShuffle(Tensor input, int groups) {
    return call("channelShuffle", () -> torch.channel_shuffle(input.handle(), groups), input);
  }

  /** Bilinear resize of [N, C, H, W], corners not aligned. */
  public static Tensor resize(Tensor input, int height, int width) {
    long[] size = {height, width};
    return call("resize", () -> torch.upsample_bilinear2d(input.handle(), size, false), input);
  }

  /**
   * Bilinear samples of images, zero outside; differentiable by both arguments.
   *
   * @param input [N, C, H, W]
   * @param grid [N, H', W', 2]: places (x, y), where -1 and 1 are the image's outer edges
   * @return [N, C, H', W']
   */
  public static Tensor gridSample(Tensor input, Tensor grid) {
    return call(
        "gridSample",
        () -> torch.grid_sampler(input.handle(), grid.handle(), 0, 0, false),
        input,
        grid);
  }

  /** exp(x) / Σ exp(x) along a dimension. */
  public static Tensor softmax(Tensor input, int dimension) {
    return call("softmax", () -> torch.softmax(input.handle(), dimension), input);
  }

  /** Logarithm of the softmax along a dimension. */
  public static Tensor logSoftmax(Tensor input, int dimension) {
    try (ScalarTypeOptional none = new ScalarTypeOptional()) {
      return call("logSoftmax", () -> torch.log_softmax(input.handle(), dimension, none), input);
    }
  }

  /**
   * Cross-entropy of each sample.
   *
   * @param logits [N, classes]
   * @param labels [N], integers in [0, classes)
   * @return [N]
   */
  public static Tensor crossEntropyPerSample(Tensor logits, Tensor labels) {
    Tensor index = labels.reshape(-1, 1);
    return logSoftmax(logits, 1).gather(1, index).reshape(-1).negate();
  }

  /**
   * As {@link #crossEntropyPerSample(Tensor, Tensor)}, against a label that all classes share.
   *
   * @param smoothing the part α in [0, 1): the label is (1 - α) onehot + α / classes
   */
  public static Tensor crossEntropyPerSample(Tensor logits, Tensor labels, double smoothing) {
    Tensor plain = crossEntropyPerSample(logits, labels);
    if (smoothing == 0) {
      return plain;
    }
    Tensor uniform = logSoftmax(logits, 1).mean(false, 1).negate();
    return plain.multiply(1 - smoothing).addScaled(uniform, smoothing);
  }

  /** The same number for rows and columns. */
  static long[] pair(long value) {
    return new long[] {value, value};
  }

  private static TensorOptional optional(Tensor tensor) {
    return tensor == null ? new TensorOptional() : new TensorOptional(tensor.handle());
  }
}

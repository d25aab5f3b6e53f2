package org.lrs.tensor;

import static org.lrs.tensor.NeuralOps.pair;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Reverse passes of {@link NeuralOps}, for those who write the chain rule out by hand. */
public final class NeuralGradients {
  private NeuralGradients() {}

  /** Gradient of {@link NeuralOps#conv2d} with respect to its input. */
  public static Tensor conv2dInputGradient(
      Tensor gradient, Tensor input, Tensor weight, int stride, int padding, int groups) {
    try (BoolPointer mask = new BoolPointer(3)) {
      mask.put(0, true).put(1, false).put(2, false);
      try (T_TensorTensorTensor_T found =
          Tensor.guard(
              "conv2dInputGradient",
              () ->
                  torch.convolution_backward(
                      gradient.handle(),
                      input.handle(),
                      weight.handle(),
                      new long[] {0},
                      pair(stride),
                      pair(padding),
                      pair(1),
                      false,
                      pair(0),
                      groups,
                      mask),
              List.of(gradient, input, weight))) {
        return Tensor.adopt(new org.bytedeco.pytorch.Tensor(found.get0()));
      }
    }
  }

  /**
   * The same as {@link #conv2dInputGradient} for convolutions with few input channels, stride 1 and
   * outputs as large as inputs. Kernels that make 3 channels cost as much as those that make 16: so
   * {@code columns} neighbouring pixels are made at once, as channels of one wider convolution.
   *
   * @param gradient [N, K, H, W], W a multiple of {@code columns}
   * @param weight [K, C, k, k], k odd
   * @return [N, C, H, W], channels-last
   */
  public static Tensor thinInputGradient(Tensor gradient, Tensor weight, int columns) {
    long n = gradient.size(0);
    long height = gradient.size(2);
    long width = gradient.size(3);
    long channels = weight.size(1);
    long kernel = weight.size(2);
    long padding = (kernel - 1) / 2;
    Tensor reversed = weight.flip(2, 3).permute(1, 0, 2, 3);
    List<Tensor> shifted = new ArrayList<>();
    for (int x = 0; x < columns; x++) {
      shifted.add(reversed.pad(0, x, columns - 1 - x));
    }
    Tensor wide = Tensor.concat(shifted, 0).channelsLast();
    long[] stride = {1, columns};
    try (TensorOptional none = new TensorOptional()) {
      Tensor blocks =
          Tensor.call(
              "thinInputGradient",
              () ->
                  torch.conv2d(
                      gradient.handle(), wide.handle(), none, stride, pair(padding), pair(1), 1),
              gradient,
              wide);
      // Channels lie innermost, pixel by pixel: the blocks are the pixels already.
      return blocks.permute(0, 2, 3, 1).reshape(n, height, width, channels).permute(0, 3, 1, 2);
    }
  }

  /** gradient ← gradient where output is above zero, else 0: the reverse of ReLU, in place. */
  public static Tensor reluGradientInPlace(Tensor gradient, Tensor output) {
    try (Scalar zero = new Scalar(0.0)) {
      return gradient.inPlace(
          "reluGradientInPlace",
          () ->
              torch.threshold_backward_out(
                  gradient.handle(), gradient.handle(), output.handle(), zero),
          output);
    }
  }

  /** gradient · σ(x)(1 + x(1 - σ(x))): the reverse of x · σ(x) (SiLU). */
  public static Tensor siluGradient(Tensor gradient, Tensor input) {
    return Tensor.call(
        "siluGradient",
        () -> torch.silu_backward(gradient.handle(), input.handle()),
        gradient,
        input);
  }
}

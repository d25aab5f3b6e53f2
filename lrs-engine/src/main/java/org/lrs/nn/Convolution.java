package org.lrs.nn;

import java.util.List;
import org.lrs.nn.ParameterSpec.Start;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/**
 * Two-dimensional convolution with square kernels: [N, inputs, H, W] to [N, outputs, H', W'].
 *
 * @param inputs channels in
 * @param outputs channels out
 * @param kernel side of the kernel
 * @param groups blocks of channels that do not see each other
 * @param bias whether a bias is added
 */
public record Convolution(
    int inputs, int outputs, int kernel, int stride, int padding, int groups, boolean bias)
    implements Layer {

  @Override
  public List<ParameterSpec> parameters() {
    ParameterSpec weight =
        ParameterSpec.trained("weight", Start.KAIMING, outputs, inputs / groups, kernel, kernel);
    return bias
        ? List.of(weight, ParameterSpec.trained("bias", Start.ZEROS, outputs))
        : List.of(weight);
  }

  @Override
  public Tensor forward(Tensor[] in, Parameters own, Mode mode) {
    return NeuralOps.conv2d(
        in[0], own.get("weight"), bias ? own.get("bias") : null, stride, padding, groups);
  }

  @Override
  public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
    return new Tensor[] {
      NeuralOps.conv2dInputGradient(gradient, in[0], own.get("weight"), stride, padding, groups)
    };
  }

  /** Side of the output for a side of the input; not positive where the kernel does not fit. */
  int outputSide(int side) {
    return Math.floorDiv(side + 2 * padding - kernel, stride) + 1;
  }
}

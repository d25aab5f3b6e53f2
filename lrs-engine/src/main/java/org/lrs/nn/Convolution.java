package org.lrs.nn;

import java.util.List;
import org.lrs.nn.ParameterSpec.Start;
import org.lrs.tensor.NeuralGradients;
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
    implements Layer.Free {

  // Pixels whose gradients are made at once where inputs are images: 4 × 3 channels fit one vector.
  private static final int COLUMNS = 4;

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
    Tensor weight = own.get("weight");
    return new Tensor[] {
      isThin() && in[0].size(3) % COLUMNS == 0
          ? NeuralGradients.thinInputGradient(gradient, weight, COLUMNS)
          : NeuralGradients.conv2dInputGradient(gradient, in[0], weight, stride, padding, groups)
    };
  }

  private boolean isThin() {
    return inputs < COLUMNS && groups == 1 && stride == 1 && kernel == 2 * padding + 1;
  }
}

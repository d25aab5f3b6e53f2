package org.lrs.nn;

import java.util.List;
import org.lrs.nn.ParameterSpec.Start;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of [N, channels, H, W].
 *
 * @param channels C
 * @param momentum weight of the batch when running statistics are updated
 * @param epsilon added to the variance
 */
public record BatchNorm(int channels, double momentum, double epsilon) implements Layer {

  /** With libtorch's defaults. */
  public BatchNorm(int channels) {
    this(channels, 0.1, 1e-5);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.trained("weight", Start.ONES, channels),
        ParameterSpec.trained("bias", Start.ZEROS, channels),
        ParameterSpec.buffer("running_mean", Start.ZEROS, channels),
        ParameterSpec.buffer("running_var", Start.ONES, channels));
  }

  @Override
  public Tensor forward(Tensor[] in, Parameters own, Mode mode) {
    boolean running = mode != Mode.TRAIN_WITHOUT_UPDATE;
    return NeuralOps.batchNorm(
        in[0],
        own.get("weight"),
        own.get("bias"),
        running ? own.get("running_mean") : null,
        running ? own.get("running_var") : null,
        mode != Mode.EVALUATE,
        momentum,
        epsilon);
  }

  /** weight / √(running variance + ε): the factor of each channel in evaluation mode. */
  Tensor factor(Parameters own) {
    return own.get("weight").divide(own.get("running_var").add(epsilon).sqrt());
  }

  /** bias - running mean · factor: the shift of each channel in evaluation mode. */
  Tensor shift(Parameters own, Tensor factor) {
    return own.get("bias").subtract(own.get("running_mean").multiply(factor));
  }
}

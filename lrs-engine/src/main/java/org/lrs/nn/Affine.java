package org.lrs.nn;

import java.util.List;
import org.lrs.nn.ParameterSpec.Start;
import org.lrs.tensor.Tensor;

/** Channel-wise weight · x + bias: a batch normalisation in evaluation mode that could not fold. */
record Affine(int channels) implements Layer {

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.trained("weight", Start.ONES, 1, channels, 1, 1),
        ParameterSpec.trained("bias", Start.ZEROS, 1, channels, 1, 1));
  }

  @Override
  public Tensor forward(Tensor[] in, Parameters own, Mode mode) {
    return own.get("bias").addProduct(in[0], own.get("weight"));
  }

  @Override
  public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
    return new Tensor[] {gradient.multiply(own.get("weight"))};
  }

  @Override
  public boolean outputIsFree() {
    return true;
  }
}

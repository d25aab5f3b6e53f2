package org.lrs.nn;

import java.util.List;
import org.lrs.nn.ParameterSpec.Start;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/** input · weightᵀ + bias over the last dimension. */
public record Linear(int inputs, int outputs) implements Layer.Free {

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.trained("weight", Start.UNIFORM, outputs, inputs),
        ParameterSpec.trained("bias", Start.ZEROS, outputs));
  }

  @Override
  public Tensor forward(Tensor[] in, Parameters own, Mode mode) {
    return NeuralOps.linear(in[0], own.get("weight"), own.get("bias"));
  }

  @Override
  public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
    return new Tensor[] {NeuralOps.matmul(gradient, own.get("weight"))};
  }
}

package org.lrs.nn;

import java.util.List;
import org.lrs.tensor.Tensor;

/** Layers with several inputs, or that cut one. */
public final class Joins {
  private Joins() {}

  /** Sum of two tensors of one shape: the end of a residual block. */
  public record Add() implements Layer.Free {
    @Override
    public Tensor forward(Tensor[] in, Parameters own, Mode mode) {
      return in[0].add(in[1]);
    }

    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      return new Tensor[] {gradient, gradient};
    }
  }

  /** Channels of several tensors, one after the other. Gradients are views of the output's. */
  public record Concat() implements Layer {
    @Override
    public Tensor forward(Tensor[] in, Parameters own, Mode mode) {
      return Tensor.concat(List.of(in), 1);
    }

    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      Tensor[] parts = new Tensor[in.length];
      long start = 0;
      for (int i = 0; i < in.length; i++) {
        parts[i] = gradient.narrow(1, start, in[i].size(1));
        start += in[i].size(1);
      }
      return parts;
    }
  }

  /** Shortcut A of He et al. 2016: every second pixel, zero channels on both sides. */
  record SubsamplePad(int stride, int before, int after) implements Layer.Unary {
    @Override
    public Tensor apply(Tensor x) {
      return x.everyNth(2, stride).everyNth(3, stride).pad(0, 0, 0, 0, 0, before, after);
    }

    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      Tensor found = in[0].zerosLike();
      found
          .everyNth(2, stride)
          .everyNth(3, stride)
          .copyFrom(gradient.narrow(1, before, in[0].size(1)));
      return new Tensor[] {found};
    }
  }
}

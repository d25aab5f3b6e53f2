package org.lrs.nn;

import java.util.List;
import org.lrs.nn.ParameterSpec.Start;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/** Layers over tokens [N, T, D], for transformers and mixers. */
final class Tokens {
  private Tokens() {}

  /** [N, D, H, W] to [N, H·W, D]. */
  record FromImage() implements Layer.Unary {
    @Override
    public Tensor apply(Tensor x) {
      return x.reshape(x.size(0), x.size(1), -1).permute(0, 2, 1);
    }
  }

  /** [N, T, D] to [N, D, T]. */
  record Transpose() implements Layer.Unary {
    @Override
    public Tensor apply(Tensor x) {
      return x.permute(0, 2, 1);
    }
  }

  /** Mean over tokens: [N, T, D] to [N, D]. */
  record Mean() implements Layer.Unary {
    @Override
    public Tensor apply(Tensor x) {
      return x.mean(false, 1);
    }
  }

  /** The first token: [N, T, D] to [N, D]. */
  record First() implements Layer.Unary {
    @Override
    public Tensor apply(Tensor x) {
      return x.narrow(1, 0, 1).reshape(x.size(0), -1);
    }
  }

  /** Puts a learned class token in front. */
  record ClassToken(int width) implements Layer {
    @Override
    public List<ParameterSpec> parameters() {
      return List.of(ParameterSpec.trained("token", Start.SMALL_NORMAL, 1, 1, width));
    }

    @Override
    public Tensor forward(Tensor[] in, Parameters own, Mode mode) {
      return Tensor.concat(List.of(own.get("token").expand(in[0].size(0), 1, width), in[0]), 1);
    }
  }

  /** Adds a learned vector to each position. */
  record Position(int tokens, int width) implements Layer {
    @Override
    public List<ParameterSpec> parameters() {
      return List.of(ParameterSpec.trained("embedding", Start.SMALL_NORMAL, 1, tokens, width));
    }

    @Override
    public Tensor forward(Tensor[] in, Parameters own, Mode mode) {
      return in[0].add(own.get("embedding"));
    }
  }

  /** Normalisation over the last dimension. */
  record LayerNorm(int width) implements Layer {
    @Override
    public List<ParameterSpec> parameters() {
      return List.of(
          ParameterSpec.trained("weight", Start.ONES, width),
          ParameterSpec.trained("bias", Start.ZEROS, width));
    }

    @Override
    public Tensor forward(Tensor[] in, Parameters own, Mode mode) {
      return NeuralOps.layerNorm(in[0], own.get("weight"), own.get("bias"), 1e-5);
    }
  }

  /**
   * Multi-head self-attention (Vaswani et al. 2017), written out so that it differentiates twice.
   */
  record Attention(int width, int heads) implements Layer {
    @Override
    public List<ParameterSpec> parameters() {
      return List.of(
          ParameterSpec.trained("qkv.weight", Start.UNIFORM, 3L * width, width),
          ParameterSpec.trained("qkv.bias", Start.ZEROS, 3L * width),
          ParameterSpec.trained("proj.weight", Start.UNIFORM, width, width),
          ParameterSpec.trained("proj.bias", Start.ZEROS, width));
    }

    @Override
    public Tensor forward(Tensor[] in, Parameters own, Mode mode) {
      Tensor x = in[0];
      long n = x.size(0);
      long t = x.size(1);
      long d = width / heads;
      Tensor all = NeuralOps.linear(x, own.get("qkv.weight"), own.get("qkv.bias"));
      Tensor split = all.reshape(n, t, 3, heads, d).permute(2, 0, 3, 1, 4);
      Tensor q = split.narrow(0, 0, 1).reshape(n, heads, t, d);
      Tensor k = split.narrow(0, 1, 1).reshape(n, heads, t, d);
      Tensor v = split.narrow(0, 2, 1).reshape(n, heads, t, d);
      Tensor scores = NeuralOps.matmul(q, k.permute(0, 1, 3, 2)).multiply(1 / Math.sqrt(d));
      Tensor mixed = NeuralOps.matmul(NeuralOps.softmax(scores, -1), v);
      Tensor joined = mixed.permute(0, 2, 1, 3).reshape(n, t, width);
      return NeuralOps.linear(joined, own.get("proj.weight"), own.get("proj.bias"));
    }
  }
}

package org.lrs.nn;

import java.util.List;
import java.util.function.BiFunction;
import org.lrs.nn.ParameterSpec.Start;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/** Layers over tokens [N, T, D], for transformers and mixers. */
final class Tokens {
  private Tokens() {}

  /** A function of tokens and of learned parameters. */
  private record Learned(
      List<ParameterSpec> parameters, BiFunction<Tensor, Parameters, Tensor> function)
      implements Layer {
    @Override
    public Tensor forward(Tensor[] in, Parameters own, Mode mode) {
      return function.apply(in[0], own);
    }
  }

  /** Puts a learned class token in front. */
  static Layer classToken(int width) {
    return new Learned(
        List.of(ParameterSpec.trained("token", Start.SMALL_NORMAL, 1, 1, width)),
        (x, own) -> Tensor.concat(List.of(own.get("token").expand(x.size(0), 1, width), x), 1));
  }

  /** Adds a learned vector to each position. */
  static Layer position(int tokens, int width) {
    return new Learned(
        List.of(ParameterSpec.trained("embedding", Start.SMALL_NORMAL, 1, tokens, width)),
        (x, own) -> x.add(own.get("embedding")));
  }

  /** Normalisation over the last dimension. */
  static Layer layerNorm(int width) {
    return new Learned(
        List.of(
            ParameterSpec.trained("weight", Start.ONES, width),
            ParameterSpec.trained("bias", Start.ZEROS, width)),
        (x, own) -> NeuralOps.layerNorm(x, own.get("weight"), own.get("bias"), 1e-5));
  }

  /**
   * Multi-head self-attention (Vaswani et al. 2017), written out so that it differentiates twice.
   */
  static Layer attention(int width, int heads) {
    return new Learned(
        List.of(
            ParameterSpec.trained("qkv.weight", Start.UNIFORM, 3L * width, width),
            ParameterSpec.trained("qkv.bias", Start.ZEROS, 3L * width),
            ParameterSpec.trained("proj.weight", Start.UNIFORM, width, width),
            ParameterSpec.trained("proj.bias", Start.ZEROS, width)),
        (x, own) -> attend(x, own, heads));
  }

  private static Tensor attend(Tensor x, Parameters own, int heads) {
    long n = x.size(0);
    long t = x.size(1);
    long d = x.size(2) / heads;
    Tensor all = NeuralOps.linear(x, own.get("qkv.weight"), own.get("qkv.bias"));
    Tensor split = all.reshape(n, t, 3, heads, d).permute(2, 0, 3, 1, 4);
    Tensor q = split.narrow(0, 0, 1).reshape(n, heads, t, d);
    Tensor k = split.narrow(0, 1, 1).reshape(n, heads, t, d);
    Tensor v = split.narrow(0, 2, 1).reshape(n, heads, t, d);
    Tensor scores = NeuralOps.matmul(q, k.permute(0, 1, 3, 2)).multiply(1 / Math.sqrt(d));
    Tensor mixed = NeuralOps.matmul(NeuralOps.softmax(scores, -1), v);
    Tensor joined = mixed.permute(0, 2, 1, 3).reshape(n, t, heads * d);
    return NeuralOps.linear(joined, own.get("proj.weight"), own.get("proj.bias"));
  }
}

package org.lrs.attack.backward;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.model.BackwardChange;
import org.lrs.nn.Layer;
import org.lrs.nn.Mode;
import org.lrs.nn.Network;
import org.lrs.nn.Parameters;
import org.lrs.nn.Residual;
import org.lrs.nn.Simple;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * A slightly different random network at each step (ghost networks).
 *
 * @param range Λ, for residual networks: how far the factor of a skip connection may lie from 1; in
 *     [0, 1]
 * @param rate Λ, for other networks: share of values dropped after each activation, in [0, 0.9]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "ghost",
    summary = "skip connections scaled, or activations dropped, at random in each step",
    paper =
        "Li, Bai, Zhou, Xie, Zhang, Yuille: Learning Transferable Adversarial Examples via "
            + "Ghost Networks, AAAI 2020, arXiv 1812.03413",
    at = "equations 3 to 6",
    formula =
        """
        residual networks: z′ = λ · s(z) + f(z), λ ~ U[1 - range, 1 + range] for each sum
        others: a′ = a · r / (1 - rate), r ~ Bernoulli(1 - rate) for each activation""",
    differences =
        "Drawn for each image, step and layer; TransferAttack draws once for the whole batch. "
            + "range = 0.22 is published for ResNet-50 and shrinks with depth (TransferAttack: 0.16 "
            + "for ResNet-101), rate = 0.006 for Inception-v3. torchattacks and foolbox do not have "
            + "it.")
public record Ghost(double range, double rate) implements AttackRecipe, BackwardChange {

  public Ghost {
    Range.check("range", range, 0, 1);
    Range.check("rate", rate, 0, 0.9);
  }

  public Ghost() {
    this(0.22, 0.006);
  }

  /** A layer that random draws change; without draws it is the layer as it was. */
  private record Eroded(Layer inner, Function<Draws, Layer> change)
      implements Layer.Changed, Layer.Drawn {
    // Not the inner one's, which may run in place of this layer.
    @Override
    public Layer original() {
      return this;
    }

    @Override
    public Layer drawn(Draws draws) {
      return change.apply(draws);
    }
  }

  /** A sum whose skip connection is multiplied by a factor for each image, [N]. */
  private record Scaled(Layer inner, int skip, Tensor factors) implements Layer {
    @Override
    public Tensor forward(Tensor[] in, Parameters own, Mode mode) {
      return in[1 - skip].addProduct(in[skip], factors.perSampleLike(in[skip]));
    }

    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      Tensor[] found = inner.inputGradients(gradient, in, output, own);
      found[skip] = found[skip].multiply(factors.perSampleLike(in[skip]));
      return found;
    }
  }

  /**
   * An activation whose values are dropped, each with probability rate: times 0 or 1 / (1 - rate).
   */
  private record Dropped(Layer inner, double rate, Draws draws) implements Layer {
    @Override
    public Tensor forward(Tensor[] in, Parameters own, Mode mode) {
      Tensor output = inner.forward(in, own, mode);
      return output.multiply(mask(output));
    }

    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      return inner.inputGradients(gradient.multiply(mask(output)), in, output, own);
    }

    private Tensor mask(Tensor like) {
      int size = Math.toIntExact(like.elements() / like.size(0));
      float[] mask = new float[size * draws.images()];
      Arrays.fill(mask, (float) (1 / (1 - rate)));
      for (int i = 0; i < draws.images(); i++) {
        drop(mask, i * size, size, draws.image(i));
      }
      if (like.shape().length != 4) {
        return Tensor.of(mask, like.shape());
      }
      return Tensor.of(mask, like.size(0), like.size(2), like.size(3), like.size(1))
          .permute(0, 3, 1, 2); // channels-last, as activations are
    }

    // Few values are dropped, so the distances between them are drawn: geometrically distributed.
    private void drop(float[] mask, int from, int size, Rng rng) {
      double kept = Math.log1p(-rate);
      double at = Math.floor(Math.log1p(-rng.nextDouble()) / kept);
      while (at < size) {
        mask[from + (int) at] = 0;
        at += 1 + Math.floor(Math.log1p(-rng.nextDouble()) / kept);
      }
    }
  }

  @Override
  public Network apply(Network network) {
    Surgery.requireNoDraws("ghost", network);
    Map<Integer, Layer> changed = new HashMap<>();
    for (Residual r : Residual.of(network)) {
      if (r.isSum(network)) {
        Layer sum = Surgery.layer(network, r.join());
        changed.put(
            r.join(),
            new Eroded(
                sum, draws -> new Scaled(sum, r.skip(), draws.uniform(1 - range, 1 + range))));
      }
    }
    if (changed.isEmpty()) {
      for (int i = 0; i < network.nodes().size(); i++) {
        Layer layer = Surgery.layer(network, i);
        if (layer.original() instanceof Simple.Activation) {
          changed.put(i, new Eroded(layer, draws -> new Dropped(layer, rate, draws)));
        }
      }
    }
    Range.require(
        !changed.isEmpty(), "'ghost' needs skip connections or activations; this network has none");
    return network.replacing(changed);
  }
}

package org.lrs.attack.backward;

import com.google.auto.service.AutoService;
import java.util.HashMap;
import java.util.Map;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.model.BackwardChange;
import org.lrs.nn.Layer;
import org.lrs.nn.Network;
import org.lrs.nn.Parameters;
import org.lrs.nn.Simple;
import org.lrs.tensor.NeuralGradients;
import org.lrs.tensor.Tensor;

/**
 * Gradients that ReLUs and max-pooling no longer cut off (BPA).
 *
 * @param temperature t of the softmax over windows of max-pooling, in [0.01, 1000]
 * @param layer name of the layer from which on ReLUs are changed; empty for the middle one of the
 *     ReLUs
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "bpa",
    summary = "gradients through ReLUs as through SiLUs, through max-pooling as through a softmax",
    paper =
        "Wang, Tong, He: Rethinking the Backward Propagation for Adversarial Transferability, "
            + "NeurIPS 2023, arXiv 2306.12685",
    at = "section 3.3",
    formula =
        """
        ReLUs from a layer on: ∂/∂z = σ(z) · (1 + z · (1 - σ(z)))
        max-pooling: ∂/∂zᵢ = exp(t · zᵢ) / Σⱼ exp(t · zⱼ) over the window""",
    differences =
        "Without a layer the second half of the ReLUs is changed, for any network; the paper "
            + "starts in the third stage of a ResNet-50. All max-pooling is changed, as in the "
            + "released code. Values outside the image weigh nothing, and the softmax cannot "
            + "overflow; the released code and TransferAttack count padding as zeros and take "
            + "exponentials of the values themselves. torchattacks and foolbox do not have it.")
public record Bpa(double temperature, String layer) implements AttackRecipe, BackwardChange {

  public Bpa {
    Range.check("temperature", temperature, 0.01, 1000);
  }

  public Bpa() {
    this(10, "");
  }

  /** A ReLU with the reverse of SiLU, which needs its input. */
  record Smooth(Layer inner) implements Layer.Changed {
    @Override
    public boolean needsInput() {
      return true;
    }

    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      return new Tensor[] {NeuralGradients.siluGradient(gradient, in[0])};
    }
  }

  /** Max-pooling whose reverse shares the gradient among a window's values by their softmax. */
  record Shared(Layer inner, Simple.MaxPool pool, double temperature) implements Layer.Changed {
    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      // Where the last windows reach beyond the image, the padding must as well.
      long down = reach(output.size(2)) - in[0].size(2) - pool.padding();
      long right = reach(output.size(3)) - in[0].size(3) - pool.padding();
      long[] around = {pool.padding(), Math.max(0, right), pool.padding(), Math.max(0, down)};
      Tensor padded = in[0].pad(Double.NEGATIVE_INFINITY, around);
      Tensor[] weights = new Tensor[pool.kernel() * pool.kernel()];
      Tensor sum = output.zerosLike();
      for (int at = 0; at < weights.length; at++) {
        Tensor below = window(padded, at, output).subtract(output); // at most 0
        weights[at] = below.multiply(temperature).exp();
        sum.addScaledInPlace(weights[at], 1);
      }
      Tensor share = gradient.divide(sum);
      Tensor found = padded.zerosLike();
      for (int at = 0; at < weights.length; at++) {
        Tensor unused = window(found, at, output).addScaledInPlace(weights[at].multiply(share), 1);
      }
      Tensor rows = found.narrow(2, pool.padding(), in[0].size(2));
      return new Tensor[] {rows.narrow(3, pool.padding(), in[0].size(3)).channelsLast()};
    }

    private long reach(long windows) {
      return (windows - 1) * pool.stride() + pool.kernel();
    }

    // The values at one place of every window, as a view.
    private Tensor window(Tensor padded, int at, Tensor output) {
      long rows = (output.size(2) - 1) * pool.stride() + 1;
      long columns = (output.size(3) - 1) * pool.stride() + 1;
      return padded
          .narrow(2, at / pool.kernel(), rows)
          .narrow(3, at % pool.kernel(), columns)
          .everyNth(2, pool.stride())
          .everyNth(3, pool.stride());
    }
  }

  @Override
  public Network apply(Network network) {
    Surgery.requireNoDraws("bpa", network);
    Map<Integer, Layer> changed = new HashMap<>();
    for (int i : Surgery.relus("bpa", network, layer)) {
      changed.put(i, new Smooth(Surgery.layer(network, i)));
    }
    for (int i = 0; i < network.nodes().size(); i++) {
      Layer one = Surgery.layer(network, i);
      if (one.original() instanceof Simple.MaxPool pool) {
        changed.put(i, new Shared(one, pool, temperature));
      }
    }
    return network.replacing(changed);
  }
}

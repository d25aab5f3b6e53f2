package org.lrs.attack.backward;

import com.google.auto.service.AutoService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.model.BackwardChange;
import org.lrs.nn.Layer;
import org.lrs.nn.Network;
import org.lrs.nn.Parameters;
import org.lrs.nn.Residual;
import org.lrs.nn.Simple;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/**
 * Gradients that pass the later ReLUs uncut (LinBP).
 *
 * @param layer name of the layer from which on ReLUs are changed; empty for the middle one of the
 *     ReLUs
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "linbp",
    summary = "gradients through the later ReLUs as if these were not there",
    paper =
        "Guo, Li, Chen: Backpropagating Linearly Improves Transferability of Adversarial "
            + "Examples, NeurIPS 2020, arXiv 2012.03528",
    at = "section 4, equation 5",
    formula =
        """
        ReLUs from a layer on: ∂/∂z = 1
        residual blocks z′ = z + f(z): ∂ℓ/∂z = ∂ℓ/∂z′ + α · g̃, g̃ through f's ReLUs uncut,
        α = ‖g‖₂ / ‖g̃‖₂ with g through f as it is""",
    differences =
        "Without a layer the second half of the ReLUs is changed, for any network; the paper "
            + "starts in the third stage of a ResNet-50. As in the released code, ReLUs right "
            + "behind a sum keep their gradient. TransferAttack supports ResNets only. torchattacks "
            + "and foolbox do not have it.")
public record Linbp(String layer) implements AttackRecipe, BackwardChange {

  public Linbp() {
    this("");
  }

  /** A ReLU whose reverse is the identity. */
  record Linear(Layer inner) implements Layer.Changed {
    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      return new Tensor[] {gradient};
    }
  }

  /**
   * A layer of a residual branch that the linear gradient passes as through {@code linear} and the
   * true one as it is. The two continue together, one batch behind the other, up to the fork.
   *
   * @param parts whether this is the branch's last ReLU, behind which both are the same
   * @param meets whether this is the branch's first layer, where the linear gradient is made as
   *     long as the true one, which ends
   */
  record Both(Layer inner, Layer linear, boolean parts, boolean meets) implements Layer.Changed {
    // Squares of shorter gradients leave the range of float32: these keep their length.
    private static final double TINY = 1e-18;

    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      long n = output.size(0);
      boolean two = gradient.size(0) > n;
      if (!two && !parts) { // a reverse pass that starts inside the branch
        return linear.inputGradients(gradient, in, output, own);
      }
      Tensor first = two ? gradient.narrow(0, 0, n) : gradient;
      Tensor second = two ? gradient.narrow(0, n, n) : gradient;
      Tensor[] found = linear.inputGradients(first, in, output, own);
      Tensor[] cut = inner.inputGradients(second, in, output, own);
      for (int k = 0; k < found.length; k++) {
        found[k] = meets ? rescaled(found[k], cut[k]) : Tensor.concat(List.of(found[k], cut[k]), 0);
      }
      return found;
    }

    private static Tensor rescaled(Tensor linear, Tensor cut) {
      Tensor length = length(linear);
      Tensor same = Tensor.full(1, linear.size(0));
      Tensor alpha = length.greaterThan(TINY).choose(length(cut).divide(length), same);
      return linear.multiply(alpha.perSampleLike(linear));
    }

    // Of each image, by a product of a row and a column: one pass over memory.
    private static Tensor length(Tensor x) {
      Tensor rows = rows(x);
      long n = x.size(0);
      return NeuralOps.matmul(rows.reshape(n, 1, -1), rows.reshape(n, -1, 1)).reshape(n).sqrt();
    }

    // [N, everything else]; channels-last memory as it lies.
    private static Tensor rows(Tensor x) {
      return (x.shape().length == 4 ? x.permute(0, 2, 3, 1) : x).flatten();
    }
  }

  @Override
  public Network apply(Network network) {
    Surgery.requireNoDraws("linbp", network);
    List<Residual> sums =
        Residual.of(network).stream().filter(residual -> residual.isSum(network)).toList();
    Set<Integer> linear = linear(network, layer, sums);
    Map<Integer, Layer> changed = new HashMap<>();
    linear.forEach(i -> changed.put(i, new Linear(Surgery.layer(network, i))));
    Set<Integer> joins = sums.stream().map(Residual::join).collect(Collectors.toSet());
    for (Residual sum : sums) {
      boolean innermost = sum.path().stream().noneMatch(joins::contains);
      if (innermost && sum.path().stream().anyMatch(linear::contains)) {
        rescale(network, sum, changed);
      }
    }
    return network.replacing(changed);
  }

  // A ReLU right behind a sum lies on the path of the skip connections and is not changed.
  private static Set<Integer> linear(Network network, String layer, List<Residual> sums) {
    Set<Integer> inBranches = new HashSet<>();
    sums.forEach(sum -> inBranches.addAll(sum.path()));
    Set<Integer> linear = new HashSet<>(Surgery.relus("linbp", network, layer));
    for (Residual sum : sums) {
      linear.removeIf(
          i -> !inBranches.contains(i) && network.nodes().get(i).inputs().contains(sum.join() + 1));
    }
    Range.require(
        !linear.isEmpty(),
        "'linbp' finds no ReLU inside a residual branch from layer '%s' on; name an earlier layer"
            .formatted(layer));
    return linear;
  }

  private static void rescale(Network network, Residual sum, Map<Integer, Layer> changed) {
    Set<Integer> parted = new HashSet<>();
    for (int k = sum.path().size() - 1; k >= 0; k--) {
      int i = sum.path().get(k);
      Layer layer = Surgery.layer(network, i);
      List<Integer> readers = readers(network, i + 1);
      boolean behind = readers.stream().anyMatch(parted::contains);
      Range.require(
          readers.stream().allMatch(r -> behind ? parted.contains(r) : inside(sum, r))
              && (k == 0 || !forks(network, sum, i)),
          "'linbp' cannot rescale the branch before '%s', whose paths cross; name a later layer"
              .formatted(network.nodes().get(sum.join()).name()));
      // At every ReLU, changed or not, so that both gradients come along all of parallel paths.
      if (behind || layer.original() instanceof Simple.Relu) {
        changed.put(i, new Both(layer, changed.getOrDefault(i, layer), !behind, k == 0));
        parted.add(i);
      }
    }
  }

  // Whether a layer after the branch's first reads a value from outside the branch.
  private static boolean forks(Network network, Residual sum, int node) {
    return !network.nodes().get(node).inputs().stream().allMatch(v -> sum.path().contains(v - 1));
  }

  private static boolean inside(Residual sum, int node) {
    return node == sum.join() || sum.path().contains(node);
  }

  private static List<Integer> readers(Network network, int value) {
    return IntStream.range(0, network.nodes().size())
        .filter(i -> network.nodes().get(i).inputs().contains(value))
        .boxed()
        .toList();
  }
}

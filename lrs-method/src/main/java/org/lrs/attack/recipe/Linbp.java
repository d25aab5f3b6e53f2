package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.nn.Layer;
import org.lrs.nn.Network;
import org.lrs.nn.Parameters;
import org.lrs.nn.Residual;
import org.lrs.tensor.Tensor;

/** Gradients that pass the later ReLUs uncut (LinBP). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Guo, Li, Chen: Backpropagating Linearly Improves Transferability of Adversarial Examples,"
            + " NeurIPS 2020, arXiv 2012.03528",
    at = "section 4, equation 5")
public final class Linbp implements AttackRecipe<Linbp.Config> {
  /**
   * Settings.
   *
   * @param layer name of the layer from which on ReLUs are changed; empty for the middle one of the
   *     ReLUs
   */
  public record Config(String layer) {}

  /** A ReLU whose reverse is the identity. */
  record Linear(Layer inner) implements Layer.Changed {
    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      return new Tensor[] {gradient};
    }
  }

  /**
   * The last ReLU of a residual branch, where the linear gradient and the true one part. They go on
   * together, one batch behind the other, so that their lengths can be compared at the fork.
   */
  record Parted(Layer inner) implements Layer.Changed {
    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      Tensor cut = inner.inputGradients(gradient, in, output, own)[0];
      return new Tensor[] {Tensor.concat(List.of(gradient, cut), 0)};
    }
  }

  /** A layer that both gradients pass: the linear one as through {@code linear}. */
  record Both(Layer inner, Layer linear) implements Layer.Changed {
    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      long n = output.size(0);
      if (gradient.size(0) == n) { // a reverse pass that starts inside the branch
        return linear.inputGradients(gradient, in, output, own);
      }
      Tensor[] found = linear.inputGradients(gradient.narrow(0, 0, n), in, output, own);
      Tensor[] cut = inner.inputGradients(gradient.narrow(0, n, n), in, output, own);
      for (int k = 0; k < found.length; k++) {
        found[k] = Tensor.concat(List.of(found[k], cut[k]), 0);
      }
      return found;
    }
  }

  /** The first layer of a residual branch: the linear gradient leaves it as long as the true. */
  record Rescaled(Layer inner) implements Layer.Changed {
    // Far below every gradient that moves a pixel: keeps 0 / 0 out.
    private static final double TINY = 1e-30;

    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      Tensor both = inner.inputGradients(gradient, in, output, own)[0];
      long n = in[0].size(0);
      if (both.size(0) == n) {
        return new Tensor[] {both};
      }
      Tensor linear = both.narrow(0, 0, n);
      Tensor cut = both.narrow(0, n, n);
      // Divided first by the largest value: squares of tiny gradients would be zero.
      Tensor largest = linear.abs().maximum(cut.abs()).flatten().max(false, 1).atLeast(TINY);
      Tensor scale = largest.perSampleLike(linear);
      Tensor length = linear.divide(scale).normPerSample().atLeast(TINY);
      Tensor alpha = cut.divide(scale).normPerSample().divide(length);
      return new Tensor[] {linear.multiply(alpha.perSampleLike(linear))};
    }
  }

  static Network change(Network network, String layer) {
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
        rescale(network, sum, linear, changed);
      }
    }
    return network.replacing(changed);
  }

  // A ReLU right behind a sum lies on the way of the skip connections and is left alone.
  private static Set<Integer> linear(Network network, String layer, List<Residual> sums) {
    Set<Integer> inBranches = new HashSet<>();
    sums.forEach(sum -> inBranches.addAll(sum.path()));
    Set<Integer> linear = new HashSet<>(Surgery.relus("linbp", network, layer));
    for (Residual sum : sums) {
      linear.removeIf(
          i -> !inBranches.contains(i) && network.nodes().get(i).inputs().contains(sum.join() + 1));
    }
    if (linear.isEmpty()) {
      throw new IllegalArgumentException(
          "'linbp' finds no ReLU inside a residual branch from layer '"
              + layer
              + "' on; name an earlier layer");
    }
    return linear;
  }

  private static void rescale(
      Network network, Residual sum, Set<Integer> linear, Map<Integer, Layer> changed) {
    Set<Integer> parted = new HashSet<>();
    for (int k = sum.path().size() - 1; k >= 0; k--) {
      int i = sum.path().get(k);
      Layer layer = Surgery.layer(network, i);
      List<Integer> readers = readers(network, i + 1);
      boolean behind = readers.stream().anyMatch(parted::contains);
      if (!readers.stream().allMatch(r -> behind ? parted.contains(r) : inside(sum, r))
          || (k > 0 && forks(network, sum, i))) {
        throw new IllegalArgumentException(
            "'linbp' cannot rescale the branch before '"
                + network.nodes().get(sum.join()).name()
                + "', whose paths cross; name a later layer");
      }
      if (behind) {
        changed.put(i, new Both(layer, changed.getOrDefault(i, layer)));
      } else if (linear.contains(i)) {
        changed.put(i, new Parted(layer));
      }
      if (behind || linear.contains(i)) {
        parted.add(i);
      }
    }
    int head = sum.path().get(0);
    changed.put(head, new Rescaled(changed.get(head)));
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

  @Override
  public String name() {
    return "linbp";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.BACKWARD;
  }

  @Override
  public String summary() {
    return "gradients through the later ReLUs as if these were not there";
  }

  @Override
  public String formula() {
    return "ReLUs from a layer on: ∂/∂z = 1\n"
        + "residual blocks z′ = z + f(z): ∂ℓ/∂z = ∂ℓ/∂z′ + α · g̃, g̃ through f's ReLUs uncut,\n"
        + "α = ‖g‖₂ / ‖g̃‖₂ with g through f as it is";
  }

  @Override
  public String differences() {
    return "Without a layer the second half of the ReLUs is changed, for any network; the paper "
        + "starts in the third stage of a ResNet-50. As in the released code, ReLUs right behind a "
        + "sum keep their gradient. TransferAttack knows ResNets only.";
  }

  @Override
  public Config defaults() {
    return new Config("");
  }

  @Override
  public void addTo(Composition attack, Config config) {
    attack.backward(network -> change(network, config.layer()));
  }
}

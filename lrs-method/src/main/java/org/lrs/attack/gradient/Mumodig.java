package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Means;
import org.lrs.attack.transform.Operators;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * Gradients integrated from quantised baselines, of the image and of changed copies (MuMoDIG).
 *
 * @param copies N, changed copies, in [0, 1000]
 * @param position λ, place on the path, in [0, 1]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "mumodig",
    summary = "integrated gradients of the image and of changed copies, from quantised baselines",
    paper =
        "Ren, Zhao, Chen, Jiang, Guo, Shi, Guo: Improving Integrated Gradient-based "
            + "Transferable Adversarial Examples by Refining the Integration Path, AAAI 2025, arXiv "
            + "2412.18844",
    at = "algorithm 1",
    formula =
        """
        for each view v of x + δ (itself and N shifted, flipped, turned or resized copies):
        b = each channel of v in two grey levels, cut at a random value
        G = mean over views of ∂v/∂δ ᵀ · [ g(b + λ · (v − b)) ⊙ (v − b) ]
        m ← μ · m + N1(G)""",
    differences =
        "The path multiplies the gradient before it goes back through the change; "
            + "TransferAttack, which is the released code, multiplies afterwards, where the two no "
            + "longer lie over one another. It also adds the plain image's part once to the copies' "
            + "sum, as here. torchattacks and foolbox do not have it.")
public record Mumodig(int copies, double position) implements AttackRecipe, GradientEstimator {
  private static final double RATIO = 1.1;
  private static final double DEGREES = 45;

  public Mumodig {
    Range.check("copies", copies, 0, 1000);
    Range.check("position", position, 0, 1);
  }

  public Mumodig() {
    this(6, 0.65);
  }

  @Override
  public Kernel begin(AttackRun run, Kernel inner) {
    return (images, draws) ->
        Means.of(copies + 1, images, i -> one(inner, images, draws.split("path").split(i), i > 0));
  }

  private Tensor one(Kernel inner, Tensor images, Draws draws, boolean changed) {
    Tensor leaf = images.leaf();
    Tensor view =
        changed
            ? Autograd.withGraph(
                () ->
                    Operators.each(
                        leaf, draws.split("change"), (image, rng, i) -> change(image, rng)))
            : leaf;
    Tensor still = view.detach();
    Tensor path = still.subtract(baseline(still, draws.split("baseline")));
    Tensor gradient = inner.at(still.addScaled(path, position - 1), draws);
    Tensor integrated = gradient.multiply(path);
    return changed
        ? Autograd.withGraph(() -> Autograd.gradient(view.multiply(integrated).sum(), leaf))
        : integrated;
  }

  @Override
  public long evaluations(int done, int steps) {
    return done * (copies + 1L);
  }

  private static Tensor change(Tensor image, Rng rng) {
    if (rng.nextInt(2) == 0) {
      return Operators.resizePad(image, RATIO, rng);
    }
    return switch (rng.nextInt(5)) {
      case 0 -> Operators.roll(image, rng.nextInt((int) image.size(2)), 0);
      case 1 -> Operators.roll(image, 0, rng.nextInt((int) image.size(3)));
      case 2 -> image.flip(2);
      case 3 -> image.flip(3);
      default -> Operators.rotate(image, DEGREES * (2 * rng.nextDouble() - 1));
    };
  }

  /**
   * Each channel cut at a random value between its least and largest, values at their part's least.
   */
  static Tensor baseline(Tensor images, Draws draws) {
    Tensor most = images.max(true, 2, 3);
    Tensor least = images.negate().max(true, 2, 3).negate();
    Tensor cut =
        least.add(most.subtract(least).multiply(draws.uniform(0, 1, images.size(1), 1, 1)));
    Tensor below = cut.subtract(images).greaterThan(0);
    return below.choose(least, cut);
  }
}

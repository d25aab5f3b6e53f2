package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Kept;
import org.lrs.attack.Means;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/**
 * Gradients corrected by how they vary in the neighbourhood (VMI-FGSM).
 *
 * @param neighbours N, in [1, 1000]
 * @param beta β, radius of the neighbourhood in radii of the ball
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "vmi-fgsm",
    shortName = "vmi",
    summary = "gradients corrected by their variance in the neighbourhood",
    paper =
        "Wang, He: Enhancing the Transferability of Adversarial Attacks through Variance "
            + "Tuning, CVPR 2021, arXiv 2103.15571",
    at = "algorithm 1",
    formula =
        """
        m ← μ · m + N1(g + v)
        v ← mean over N of g(x + δ + U(-βε, βε)) − g(x + δ)   (used in the next step)""",
    differences =
        "torchattacks takes 5 neighbours by default, the paper and TransferAttack 20. foolbox "
            + "does not have it.")
public record Vmi(int neighbours, double beta) implements AttackRecipe, GradientEstimator {

  public Vmi {
    Range.check("neighbours", neighbours, 1, 1000);
    Range.check("beta", beta, 0, 100);
  }

  public Vmi() {
    this(20, 1.5);
  }

  @Override
  public Kernel begin(AttackRun run, Kernel inner) {
    Kept variance = new Kept();
    return (images, draws) -> {
      Tensor gradient = inner.at(images, draws);
      Tensor tuned = variance.isEmpty() ? gradient.copy() : gradient.add(variance.get());
      variance.set(around(run, inner, images, draws).subtract(gradient));
      return tuned;
    };
  }

  /** The mean gradient of the neighbours. */
  Tensor around(AttackRun run, Kernel inner, Tensor images, Draws draws) {
    double radius = beta * run.ball().radius();
    return Means.of(
        neighbours,
        images,
        i -> {
          Draws own = draws.split("neighbour").split(i);
          return inner.at(images.add(run.ball().noise(images, radius, own)), own);
        });
  }

  @Override
  public long evaluations(int done, int steps) {
    return (long) done * (neighbours + 1);
  }
}

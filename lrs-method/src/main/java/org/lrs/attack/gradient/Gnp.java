package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.GradientEstimator;
import org.lrs.tensor.Tensor;

/**
 * Gradients that penalise their own norm, by one more gradient ahead (GNP).
 *
 * @param radius r in radii of the ball, in [0, 100]
 * @param beta β, weight of the penalty, in [0, 10]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "gnp",
    summary = "gradients that penalise their own norm",
    paper =
        "Wu, Luo, Li, Zhou, Wang, Hu: GNP Attack: Transferable Adversarial Examples via "
            + "Gradient Norm Penalty, ICIP 2023, arXiv 2307.04099",
    at = "algorithm 1",
    formula =
        """
        g' = g(x + δ + r · N1(g))
        G = (1 + β) · g − β · g'
        m ← μ · m + N1(G)\
        """,
    differences =
        "The paper's r = 0.01 at ε = 16/255 is written in radii of the ball, so that it suits "
            + "other ε. TransferAttack adds β · g' in some versions, where the paper subtracts it. "
            + "torchattacks and foolbox do not have it.")
public record Gnp(double radius, double beta) implements AttackRecipe, GradientEstimator {

  public Gnp {
    Range.check("radius", radius, 0, 100);
    Range.check("beta", beta, 0, 10);
  }

  public Gnp() {
    this(0.16, 0.8);
  }

  @Override
  public Gnp small() {
    return new Gnp(0.001, beta);
  }

  @Override
  public Kernel begin(AttackRun run, Kernel inner) {
    return (images, draws) -> {
      Tensor here = inner.at(images, draws);
      Tensor up = run.ball().unit(here);
      Tensor ahead = inner.at(images.addScaled(up, radius * run.ball().radius()), draws);
      return here.multiply(1 + beta).addScaled(ahead, -beta);
    };
  }

  @Override
  public long evaluations(int done, int steps) {
    return 2L * done;
  }
}

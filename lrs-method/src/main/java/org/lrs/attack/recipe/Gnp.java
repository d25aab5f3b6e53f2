package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.GradientEstimator;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** Gradients that penalise their own norm, by one more gradient ahead (GNP). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Wu, Luo, Li, Zhou, Wang, Hu: GNP Attack: Transferable Adversarial Examples via "
            + "Gradient Norm Penalty, ICIP 2023, arXiv 2307.04099",
    at = "algorithm 1")
public final class Gnp implements AttackRecipe<Gnp.Config> {
  /**
   * Settings.
   *
   * @param radius r in radii of the ball, in [0, 100]
   * @param beta β, weight of the penalty, in [0, 10]
   */
  public record Config(double radius, double beta) {
    /** Checks the ranges. */
    public Config {
      Ranges.check("radius", radius, 0, 100);
      Ranges.check("beta", beta, 0, 10);
    }
  }

  /** (1 + β) · g − β · g'. */
  record Penalized(double radius, double beta) implements GradientEstimator {
    @Override
    public Kernel begin(AttackRun run, Kernel inner) {
      return (images, draws) -> {
        try (Scope scope = Scope.open()) {
          Tensor here = inner.at(images, draws);
          Tensor up = Neighbourhood.direction(here, run.ball());
          Tensor ahead = inner.at(images.addScaled(up, radius * run.ball().radius()), draws);
          return scope.release(here.multiply(1 + beta).addScaled(ahead, -beta));
        }
      };
    }

    @Override
    public long evaluations(int steps) {
      return 2L * steps;
    }
  }

  @Override
  public String name() {
    return "gnp";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "gradients that penalise their own norm";
  }

  @Override
  public String formula() {
    return "g' = g(x + δ + r · N1(g))\n" + "G = (1 + β) · g − β · g'\n" + "m ← μ · m + N1(G)";
  }

  @Override
  public String differences() {
    return "The paper's r = 0.01 at ε = 16/255 is written in radii of the ball, so that "
        + "it suits other ε. TransferAttack adds β · g' in some versions, where the "
        + "paper subtracts it. torchattacks and foolbox do not have it.";
  }

  @Override
  public Gnp.Config defaults() {
    return new Config(0.16, 0.8);
  }

  @Override
  public void addTo(Composition attack, Gnp.Config config) {
    attack.momentumByDefault();
    attack.estimator(new Penalized(config.radius(), config.beta()));
  }
}

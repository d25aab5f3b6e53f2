package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Means;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/**
 * Gradients that lead to flat maxima: mixed from two places each of many neighbours (PGN).
 *
 * @param neighbours N, in [1, 1000]
 * @param zeta ζ, radius of the neighbourhood in radii of the ball
 * @param balance λ, share of the second gradient, in [0, 1]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "pgn",
    summary = "gradients that penalise their own norm around the image",
    paper =
        "Ge, Liu, Wang, Shang, Liu: Boosting Adversarial Transferability by Achieving Flat "
            + "Local Maxima, NeurIPS 2023, arXiv 2306.05225",
    at = "algorithm 1",
    formula =
        """
        x' = x + δ + U(-ζε, ζε),  g₁ = g(x'),  g₂ = g(x' − α · N1(g₁))
        G = mean over N of (1 − λ) · g₁ + λ · g₂
        m ← μ · m + N1(G)""",
    differences =
        "None known in TransferAttack, which has the same 20 neighbours, ζ = 3 and λ = 0.5. "
            + "torchattacks and foolbox do not have it.")
public record Pgn(int neighbours, double zeta, double balance)
    implements AttackRecipe, GradientEstimator {

  public Pgn {
    Range.check("neighbours", neighbours, 1, 1000);
    Range.check("zeta", zeta, 0, 100);
    Range.check("balance", balance, 0, 1);
  }

  public Pgn() {
    this(20, 3, 0.5);
  }

  @Override
  public Kernel begin(AttackRun run, Kernel inner) {
    return (images, draws) ->
        Means.of(neighbours, images, i -> one(run, inner, images, draws.split("near").split(i)));
  }

  private Tensor one(AttackRun run, Kernel inner, Tensor images, Draws draws) {
    double radius = zeta * run.ball().radius();
    Tensor near = images.add(run.ball().noise(images, radius, draws));
    Tensor first = inner.at(near, draws);
    Tensor down = run.ball().unit(first);
    Tensor second = inner.at(near.addScaled(down, -run.steps().size()), draws);
    return first.multiply(1 - balance).addScaled(second, balance);
  }

  @Override
  public long evaluations(int done, int steps) {
    return 2L * done * neighbours;
  }
}

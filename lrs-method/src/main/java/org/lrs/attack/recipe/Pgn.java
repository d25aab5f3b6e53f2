package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.GradientEstimator;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/** Gradients that lead to flat maxima: mixed from two places each of many neighbours (PGN). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Ge, Liu, Wang, Shang, Liu: Boosting Adversarial Transferability by Achieving Flat "
            + "Local Maxima, NeurIPS 2023, arXiv 2306.05225",
    at = "algorithm 1")
public final class Pgn implements AttackRecipe<Pgn.Config> {
  /**
   * Settings.
   *
   * @param neighbours N, in [1, 1000]
   * @param zeta ζ, radius of the neighbourhood in radii of the ball
   * @param balance λ, share of the second gradient, in [0, 1]
   */
  public record Config(int neighbours, double zeta, double balance) {
    /** Checks the ranges. */
    public Config {
      Ranges.check("neighbours", neighbours, 1, 1000);
      Ranges.check("zeta", zeta, 0, 100);
      Ranges.check("balance", balance, 0, 1);
    }
  }

  /** The mean over neighbours of gradients there and one step below. */
  record Flat(int neighbours, double zeta, double balance) implements GradientEstimator {
    @Override
    public Kernel begin(AttackRun run, Kernel inner) {
      return (images, draws) ->
          Means.of(neighbours, images, i -> one(run, inner, images, draws.split("near").split(i)));
    }

    private Tensor one(AttackRun run, Kernel inner, Tensor images, Draws draws) {
      double radius = zeta * run.ball().radius();
      Tensor near = images.add(Neighbourhood.noise(images, run.ball(), radius, draws));
      Tensor first = inner.at(near, draws);
      Tensor down = Neighbourhood.direction(first, run.ball());
      Tensor second = inner.at(near.addScaled(down, -run.steps().size()), draws);
      return first.multiply(1 - balance).addScaled(second, balance);
    }

    @Override
    public long evaluations(int steps) {
      return 2L * steps * neighbours;
    }
  }

  @Override
  public String name() {
    return "pgn";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "gradients that penalise their own norm around the image";
  }

  @Override
  public String formula() {
    return "x' = x + δ + U(-ζε, ζε),  g₁ = g(x'),  g₂ = g(x' − α · N1(g₁))\n"
        + "G = mean over N of (1 − λ) · g₁ + λ · g₂\n"
        + "m ← μ · m + N1(G)";
  }

  @Override
  public String differences() {
    return "None known in TransferAttack, which has the same 20 neighbours, ζ = 3 and λ = "
        + "0.5. torchattacks and foolbox do not have it.";
  }

  @Override
  public Pgn.Config defaults() {
    return new Config(20, 3, 0.5);
  }

  @Override
  public void addTo(Composition attack, Pgn.Config config) {
    attack.momentumByDefault();
    attack.estimator(new Flat(config.neighbours(), config.zeta(), config.balance()));
  }
}

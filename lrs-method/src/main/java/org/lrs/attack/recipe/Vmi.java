package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.GradientEstimator;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Ball;

/** Gradients corrected by how they vary in the neighbourhood (VMI-FGSM). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Wang, He: Enhancing the Transferability of Adversarial Attacks through Variance Tuning,"
            + " CVPR 2021, arXiv 2103.15571",
    at = "algorithm 1")
public final class Vmi implements AttackRecipe<Vmi.Config> {
  /**
   * Settings.
   *
   * @param neighbours N, in [1, 1000]
   * @param beta β, radius of the neighbourhood in radii of the ball
   */
  public record Config(int neighbours, double beta) {
    /** Checks the ranges. */
    public Config {
      Ranges.check("neighbours", neighbours, 1, 1000);
      Ranges.check("beta", beta, 0, 100);
    }
  }

  /** The gradient plus the variance that the step before found. */
  record VarianceTuned(int neighbours, double beta) implements GradientEstimator {
    @Override
    public Kernel begin(AttackRun run, Kernel inner) {
      return new State(inner, run.ball(), neighbours, beta * run.ball().radius());
    }

    @Override
    public long evaluations(int steps) {
      return (long) steps * (neighbours + 1);
    }
  }

  private static final class State implements GradientEstimator.Kernel {
    private final GradientEstimator.Kernel inner;
    private final Ball ball;
    private final int neighbours;
    private final double radius;
    private Tensor variance;

    State(GradientEstimator.Kernel inner, Ball ball, int neighbours, double radius) {
      this.inner = inner;
      this.ball = ball;
      this.neighbours = neighbours;
      this.radius = radius;
    }

    @Override
    public Tensor at(Tensor images, Draws draws) {
      try (Scope scope = Scope.open()) {
        Tensor gradient = inner.at(images, draws);
        Tensor tuned = variance == null ? gradient.copy() : gradient.add(variance);
        Tensor around =
            Means.of(
                neighbours,
                images,
                i -> {
                  Draws own = draws.split("neighbour").split(i);
                  Tensor noise = Neighbourhood.noise(images, ball, radius, own);
                  return inner.at(images.add(noise), own);
                });
        close();
        variance = around.subtract(gradient).keep();
        return scope.release(tuned);
      }
    }

    @Override
    public void close() {
      if (variance != null) {
        variance.close();
        variance = null;
      }
    }
  }

  @Override
  public String name() {
    return "vmi-fgsm";
  }

  @Override
  public String shortName() {
    return "vmi";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "gradients corrected by their variance in the neighbourhood";
  }

  @Override
  public String formula() {
    return "m ← μ · m + N1(g + v)\n"
        + "v ← mean over N of g(x + δ + U(-βε, βε)) − g(x + δ)   (used in the next step)";
  }

  @Override
  public String differences() {
    return "torchattacks takes 5 neighbours by default, the paper and TransferAttack 20. "
        + "foolbox does not have it.";
  }

  @Override
  public Config defaults() {
    return new Config(20, 1.5);
  }

  @Override
  public void addTo(Composition attack, Config config) {
    attack.momentumByDefault();
    attack.estimator(new VarianceTuned(config.neighbours(), config.beta()));
  }
}

package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Momentum;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Ball;

/** Gradients from neighbours that each keep an alternating momentum of their own (MEF). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Qiu, Chen, Chen, Zhang: Enhancing Adversarial Transferability Through Maximizing "
            + "Expected Flatness, 2024, arXiv 2405.16181",
    at = "algorithm 1")
public final class Mef implements AttackRecipe<Mef.Config> {
  private static final double OUTER_DECAY = 0.5;

  /**
   * Settings.
   *
   * @param neighbours N, in [1, 1000]
   * @param radius γ, radius of the neighbourhood in radii of the ball, in [0, 100]
   * @param step ξ, step along its momentum in radii of the ball, in [0, 100]
   * @param decay μ of the neighbours, in [0, 10]
   */
  public record Config(int neighbours, double radius, double step, double decay) {
    /** Checks the ranges. */
    public Config {
      Ranges.check("neighbours", neighbours, 1, 1000);
      Ranges.check("radius", radius, 0, 100);
      Ranges.check("step", step, 0, 100);
      Ranges.check("decay", decay, 0, 10);
    }
  }

  /** The mean gradient of neighbours, each moved along a momentum of its own. */
  record Flat(int neighbours, double radius, double step, double decay)
      implements GradientEstimator {
    @Override
    public Kernel begin(AttackRun run, Kernel inner) {
      return new State(this, run, inner);
    }

    @Override
    public long evaluations(int steps) {
      return (long) steps * neighbours;
    }
  }

  private static final class State implements GradientEstimator.Kernel {
    private final Flat rule;
    private final AttackRun run;
    private final GradientEstimator.Kernel inner;
    private final Tensor[] momenta;

    State(Flat rule, AttackRun run, GradientEstimator.Kernel inner) {
      this.rule = rule;
      this.run = run;
      this.inner = inner;
      momenta = new Tensor[rule.neighbours()];
    }

    @Override
    public Tensor at(Tensor images, Draws draws) {
      return Means.of(rule.neighbours(), images, i -> one(i, images, draws.split("near").split(i)));
    }

    private Tensor one(int i, Tensor images, Draws draws) {
      Ball ball = run.ball();
      Tensor place =
          images.add(Neighbourhood.noise(images, ball, rule.radius() * ball.radius(), draws));
      if (momenta[i] != null) {
        place = place.addScaled(momenta[i], rule.step() * ball.radius());
      }
      Tensor gradient = inner.at(place, draws);
      Tensor direction = Neighbourhood.direction(gradient, ball);
      Tensor next =
          momenta[i] == null ? direction.copy() : direction.addScaled(momenta[i], -rule.decay());
      forget(i);
      momenta[i] = next.keep();
      return gradient;
    }

    private void forget(int i) {
      if (momenta[i] != null) {
        momenta[i].close();
        momenta[i] = null;
      }
    }

    @Override
    public void close() {
      for (int i = 0; i < momenta.length; i++) {
        forget(i);
      }
    }
  }

  @Override
  public String name() {
    return "mef";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "gradients averaged over neighbours that keep an alternating momentum of their own";
  }

  @Override
  public String formula() {
    return "for each neighbour i:  xᵢ = x + δ + U(−γε, γε) + ξε · pᵢ,  gᵢ = g(xᵢ),  pᵢ ← N1(gᵢ) "
        + "− μ · pᵢ\n"
        + "m ← 0.5 · m + N1(mean of gᵢ)";
  }

  @Override
  public String differences() {
    return "As the released code has it; TransferAttack has the same 20 neighbours, γ = "
        + "2, ξ = 0.15 and inner decay 0.9, in 20 steps. torchattacks and foolbox do not "
        + "have it.";
  }

  @Override
  public Mef.Config defaults() {
    return new Config(20, 2, 0.15, 0.9);
  }

  @Override
  public void addTo(Composition attack, Mef.Config config) {
    attack.direction(Momentum.normalized(OUTER_DECAY));
    attack.estimator(new Flat(config.neighbours(), config.radius(), config.step(), config.decay()));
  }
}

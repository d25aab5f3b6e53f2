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

/** Gradients taken where a perturbation against the attack has led (RAP). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Qin, Fan, Liu, Shen, Zhang, Wang, Wu: Boosting the Transferability of Adversarial "
            + "Attacks with Reverse Adversarial Perturbation, NeurIPS 2022, arXiv 2210.05968",
    at = "algorithm 1")
public final class Rap implements AttackRecipe<Rap.Config> {
  /**
   * Settings.
   *
   * @param lateStart s, share of the steps without an inner attack, in [0, 1]
   * @param innerSteps K, in [1, 100]
   * @param radius r, reach of the inner attack in radii of the ball, in [0, 10]
   */
  public record Config(double lateStart, int innerSteps, double radius) {
    /** Checks the ranges. */
    public Config {
      Ranges.check("lateStart", lateStart, 0, 1);
      Ranges.check("innerSteps", innerSteps, 1, 100);
      Ranges.check("radius", radius, 0, 10);
    }
  }

  /** The gradient at the worst place nearby. */
  record Reverse(double lateStart, int innerSteps, double radius) implements GradientEstimator {
    @Override
    public Kernel begin(AttackRun run, Kernel inner) {
      int first = first(run.steps().count());
      double size = radius * run.ball().radius() / innerSteps;
      return (images, draws) -> {
        try (Scope scope = Scope.open()) {
          Tensor place = images;
          for (int k = 0; draws.step() >= first && k < innerSteps; k++) {
            Tensor up = run.ball().steepest(inner.at(place, draws.split("inner").split(k)));
            place = place.addScaled(up, -size);
          }
          return scope.release(inner.at(place, draws));
        }
      };
    }

    private int first(int steps) {
      return (int) Math.floor(lateStart * steps);
    }

    @Override
    public long evaluations(int steps) {
      return evaluations(steps, steps);
    }

    @Override
    public long evaluations(int done, int steps) {
      return done + (long) Math.max(0, done - first(steps)) * innerSteps;
    }
  }

  @Override
  public String name() {
    return "rap";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "gradients taken at the worst place nearby, so that maxima are flat";
  }

  @Override
  public String formula() {
    return "from step ⌊s · T⌋ on:\n"
        + "n = 0;  K times: n ← n − (r · ε / K) · sign g(x + δ + n)\n"
        + "G = g(x + δ + n)";
  }

  @Override
  public String differences() {
    return "The paper starts the inner attack at step 100 of 400 (s = 0.25), with 8 steps "
        + "of 2/255 in a ball of 16/255 = ε (r = 1). TransferAttack starts it from a "
        + "random place, here it starts at the image. torchattacks and foolbox do not "
        + "have it.";
  }

  @Override
  public Rap.Config defaults() {
    return new Config(0.25, 8, 1);
  }

  @Override
  public void addTo(Composition attack, Rap.Config config) {
    attack.estimator(new Reverse(config.lateStart(), config.innerSteps(), config.radius()));
  }
}

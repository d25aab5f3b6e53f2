package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Slot;
import org.lrs.tensor.Tensor;

/**
 * Gradients taken where a perturbation against the attack has led (RAP).
 *
 * @param lateStart s, share of the steps without an inner attack, in [0, 1]
 * @param innerSteps K, in [1, 100]
 * @param radius r, reach of the inner attack in radii of the ball, in [0, 10]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "rap",
    summary = "gradients taken at the worst place nearby, so that maxima are flat",
    paper =
        "Qin, Fan, Liu, Shen, Zhang, Wang, Wu: Boosting the Transferability of Adversarial "
            + "Attacks with Reverse Adversarial Perturbation, NeurIPS 2022, arXiv 2210.05968",
    at = "algorithm 1",
    formula =
        """
        from step ⌊s · T⌋ on:
        n = 0;  K times: n ← n − (r · ε / K) · sign g(x + δ + n)
        G = g(x + δ + n)\
        """,
    differences =
        "The paper starts the inner attack at step 100 of 400 (s = 0.25), with 8 steps of 2/255 in"
            + " a ball of 16/255 = ε (r = 1). TransferAttack starts it from a random place, here it"
            + " starts at the image. torchattacks and foolbox do not have it.")
public record Rap(double lateStart, int innerSteps, double radius)
    implements AttackRecipe, GradientEstimator {

  public Rap {
    Range.check("lateStart", lateStart, 0, 1);
    Range.check("innerSteps", innerSteps, 1, 100);
    Range.check("radius", radius, 0, 10);
  }

  public Rap() {
    this(0.25, 8, 1);
  }

  @Override
  public Rap small() {
    return new Rap(lateStart, innerSteps, 0.25);
  }

  @Override
  public void addTo(Composition attack) {
    attack.set(Slot.ESTIMATOR, this);
  }

  @Override
  public Kernel begin(AttackRun run, Kernel inner) {
    int first = first(run.steps().count());
    double size = radius * run.ball().radius() / innerSteps;
    return (images, draws) -> {
      Tensor place = images;
      for (int k = 0; draws.step() >= first && k < innerSteps; k++) {
        Tensor up = run.ball().steepest(inner.at(place, draws.split("inner").split(k)));
        place = place.addScaled(up, -size);
      }
      return inner.at(place, draws);
    };
  }

  private int first(int steps) {
    return (int) Math.floor(lateStart * steps);
  }

  @Override
  public long evaluations(int done, int steps) {
    return done + (long) Math.max(0, done - first(steps)) * innerSteps;
  }
}

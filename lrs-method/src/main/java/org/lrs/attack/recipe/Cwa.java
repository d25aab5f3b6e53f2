package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import java.util.function.Function;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.MemberRule;
import org.lrs.attack.Momentum;
import org.lrs.attack.UpdateRule;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Ball;
import org.lrs.threat.L2Ball;

/** Flat maxima that all members share: a step back, then one along each member (CWA). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Chen, Zhang, Dong, Yang, Su, Zhu: Rethinking Model Ensemble in Transfer-based Adversarial "
            + "Attacks, ICLR 2024, arXiv 2303.09105",
    at = "algorithm 1, MI-CWA")
public final class Cwa implements AttackRecipe<Cwa.Config> {
  /**
   * Settings.
   *
   * @param reverse r, length of the step back in radii of the ball, in [0, 10]
   * @param innerStep β, L2 length in pixel units of the first step along a member, in [0, 100000]
   * @param innerDecay μ of the steps along members, in [0, 10]
   */
  public record Config(double reverse, double innerStep, double innerDecay) {
    /** Checks the ranges. */
    public Config {
      Ranges.check("reverse", reverse, 0, 10);
      Ranges.check("innerStep", innerStep, 0, 100_000);
      Ranges.check("innerDecay", innerDecay, 0, 10);
    }
  }

  /** How far a step back and a walk along the members leads. */
  record CommonWeakness(double reverse, double innerStep, double innerDecay) implements MemberRule {
    @Override
    public GradientEstimator.Kernel begin(
        AttackRun run, Function<AttackRun, GradientEstimator.Kernel> inner) {
      return new Kernel(run, new Members(run, inner), this, new Momentum(innerDecay).begin(run));
    }

    @Override
    public long evaluations(int members) {
      return 2L * members;
    }
  }

  private record Kernel(
      AttackRun run, Members members, CommonWeakness settings, UpdateRule.Kernel momentum)
      implements GradientEstimator.Kernel {
    // Its steepest step has length 1, or 0 for a gradient of zero.
    private static final Ball UNIT = new L2Ball(1);

    @Override
    public Tensor at(Tensor images, Draws draws) {
      try (Scope scope = Scope.open()) {
        Tensor whole = Means.of(members.count(), images, k -> members.gradient(k, images, draws));
        double back = -settings.reverse() * run.ball().radius();
        Tensor place = inside(images.addScaled(run.ball().steepest(whole), back));
        for (int k = 0; k < members.count(); k++) {
          Tensor direction = momentum.apply(UNIT.steepest(members.gradient(k, place, draws)));
          place = inside(place.addScaled(direction, settings.innerStep()));
        }
        return scope.release(place.subtract(images));
      }
    }

    private Tensor inside(Tensor images) {
      return run.ball().project(images, run.input().clean());
    }

    @Override
    public void close() {
      momentum.close();
      members.close();
    }
  }

  @Override
  public String name() {
    return "cwa";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.ENSEMBLE;
  }

  @Override
  public String summary() {
    return "a step back, then one along each member in turn, towards flat maxima that all share";
  }

  @Override
  public String formula() {
    return "x̃ = P(x − r · sign(mean over k of gₖ(x)))\n"
        + "k = 1 .. K:  m̃ ← μ · m̃ + gₖ(x̃) / ‖gₖ(x̃)‖₂;  x̃ ← P(x̃ + β · m̃)\n"
        + "m ← μ · m + N1(x̃ − x)\n"
        + "x ← P(x + α · sign m)";
  }

  @Override
  public String differences() {
    return "The published code and TransferAttack step back along the gradient of the summed logits, "
        + "here along the mean of the members' gradients, the objective that the paper derives it "
        + "from. They divide x̃ − x by its norm over the whole batch, here per image. r is ε/15, so "
        + "16/255/15 at ε = 16/255."
        + " torchattacks and foolbox do not have it.";
  }

  @Override
  public Config defaults() {
    return new Config(1 / 15.0, 250, 1);
  }

  @Override
  public void addTo(Composition attack, Config config) {
    attack.momentumByDefault();
    attack.members(new CommonWeakness(config.reverse(), config.innerStep(), config.innerDecay()));
  }
}

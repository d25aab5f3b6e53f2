package org.lrs.attack.ensemble;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Means;
import org.lrs.attack.MemberRule;
import org.lrs.attack.Momentum;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Ball;
import org.lrs.threat.L2Ball;

/**
 * Flat maxima that all members share: a step back, then one along each member (CWA).
 *
 * @param reverse r, length of the step back in radii of the ball, in [0, 10]
 * @param innerStep β, L2 length in pixel units of the first step along a member, in [0, 100000]
 * @param innerDecay μ of the steps along members, in [0, 10]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "cwa",
    summary = "a step back, then one along each member in turn, towards flat maxima that all share",
    paper =
        "Chen, Zhang, Dong, Yang, Su, Zhu: Rethinking Model Ensemble in Transfer-based "
            + "Adversarial Attacks, ICLR 2024, arXiv 2303.09105",
    at = "algorithm 1, MI-CWA",
    formula =
        """
        x̃ = P(x − r · sign(mean over k of gₖ(x)))
        k = 1 .. K:  m̃ ← μ · m̃ + gₖ(x̃) / ‖gₖ(x̃)‖₂;  x̃ ← P(x̃ + β · m̃)
        m ← μ · m + N1(x̃ − x)
        x ← P(x + α · sign m)""",
    differences =
        "The published code and TransferAttack step back along the gradient of the summed "
            + "logits, here along the mean of the members' gradients, the objective that the paper "
            + "derives it from. They divide x̃ − x by its norm over the whole batch, here per "
            + "image. r is ε/15, so 16/255/15 at ε = 16/255. torchattacks and foolbox do not have "
            + "it.")
public record Cwa(double reverse, double innerStep, double innerDecay)
    implements AttackRecipe, MemberRule {
  // Its steepest step has length 1, or 0 for a gradient of zero.
  private static final Ball UNIT = new L2Ball(1);

  public Cwa {
    Range.check("reverse", reverse, 0, 10);
    Range.check("innerStep", innerStep, 0, 100_000);
    Range.check("innerDecay", innerDecay, 0, 10);
  }

  public Cwa() {
    this(1 / 15.0, 250, 1);
  }

  @Override
  public GradientEstimator.Kernel begin(
      AttackRun run, Function<AttackRun, GradientEstimator.Kernel> inner) {
    List<GradientEstimator.Kernel> members = run.onMembers(inner);
    UnaryOperator<Tensor> momentum = new Momentum(innerDecay).begin(run);
    return (images, draws) -> {
      Tensor whole = Means.of(members.size(), images, k -> members.get(k).at(images, draws));
      double back = -reverse * run.ball().radius();
      Tensor place = inside(run, images.addScaled(run.ball().steepest(whole), back));
      for (GradientEstimator.Kernel member : members) {
        Tensor direction = momentum.apply(UNIT.steepest(member.at(place, draws)));
        place = inside(run, place.addScaled(direction, innerStep));
      }
      return place.subtract(images);
    };
  }

  private static Tensor inside(AttackRun run, Tensor images) {
    return run.ball().project(images, run.input().clean());
  }

  @Override
  public long evaluations(int members) {
    return 2L * members;
  }
}

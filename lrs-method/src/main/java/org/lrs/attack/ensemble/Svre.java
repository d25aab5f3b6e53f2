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
import org.lrs.attack.MemberRule;
import org.lrs.attack.Momentum;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * An inner attack along single members, whose difference from the whole is taken out (SVRE).
 *
 * @param updates inner steps for each member: M = updates · K; in [1, 100]
 * @param innerDecay μ of the inner attack, in [0, 10]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "svre",
    summary = "an inner attack along random members, corrected towards the mean of all",
    paper =
        "Xiong, Lin, Zhang, Hopcroft, He: Stochastic Variance Reduced Ensemble Adversarial "
            + "Attack for Boosting the Adversarial Transferability, CVPR 2022, arXiv 2111.10752",
    at = "algorithm 1",
    formula =
        """
        g = mean over k of gₖ(x);  x̃ = x;  G̃ = 0
        M = 4K times, k at random:
          G̃ ← μ · G̃ + N1(gₖ(x̃) − (gₖ(x) − g))
          x̃ ← P(x̃ + α · sign G̃)
        m ← μ · m + N1(G̃)""",
    differences =
        "TransferAttack and the published code take g from the mean of logits; here it is the "
            + "mean of the members' gradients, whatever the surrogate's fusion, of which gₖ is an "
            + "unbiased estimate. They recompute gₖ(x) in each inner step, here it is kept, and "
            + "transforms draw once a step: K + M gradients a step in place of K + 2M. torchattacks "
            + "and foolbox do not have it.")
public record Svre(int updates, double innerDecay) implements AttackRecipe, MemberRule {

  public Svre {
    Range.check("updates", updates, 1, 100);
    Range.check("innerDecay", innerDecay, 0, 10);
  }

  public Svre() {
    this(4, 1);
  }

  /** The momentum that an inner attack with variance-reduced gradients ends with. */
  @Override
  public GradientEstimator.Kernel begin(
      AttackRun run, Function<AttackRun, GradientEstimator.Kernel> inner) {
    List<GradientEstimator.Kernel> members = run.onMembers(inner);
    return (images, draws) -> {
      try (Scope scope = Scope.open()) {
        UnaryOperator<Tensor> momentum = Momentum.normalized(innerDecay).begin(run);
        List<Tensor> here = members.stream().map(member -> member.at(images, draws)).toList();
        Tensor whole = Tensor.stack(here, 0).mean(false, 0);
        Tensor place = images;
        Tensor direction = null;
        for (int i = 0; i < updates * members.size(); i++) {
          try (Scope one = Scope.open()) {
            int k = chosen(members.size(), i, draws);
            Tensor reduced = members.get(k).at(place, draws).subtract(here.get(k)).add(whole);
            direction = momentum.apply(reduced);
            Tensor moved = place.addScaled(run.ball().steepest(direction), run.steps().size());
            place = one.release(run.ball().project(moved, run.input().clean()));
          }
        }
        return scope.release(direction);
      }
    };
  }

  @Override
  public long evaluations(int members) {
    return (1L + updates) * members;
  }

  /** The member of an inner step: the same for all images, whatever the batch. */
  static int chosen(int members, int update, Draws draws) {
    return draws.split("inner").split(update).shared().nextInt(members);
  }
}

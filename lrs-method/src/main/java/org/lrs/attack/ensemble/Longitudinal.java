package org.lrs.attack.ensemble;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.function.Function;
import org.lrs.Published;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.MemberRule;
import org.lrs.attack.Slot;
import org.lrs.tensor.Draws;

/** One of several surrogates a step, in a shuffled order (LGV). */
@AutoService(AttackRecipe.class)
@Published(
    name = "longitudinal",
    summary = "one of several surrogates a step, in a shuffled order, each once before any again",
    paper =
        "Gubri, Cordy, Papadakis, Le Traon, Sen: LGV: Boosting Adversarial Example "
            + "Transferability from Large Geometric Vicinity, ECCV 2022, arXiv 2207.13129",
    at = "algorithm 1, attack",
    formula =
        """
        π = a random order of the K members, drawn once
        G at step t = ∇J of member π(t mod K)""",
    differences =
        "LGV's code and TransferAttack's go to the next member with every forward pass, here "
            + "with every step: an attack that takes several gradients a step takes all from one "
            + "member. They draw the order once for a whole data set, here the seed does. "
            + "torchattacks has LGV with one shuffled order; foolbox does not have it.")
public record Longitudinal() implements AttackRecipe, MemberRule {
  @Override
  public void addTo(Composition attack) {
    attack.set(Slot.MEMBERS, this);
  }

  @Override
  public GradientEstimator.Kernel begin(
      AttackRun run, Function<AttackRun, GradientEstimator.Kernel> inner) {
    List<GradientEstimator.Kernel> members = run.onMembers(inner);
    return (images, draws) -> {
      int[] order = order(members.size(), draws);
      return members.get(order[draws.step() % order.length]).at(images, draws);
    };
  }

  @Override
  public long evaluations(int members) {
    return 1;
  }

  /** The order of the run: the same for all images, whatever the batch. */
  static int[] order(int members, Draws draws) {
    return draws.ofRun("member-order").permutation(members);
  }
}

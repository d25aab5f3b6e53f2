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
import org.lrs.attack.NoSettings;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/** One of several surrogates a step, in a shuffled order (LGV). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Gubri, Cordy, Papadakis, Le Traon, Sen: LGV: Boosting Adversarial Example Transferability "
            + "from Large Geometric Vicinity, ECCV 2022, arXiv 2207.13129",
    at = "algorithm 1, attack")
public final class Longitudinal implements AttackRecipe<NoSettings> {

  /** The gradient of the member whose turn it is. */
  record InTurn() implements MemberRule {
    @Override
    public GradientEstimator.Kernel begin(
        AttackRun run, Function<AttackRun, GradientEstimator.Kernel> inner) {
      return new Kernel(new Members(run, inner));
    }

    @Override
    public long evaluations(int members) {
      return 1;
    }
  }

  private record Kernel(Members members) implements GradientEstimator.Kernel {
    @Override
    public Tensor at(Tensor images, Draws draws) {
      int[] order = order(members.count(), draws);
      return members.gradient(order[draws.step() % order.length], images, draws);
    }

    @Override
    public void close() {
      members.close();
    }
  }

  /** The order of the run: the same for all images, whatever the batch. */
  static int[] order(int members, Draws draws) {
    return draws.ofRun("member-order").permutation(members);
  }

  @Override
  public String name() {
    return "longitudinal";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.ENSEMBLE;
  }

  @Override
  public String summary() {
    return "one of several surrogates a step, in a shuffled order, each once before any again";
  }

  @Override
  public String formula() {
    return "π = a random order of the K members, drawn once\n"
        + "G at step t = ∇J of member π(t mod K)";
  }

  @Override
  public String differences() {
    return "LGV's code and TransferAttack's go to the next member with every forward pass, here with "
        + "every step: an attack that takes several gradients a step takes all from one member. They "
        + "draw the order once for a whole data set, here the seed does. torchattacks has LGV with one shuffled order; foolbox does not have it.";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public void addTo(Composition attack, NoSettings config) {
    attack.members(new InTurn());
  }
}

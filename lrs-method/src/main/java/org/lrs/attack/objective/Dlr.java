package org.lrs.attack.objective;

import com.google.auto.service.AutoService;
import java.util.List;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.Aim;
import org.lrs.attack.AttackLoss;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Objective;
import org.lrs.attack.Slot;
import org.lrs.tensor.Tensor;

/** The difference of logits ratio: a margin that no scale of the logits changes (DLR). */
@AutoService(AttackRecipe.class)
@Published(
    name = "dlr",
    summary = "lowers the lead of the true class in units of the spread of the logits",
    paper =
        "Croce, Hein: Reliable Evaluation of Adversarial Robustness with an Ensemble of "
            + "Diverse Parameter-free Attacks, ICML 2020, arXiv 2003.01690",
    at = "equations 6 and 7",
    formula =
        """
        ℓ = −(z_y − max over j ≠ y of z_j) / (z₁ − z₃)
        targeted: ℓ = −(z_y − z_t) / (z₁ − (z₃ + z₄) / 2)
        z₁ ≥ z₂ ≥ ... are the logits in order\
        """,
    differences =
        "AutoAttack adds 1e-12 below the line; here the divisor is at least 1e-6, so that "
            + "three equal logits at the top overflow nothing. torchattacks has it as a loss of "
            + "APGD; TransferAttack and foolbox do not have it.")
public record Dlr() implements AttackRecipe, Objective {
  // Differences of float32 logits below this are rounding.
  private static final double LEAST_SPREAD = 1e-6;

  @Override
  public void addTo(Composition attack) {
    attack.set(Slot.OBJECTIVE, this);
  }

  /** The ratio; a targeted one needs the true classes as well. */
  @Override
  public GradientEstimator.Kernel begin(AttackRun run) {
    int needed = run.aim() instanceof Aim.TargetLabels ? 4 : 3;
    Range.require(
        run.surrogate().classes() >= needed,
        "dlr needs at least %s classes for this goal, the surrogate has %s; use logit-margin"
            .formatted(needed, run.surrogate().classes()));
    Aim.TrueLabels labels = run.input().labels();
    AttackLoss loss = (logits, aim) -> ratio(logits, labels, aim);
    return loss.begin(run);
  }

  /** What is raised, [N]. */
  static Tensor ratio(Tensor logits, Aim.TrueLabels labels, Aim aim) {
    Tensor own = Rivals.logit(logits, aim.classes());
    if (aim instanceof Aim.TrueLabels) {
      List<Tensor> top = Rivals.top(logits, 3);
      Tensor lead = own.subtract(Rivals.bestOther(logits, aim.classes()));
      return lead.negate().divide(top.get(0).subtract(top.get(2)).atLeast(LEAST_SPREAD));
    }
    List<Tensor> top = Rivals.top(logits, 4);
    // An image that already has the target class is to keep it: the best other class is its rival.
    Tensor rival =
        labels
            .classes()
            .equalTo(aim.classes())
            .choose(
                Rivals.bestOther(logits, aim.classes()), Rivals.logit(logits, labels.classes()));
    Tensor spread = top.get(0).subtract(top.get(2).add(top.get(3)).divide(2));
    return own.subtract(rival).divide(spread.atLeast(LEAST_SPREAD));
  }
}

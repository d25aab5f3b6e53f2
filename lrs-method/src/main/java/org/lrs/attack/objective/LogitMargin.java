package org.lrs.attack.objective;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.attack.Aim;
import org.lrs.attack.AttackLoss;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.Slot;
import org.lrs.tensor.Tensor;

/** The distance of a logit to the best of the others (Carlini and Wagner). */
@AutoService(AttackRecipe.class)
@Published(
    name = "logit-margin",
    summary = "lowers the lead of the true class over the best other one",
    paper =
        "Carlini, Wagner: Towards Evaluating the Robustness of Neural Networks, IEEE S&P "
            + "2017, arXiv 1608.04644",
    at = "section V.A, function f6",
    formula = "ℓ = max over j ≠ y of z_j − z_y   (targeted: z_t − max over j ≠ t of z_j)",
    differences =
        "The paper stops at a margin κ; here the margin grows on (κ = ∞). foolbox and "
            + "torchattacks minimise it together with the L2 distance; TransferAttack was not "
            + "compared.")
public record LogitMargin() implements AttackRecipe, AttackLoss {
  @Override
  public void addTo(Composition attack) {
    attack.set(Slot.OBJECTIVE, this);
  }

  @Override
  public Tensor perSample(Tensor logits, Aim aim) {
    Tensor own = Rivals.logit(logits, aim.classes());
    return Rivals.bestOther(logits, aim.classes()).subtract(own).multiply(aim.sign());
  }
}

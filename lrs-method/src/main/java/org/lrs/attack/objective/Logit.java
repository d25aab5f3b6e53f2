package org.lrs.attack.objective;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.attack.Aim;
import org.lrs.attack.AttackLoss;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.Slot;
import org.lrs.tensor.Tensor;

/** The logit itself in place of the loss, whose gradient does not fade once it is high. */
@AutoService(AttackRecipe.class)
@Published(
    name = "logit",
    summary = "raises the logit of the target class, or lowers that of the true class",
    paper =
        "Zhao, Liu, Larson: On Success and Simplicity: A Second Look at Transferable Targeted "
            + "Attacks, NeurIPS 2021, arXiv 2012.11207",
    at = "section 3.2, equation 4",
    formula =
        """
        ℓ = z_t   (untargeted: −z_y)
        m ← m + g, not normalised, unless another attack says otherwise""",
    differences =
        "The paper adds DIM with probability 0.7 and TIM with a 5×5 kernel, and takes 300 "
            + "steps of 2/255; TransferAttack normalises gradients under momentum, the paper does "
            + "not. torchattacks and foolbox do not have it.")
public record Logit() implements AttackRecipe, AttackLoss {
  @Override
  public void addTo(Composition attack) {
    attack.plainMomentumByDefault();
    attack.set(Slot.OBJECTIVE, this);
  }

  @Override
  public Tensor perSample(Tensor logits, Aim aim) {
    return Rivals.logit(logits, aim.classes()).multiply(-aim.sign());
  }
}

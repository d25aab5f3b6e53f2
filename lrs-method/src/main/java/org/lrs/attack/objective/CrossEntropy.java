package org.lrs.attack.objective;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.attack.AttackLoss;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.Slot;

/** The loss that networks are trained with, which attacks raise unless another objective is set. */
@AutoService(AttackRecipe.class)
@Published(
    name = "cross-entropy",
    shortName = "ce",
    summary = "raises the cross-entropy of the true class",
    paper =
        "Goodfellow, Shlens, Szegedy: Explaining and Harnessing Adversarial Examples, ICLR "
            + "2015, arXiv 1412.6572",
    at = "section 4",
    formula = "ℓ = −log softmax(z)_y   (targeted: log softmax(z)_t)",
    differences = "None: TransferAttack, torchattacks and foolbox raise it by default, too.")
public record CrossEntropy() implements AttackRecipe {
  @Override
  public void addTo(Composition attack) {
    attack.set(Slot.OBJECTIVE, AttackLoss.CROSS_ENTROPY);
  }
}

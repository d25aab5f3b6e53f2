package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.Momentum;
import org.lrs.attack.Slot;

/**
 * I-FGSM along accumulated, normalised gradients.
 *
 * @param momentumDecay μ, in [0, 10]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "mi-fgsm",
    shortName = "mi",
    summary = "momentum of normalised gradients",
    paper = "Dong et al.: Boosting Adversarial Attacks with Momentum, CVPR 2018, arXiv 1710.06081",
    at = "algorithm 1",
    formula =
        """
        m ← μ · m + g / mean|g|
        δ ← P(δ + α · sign m)""",
    differences =
        "TransferAttack and torchattacks normalise as here. foolbox adds raw gradients "
            + "instead of normalised ones.")
public record MiFgsm(double momentumDecay) implements AttackRecipe {

  public MiFgsm {
    Range.check("momentumDecay", momentumDecay, 0, 10);
  }

  public MiFgsm() {
    this(1);
  }

  @Override
  public void addTo(Composition attack) {
    attack.set(Slot.DIRECTION, Momentum.normalized(momentumDecay));
  }
}

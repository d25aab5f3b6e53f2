package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.Slot;
import org.lrs.attack.UpdateRule;

/** FGSM repeated with small steps from the clean image (BIM). */
@AutoService(AttackRecipe.class)
@Published(
    name = "i-fgsm",
    shortName = "i",
    summary = "small steps from the clean image",
    paper =
        "Kurakin, Goodfellow, Bengio: Adversarial Examples in the Physical World, 2017, arXiv "
            + "1607.02533",
    at = "section 2.2",
    formula =
        """
        δ₀ = 0
        δ ← P(δ + α · sign g)""",
    differences =
        "TransferAttack's command line parses epsilon and steps and ignores them. "
            + "torchattacks calls it BIM and takes 10 steps of 2/255 in 8/255; foolbox takes 10 "
            + "steps of ε/5.")
public record IFgsm() implements AttackRecipe {
  @Override
  public void addTo(Composition attack) {
    attack.set(Slot.DIRECTION, UpdateRule.IDENTITY);
  }
}

package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.Slot;
import org.lrs.attack.Steps;
import org.lrs.attack.UpdateRule;

/** One step of the full radius along the gradient's sign. */
@AutoService(AttackRecipe.class)
@Published(
    name = "fgsm",
    summary = "one step of the full radius",
    paper =
        "Goodfellow, Shlens, Szegedy: Explaining and Harnessing Adversarial Examples, ICLR "
            + "2015, arXiv 1412.6572",
    at = "section 4",
    formula = "x ← P(x + ε · sign g)",
    differences = "None: TransferAttack, torchattacks and foolbox take the same step.")
public record Fgsm() implements AttackRecipe {
  @Override
  public void addTo(Composition attack) {
    attack.set(Slot.DIRECTION, UpdateRule.IDENTITY);
    attack.set(Slot.STEPS, new Steps(attack.threat().ball().radius(), 1));
  }
}

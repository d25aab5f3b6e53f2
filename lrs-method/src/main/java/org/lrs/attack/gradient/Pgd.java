package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.Slot;
import org.lrs.attack.Start;

/** I-FGSM from a random start. */
@AutoService(AttackRecipe.class)
@Published(
    name = "pgd",
    summary = "small steps from a random start in the ball",
    paper =
        "Madry et al.: Towards Deep Learning Models Resistant to Adversarial Attacks, ICLR "
            + "2018, arXiv 1706.06083",
    at = "section 2.1",
    formula =
        """
        δ₀ ~ U(-ε, ε)
        δ ← P(δ + α · sign g)""",
    differences =
        "torchattacks and foolbox draw one noise tensor a batch; here each image has its own "
            + "stream. TransferAttack has it as I-FGSM with a random start.")
public record Pgd() implements AttackRecipe {
  @Override
  public void addTo(Composition attack) {
    attack.set(Slot.START, Start.IN_BALL);
  }
}

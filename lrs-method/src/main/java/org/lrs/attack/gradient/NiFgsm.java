package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.Momentum;
import org.lrs.attack.QueryPoint;
import org.lrs.attack.Slot;

/**
 * MI-FGSM with the gradient taken where the momentum is about to lead.
 *
 * @param momentumDecay μ, in [0, 10]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "ni-fgsm",
    shortName = "ni",
    summary = "momentum with Nesterov's look-ahead",
    paper =
        "Lin et al.: Nesterov Accelerated Gradient and Scale Invariance for Adversarial "
            + "Attacks, ICLR 2020, arXiv 1908.06281",
    at = "equations 6 to 8",
    formula =
        """
        g at x + δ + α · μ · m
        m ← μ · m + g / mean|g|
        δ ← P(δ + α · sign m)""",
    differences = "None known in TransferAttack and torchattacks. foolbox does not have it.")
public record NiFgsm(double momentumDecay) implements AttackRecipe {

  public NiFgsm {
    Range.check("momentumDecay", momentumDecay, 0, 10);
  }

  public NiFgsm() {
    this(1);
  }

  @Override
  public void addTo(Composition attack) {
    attack.set(Slot.DIRECTION, Momentum.normalized(momentumDecay));
    attack.set(Slot.QUERY_POINT, new QueryPoint.LookAhead(momentumDecay));
  }
}

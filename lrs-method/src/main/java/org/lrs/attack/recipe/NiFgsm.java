package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.Momentum;
import org.lrs.attack.QueryPoint;

/** MI-FGSM with the gradient taken where the momentum is about to lead. */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Lin et al.: Nesterov Accelerated Gradient and Scale Invariance for Adversarial Attacks,"
            + " ICLR 2020, arXiv 1908.06281",
    at = "equations 6 to 8")
public final class NiFgsm implements AttackRecipe<MiFgsm.Config> {
  @Override
  public String name() {
    return "ni-fgsm";
  }

  @Override
  public String shortName() {
    return "ni";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "momentum with Nesterov's look-ahead";
  }

  @Override
  public String formula() {
    return "g at x + δ + α · μ · m\nm ← μ · m + g / mean|g|\nδ ← P(δ + α · sign m)";
  }

  @Override
  public String differences() {
    return "None known in TransferAttack and torchattacks. foolbox does not have it.";
  }

  @Override
  public MiFgsm.Config defaults() {
    return new MiFgsm().defaults();
  }

  @Override
  public void addTo(Composition attack, MiFgsm.Config config) {
    attack.direction(Momentum.normalized(config.momentumDecay()));
    attack.queryPoint(new QueryPoint.LookAhead(config.momentumDecay()));
  }
}

package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.QueryPoint;
import org.lrs.threat.ThreatModel;

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
  public String family() {
    return "gradient";
  }

  @Override
  public String summary() {
    return "momentum with Nesterov's look-ahead";
  }

  @Override
  public MiFgsm.Config defaults() {
    return new MiFgsm().defaults();
  }

  @Override
  public IterativeAttack build(MiFgsm.Config config, ThreatModel threat) {
    return new MiFgsm().build(config, threat).with(QueryPoint.lookAhead(config.momentumDecay()));
  }
}

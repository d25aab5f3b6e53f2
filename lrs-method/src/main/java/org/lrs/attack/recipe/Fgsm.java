package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.IterativeAttack;
import org.lrs.threat.ThreatModel;

/** One step of the full radius along the gradient's sign. */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Goodfellow, Shlens, Szegedy: Explaining and Harnessing Adversarial Examples, ICLR 2015,"
            + " arXiv 1412.6572",
    at = "section 4")
public final class Fgsm implements AttackRecipe<Fgsm.Config> {
  /** No settings: the step is the radius. */
  public record Config() {}

  @Override
  public String name() {
    return "fgsm";
  }

  @Override
  public String family() {
    return "gradient";
  }

  @Override
  public String summary() {
    return "one step of the full radius";
  }

  @Override
  public Config defaults() {
    return new Config();
  }

  @Override
  public IterativeAttack build(Config config, ThreatModel threat) {
    return IterativeAttack.plain(threat, 1, threat.ball().radius());
  }
}

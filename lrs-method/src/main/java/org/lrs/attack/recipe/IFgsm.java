package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.IterativeAttack;
import org.lrs.threat.ThreatModel;

/** FGSM repeated with small steps from the clean image (BIM). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Kurakin, Goodfellow, Bengio: Adversarial Examples in the Physical World, 2017, arXiv"
            + " 1607.02533",
    at = "section 2.2")
public final class IFgsm implements AttackRecipe<IFgsm.Config> {
  /**
   * Settings.
   *
   * @param stepSize α, in pixel units
   * @param steps T
   */
  public record Config(double stepSize, int steps) {}

  @Override
  public String name() {
    return "i-fgsm";
  }

  @Override
  public String family() {
    return "gradient";
  }

  @Override
  public String summary() {
    return "small steps from the clean image";
  }

  @Override
  public Config defaults() {
    return new Config(1 / 255.0, 50);
  }

  @Override
  public IterativeAttack build(Config config, ThreatModel threat) {
    return IterativeAttack.plain(threat, config.steps(), config.stepSize());
  }
}

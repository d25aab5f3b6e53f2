package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.Momentum;
import org.lrs.attack.NormalizeL1;
import org.lrs.attack.UpdateRule;
import org.lrs.threat.ThreatModel;

/** I-FGSM along accumulated, normalised gradients. */
@AutoService(AttackRecipe.class)
@Source(
    paper = "Dong et al.: Boosting Adversarial Attacks with Momentum, CVPR 2018, arXiv 1710.06081",
    at = "algorithm 1")
public final class MiFgsm implements AttackRecipe<MiFgsm.Config> {
  /**
   * Settings.
   *
   * @param stepSize α, in pixel units
   * @param steps T
   * @param momentumDecay μ
   */
  public record Config(double stepSize, int steps, double momentumDecay) {}

  @Override
  public String name() {
    return "mi-fgsm";
  }

  @Override
  public String family() {
    return "gradient";
  }

  @Override
  public String summary() {
    return "momentum of normalised gradients";
  }

  @Override
  public Config defaults() {
    return new Config(1 / 255.0, 50, 1);
  }

  @Override
  public IterativeAttack build(Config config, ThreatModel threat) {
    return IterativeAttack.plain(threat, config.steps(), config.stepSize())
        .with(UpdateRule.chain(new NormalizeL1(), new Momentum(config.momentumDecay())));
  }
}

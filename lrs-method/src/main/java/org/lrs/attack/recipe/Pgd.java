package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.Start;
import org.lrs.threat.ThreatModel;

/** I-FGSM from a uniform start in the ball, drawn per image. */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Madry et al.: Towards Deep Learning Models Resistant to Adversarial Attacks, ICLR 2018,"
            + " arXiv 1706.06083",
    at = "section 2.1")
public final class Pgd implements AttackRecipe<Pgd.Config> {
  /**
   * Settings.
   *
   * @param stepSize α, in pixel units
   * @param steps T
   */
  public record Config(double stepSize, int steps) {}

  @Override
  public String name() {
    return "pgd";
  }

  @Override
  public String family() {
    return "gradient";
  }

  @Override
  public String summary() {
    return "I-FGSM from a random start";
  }

  @Override
  public Config defaults() {
    return new Config(1 / 255.0, 50);
  }

  @Override
  public IterativeAttack build(Config config, ThreatModel threat) {
    return IterativeAttack.plain(threat, config.steps(), config.stepSize()).with(Start.IN_BALL);
  }
}

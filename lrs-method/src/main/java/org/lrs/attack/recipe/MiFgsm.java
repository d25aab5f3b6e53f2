package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.Momentum;

/** I-FGSM along accumulated, normalised gradients. */
@AutoService(AttackRecipe.class)
@Source(
    paper = "Dong et al.: Boosting Adversarial Attacks with Momentum, CVPR 2018, arXiv 1710.06081",
    at = "algorithm 1")
public final class MiFgsm implements AttackRecipe<MiFgsm.Config> {
  /**
   * Settings.
   *
   * @param momentumDecay μ, in [0, 10]
   */
  public record Config(double momentumDecay) {
    /** Checks the range. */
    public Config {
      Momentum.requireDecay(momentumDecay);
    }
  }

  @Override
  public String name() {
    return "mi-fgsm";
  }

  @Override
  public String shortName() {
    return "mi";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "momentum of normalised gradients";
  }

  @Override
  public String formula() {
    return "m ← μ · m + g / mean|g|\nδ ← P(δ + α · sign m)";
  }

  @Override
  public String differences() {
    return "TransferAttack and torchattacks normalise as here. foolbox adds raw gradients "
        + "instead of normalised ones.";
  }

  @Override
  public Config defaults() {
    return new Config(1);
  }

  @Override
  public void addTo(Composition attack, Config config) {
    attack.direction(Momentum.normalized(config.momentumDecay()));
  }
}

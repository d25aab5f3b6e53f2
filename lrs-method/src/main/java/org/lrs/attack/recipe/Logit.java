package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackLoss;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.NoSettings;
import org.lrs.attack.Objective;

/** The logit itself in place of the loss, whose gradient does not fade once it is high. */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Zhao, Liu, Larson: On Success and Simplicity: A Second Look at Transferable Targeted"
            + " Attacks, NeurIPS 2021, arXiv 2012.11207",
    at = "section 3.2, equation 4")
public final class Logit implements AttackRecipe<NoSettings> {
  /** The logit of the aim, with the sign that makes it something to raise. */
  static final AttackLoss LOSS =
      (logits, aim) -> Rivals.logit(logits, aim.classes()).multiply(-aim.sign());

  @Override
  public String name() {
    return "logit";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.OBJECTIVE;
  }

  @Override
  public String summary() {
    return "raises the logit of the class asked for, or lowers that of the true class";
  }

  @Override
  public String formula() {
    return "ℓ = z_t   (untargeted: −z_y)\n"
        + "m ← m + g, not normalised, unless another attack says otherwise";
  }

  @Override
  public String differences() {
    return "The paper adds DIM with probability 0.7 and TIM with a 5×5 kernel, and takes 300 steps of"
        + " 2/255; TransferAttack normalises gradients under momentum, the paper does not."
        + " torchattacks and foolbox do not have it.";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public void addTo(Composition attack, NoSettings config) {
    attack.plainMomentumByDefault();
    attack.objective(Objective.of(LOSS));
  }
}

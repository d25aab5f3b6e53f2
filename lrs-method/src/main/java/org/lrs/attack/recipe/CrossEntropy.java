package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackLoss;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.NoSettings;
import org.lrs.attack.Objective;

/** The loss that networks are trained with, which attacks raise unless told otherwise. */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Goodfellow, Shlens, Szegedy: Explaining and Harnessing Adversarial Examples, ICLR 2015, arXiv"
            + " 1412.6572",
    at = "section 4")
public final class CrossEntropy implements AttackRecipe<NoSettings> {
  @Override
  public String name() {
    return "cross-entropy";
  }

  @Override
  public String shortName() {
    return "ce";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.OBJECTIVE;
  }

  @Override
  public String summary() {
    return "raises the cross-entropy of the true class";
  }

  @Override
  public String formula() {
    return "ℓ = −log softmax(z)_y   (targeted: log softmax(z)_t)";
  }

  @Override
  public String differences() {
    return "None: TransferAttack, torchattacks and foolbox raise it by default, too.";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public void addTo(Composition attack, NoSettings config) {
    attack.objective(Objective.of(AttackLoss.CROSS_ENTROPY));
  }
}

package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.NoSettings;
import org.lrs.attack.Steps;
import org.lrs.attack.UpdateRule;

/** One step of the full radius along the gradient's sign. */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Goodfellow, Shlens, Szegedy: Explaining and Harnessing Adversarial Examples, ICLR 2015,"
            + " arXiv 1412.6572",
    at = "section 4")
public final class Fgsm implements AttackRecipe<NoSettings> {
  @Override
  public String name() {
    return "fgsm";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "one step of the full radius";
  }

  @Override
  public String formula() {
    return "x ← P(x + ε · sign g)";
  }

  @Override
  public String differences() {
    return "None: TransferAttack, torchattacks and foolbox take the same step.";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public void addTo(Composition attack, NoSettings config) {
    attack.direction(UpdateRule.IDENTITY);
    attack.fixedSteps(new Steps(attack.threat().ball().radius(), 1));
  }
}

package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.NoSettings;
import org.lrs.attack.UpdateRule;

/** FGSM repeated with small steps from the clean image (BIM). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Kurakin, Goodfellow, Bengio: Adversarial Examples in the Physical World, 2017, arXiv"
            + " 1607.02533",
    at = "section 2.2")
public final class IFgsm implements AttackRecipe<NoSettings> {
  @Override
  public String name() {
    return "i-fgsm";
  }

  @Override
  public String shortName() {
    return "i";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "small steps from the clean image";
  }

  @Override
  public String formula() {
    return "δ₀ = 0\nδ ← P(δ + α · sign g)";
  }

  @Override
  public String differences() {
    return "TransferAttack's command line parses epsilon and steps and ignores them. "
        + "torchattacks calls it BIM and takes 10 steps of 2/255 in 8/255; foolbox takes "
        + "10 steps of ε/5.";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public void addTo(Composition attack, NoSettings config) {
    attack.direction(UpdateRule.IDENTITY);
  }
}

package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.NoSettings;
import org.lrs.attack.Start;

/** I-FGSM from a random start. */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Madry et al.: Towards Deep Learning Models Resistant to Adversarial Attacks, ICLR 2018,"
            + " arXiv 1706.06083",
    at = "section 2.1")
public final class Pgd implements AttackRecipe<NoSettings> {
  @Override
  public String name() {
    return "pgd";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "small steps from a random start in the ball";
  }

  @Override
  public String formula() {
    return "δ₀ ~ U(-ε, ε)\nδ ← P(δ + α · sign g)";
  }

  @Override
  public String differences() {
    return "torchattacks and foolbox draw one noise tensor a batch; here each image has "
        + "its own stream. TransferAttack has it as I-FGSM with a random start.";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public void addTo(Composition attack, NoSettings config) {
    attack.start(Start.IN_BALL);
  }
}

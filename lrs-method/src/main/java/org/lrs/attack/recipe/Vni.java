package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.Momentum;
import org.lrs.attack.QueryPoint;

/** Variance tuning with every gradient taken where the momentum is about to lead (VNI-FGSM). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Wang, He: Enhancing the Transferability of Adversarial Attacks through Variance "
            + "Tuning, CVPR 2021, arXiv 2103.15571",
    at = "section 3.3")
public final class Vni implements AttackRecipe<Vmi.Config> {

  @Override
  public String name() {
    return "vni-fgsm";
  }

  @Override
  public String shortName() {
    return "vni";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "variance-tuned gradients with Nesterov's look-ahead";
  }

  @Override
  public String formula() {
    return "x' = x + δ + α · m\n"
        + "m ← μ · m + N1(g(x') + v)\n"
        + "v ← mean over N of g(x' + U(-βε, βε)) − g(x')   (used in the next step)";
  }

  @Override
  public String differences() {
    return "torchattacks takes 5 neighbours by default, the paper and TransferAttack 20. "
        + "foolbox does not have it.";
  }

  @Override
  public Vmi.Config defaults() {
    return new Vmi().defaults();
  }

  @Override
  public void addTo(Composition attack, Vmi.Config config) {
    attack.direction(Momentum.normalized(1));
    attack.queryPoint(new QueryPoint.LookAhead(1));
    attack.estimator(new Vmi.VarianceTuned(config.neighbours(), config.beta()));
  }
}

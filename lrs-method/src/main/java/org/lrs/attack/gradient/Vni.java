package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.Momentum;
import org.lrs.attack.QueryPoint;
import org.lrs.attack.Slot;

/**
 * Variance tuning with every gradient taken where the momentum is about to lead (VNI-FGSM).
 *
 * @param neighbours N, in [1, 1000]
 * @param beta β, radius of the neighbourhood in radii of the ball
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "vni-fgsm",
    shortName = "vni",
    summary = "variance-tuned gradients with Nesterov's look-ahead",
    paper =
        "Wang, He: Enhancing the Transferability of Adversarial Attacks through Variance "
            + "Tuning, CVPR 2021, arXiv 2103.15571",
    at = "section 3.3",
    formula =
        """
        x' = x + δ + α · m
        m ← μ · m + N1(g(x') + v)
        v ← mean over N of g(x' + U(-βε, βε)) − g(x')   (used in the next step)""",
    differences =
        "torchattacks takes 5 neighbours by default, the paper and TransferAttack 20. foolbox "
            + "does not have it.")
public record Vni(int neighbours, double beta) implements AttackRecipe {

  public Vni {
    Range.check("neighbours", neighbours, 1, 1000);
    Range.check("beta", beta, 0, 100);
  }

  public Vni() {
    this(20, 1.5);
  }

  @Override
  public void addTo(Composition attack) {
    attack.set(Slot.DIRECTION, Momentum.normalized(1));
    attack.set(Slot.QUERY_POINT, new QueryPoint.LookAhead(1));
    attack.set(Slot.ESTIMATOR, new Vmi(neighbours, beta));
  }
}

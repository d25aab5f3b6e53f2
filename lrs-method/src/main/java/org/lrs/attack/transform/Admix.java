package org.lrs.attack.transform;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Transform;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/**
 * Gradients averaged over images mixed with others and dimmed (Admix).
 *
 * @param partners m₂, in [1, 100]
 * @param scales m₁, in [1, 16]
 * @param share η, weight of the partner, in [0, 1]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "admix",
    summary = "gradients averaged over mixtures with images of other classes, dimmed as by SIM",
    paper =
        "Wang, He, Wang, He: Admix: Enhancing the Transferability of Adversarial Attacks, "
            + "ICCV 2021, arXiv 2102.00436",
    at = "algorithm 1",
    formula =
        """
        g = mean over j = 1 .. m₂, i = 0 .. m₁-1 of ∂ℓ((x + δ + η · x'ⱼ) / 2ⁱ) / ∂δ,  x'ⱼ a clean image of another class""",
    differences =
        "Partners are drawn from all images under attack until their class differs; "
            + "TransferAttack shuffles the batch, which may mix an image with itself. torchattacks "
            + "and foolbox do not have it.")
public record Admix(int partners, int scales, double share) implements AttackRecipe, Transform {

  public Admix {
    Range.check("partners", partners, 1, 100);
    Range.check("scales", scales, 1, 16);
    Range.check("share", share, 0, 1);
  }

  public Admix() {
    this(3, 5, 0.2);
  }

  @Override
  public int copies() {
    return partners * scales;
  }

  /** One partner serves all scales: copy j · scales + i is (x + η · partner j) / 2ⁱ. */
  @Override
  public Tensor apply(AttackRun run, Tensor images, Draws draws, int copy) {
    Tensor partner = run.input().partners(draws, "admix", copy / scales);
    return images.addScaled(partner, share).multiply(Math.pow(0.5, copy % scales));
  }
}

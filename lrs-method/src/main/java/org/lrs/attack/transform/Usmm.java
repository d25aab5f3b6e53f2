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
 * Gradients averaged over copies at evenly spaced brightness, mixed multiplicatively (US-MM).
 *
 * @param scales m₁, in [1, 100]
 * @param masks m₂, in [1, 100]
 * @param low s_low, smallest scale, in [0, 1]
 * @param high s_high, largest scale, in [0, 1]
 * @param range r, half the width of the mask around 1, in [0, 1]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "usmm",
    summary =
        "gradients averaged over copies dimmed evenly and multiplied by masks of other images",
    paper =
        "Wang, Zhang, Hou, Zhang, Jiang: Boost Adversarial Transferability by Uniform Scale "
            + "and Mix Mask Method, 2023, arXiv 2311.12051",
    at = "algorithm 1",
    formula =
        """
        xᵢⱼ = clamp(sᵢ · (x + δ) ⊙ ((1 − r) + 2r · x'ⱼ)),  sᵢ evenly from s_low to s_high,  x'ⱼ a clean image of another class
        g = mean over i, j of ∂ℓ(xᵢⱼ) / ∂δ""",
    differences =
        "Partners are drawn from all images under attack until their class differs; "
            + "TransferAttack shuffles the batch, which may mix an image with itself, and takes the "
            + "partner as perturbed so far. It also takes the gradient at the changed copies, not "
            + "through scale and mask. torchattacks and foolbox do not have it.")
public record Usmm(int scales, int masks, double low, double high, double range)
    implements AttackRecipe, Transform {

  public Usmm {
    Range.check("scales", scales, 1, 100);
    Range.check("masks", masks, 1, 100);
    Range.check("low", low, 0, 1);
    Range.check("high", high, 0, 1);
    Range.check("range", range, 0, 1);
  }

  public Usmm() {
    this(5, 3, 0.1, 0.75, 0.5);
  }

  @Override
  public int copies() {
    return scales * masks;
  }

  /** Copy j · scales + i has scale i and mask j. */
  @Override
  public Tensor apply(AttackRun run, Tensor images, Draws draws, int copy) {
    Tensor partner = run.input().partners(draws, "usmm", copy / scales);
    Tensor mask = partner.multiply(2 * range).add(1 - range);
    int i = copy % scales;
    double scale = scales == 1 ? low : low + (high - low) * i / (scales - 1);
    return images.multiply(scale).multiply(mask).clamp(0, 1);
  }
}

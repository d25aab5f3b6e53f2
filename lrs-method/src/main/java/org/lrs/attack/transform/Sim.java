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
 * Gradients averaged over dimmed copies of the image (SIM).
 *
 * @param scales number of copies: x, x/2, x/4 and so on; in [1, 16]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "sim",
    shortName = "si",
    summary = "gradients averaged over dimmed copies",
    paper =
        "Lin et al.: Nesterov Accelerated Gradient and Scale Invariance for Adversarial "
            + "Attacks, ICLR 2020, arXiv 1908.06281",
    at = "section 3.2",
    formula = "g = mean over i = 0 .. m-1 of ∂ℓ((x + δ) / 2ⁱ) / ∂δ",
    differences =
        "None: TransferAttack averages over the same five copies, and so does torchattacks, "
            + "together with NI-FGSM. foolbox does not have it.")
public record Sim(int scales) implements AttackRecipe, Transform {

  public Sim {
    Range.check("scales", scales, 1, 16);
  }

  public Sim() {
    this(5);
  }

  @Override
  public Sim small() {
    return new Sim(3);
  }

  @Override
  public int copies() {
    return scales;
  }

  /** Copy i is x / 2ⁱ. */
  @Override
  public Tensor apply(AttackRun run, Tensor images, Draws draws, int copy) {
    return images.multiply(Math.pow(0.5, copy));
  }
}

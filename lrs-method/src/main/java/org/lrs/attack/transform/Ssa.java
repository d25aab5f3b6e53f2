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
 * Gradients averaged over images whose spectrum is jittered (SSA, also called SSM).
 *
 * @param copies N, in [1, 1000]
 * @param rho ρ, largest change of a coefficient, in [0, 1]
 * @param sigma σ, deviation of the noise in radii of the ball, in [0, 10]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "ssa",
    summary =
        "gradients averaged over copies with noise whose cosine spectrum is multiplied by "
            + "random factors",
    paper =
        "Long, Zhang, Zeng, Gao, Liu, Zhang, Song: Frequency Domain Model Augmentation for "
            + "Adversarial Attack, ECCV 2022, arXiv 2207.05382",
    at = "algorithm 1",
    formula =
        """
        xᵢ = IDCT(DCT(x + δ + σε · N(0, 1)) ⊙ U(1 − ρ, 1 + ρ))
        g = mean over N of ∂ℓ(xᵢ) / ∂δ""",
    differences =
        "The gradient goes back through the spectrum to the image; the released code and "
            + "TransferAttack take it at the changed image. 20 copies, ρ = 0.5 and σ = 1 there too. "
            + "torchattacks and foolbox do not have it.")
public record Ssa(int copies, double rho, double sigma) implements AttackRecipe, Transform {

  public Ssa {
    Range.check("copies", copies, 1, 1000);
    Range.check("rho", rho, 0, 1);
    Range.check("sigma", sigma, 0, 10);
  }

  public Ssa() {
    this(20, 0.5, 1);
  }

  @Override
  public Tensor apply(AttackRun run, Tensor images, Draws draws, int copy) {
    long[] shape = images.shape();
    Tensor factors = draws.split("factors").uniform(1 - rho, 1 + rho, shape[1], shape[2], shape[3]);
    double deviation = sigma * run.ball().radius();
    Tensor noise = run.ball().gaussian(images, deviation, draws.split("noise"));
    return Cosines.filter(images.add(noise), factors);
  }
}

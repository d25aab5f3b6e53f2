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
 * Gradients averaged over images in the colours of others, with noise (STM).
 *
 * @param copies N, in [1, 1000]
 * @param share γ, share of the image itself, in [0, 1]
 * @param noise β, largest noise in radii of the ball, in [0, 10]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "stm",
    summary =
        "gradients averaged over mixtures with the image in the colours of others, with noise",
    paper =
        "Ge, Shang, Liu, Liu, Wan, Feng, Wang: Improving the Transferability of Adversarial "
            + "Examples with Arbitrary Style Transfer, ACM MM 2023, arXiv 2308.10601",
    at = "algorithm 1",
    formula =
        """
        xᵢ = γ · (x + δ) + (1 − γ) · style(x + δ; x'ᵢ) + U(−βε, βε)
        style: each channel gets the mean and deviation of x'ᵢ, a clean image of another class
        g = mean over N of ∂ℓ(xᵢ) / ∂δ""",
    differences =
        "The paper and TransferAttack restyle with a network trained for it on photographs, "
            + "at 224×224; here the first two moments of each channel are exchanged, which needs no "
            + "network and suits any size: a weaker style. torchattacks and foolbox do not have it.")
public record Stm(int copies, double share, double noise) implements AttackRecipe, Transform {

  public Stm {
    Range.check("copies", copies, 1, 1000);
    Range.check("share", share, 0, 1);
    Range.check("noise", noise, 0, 10);
  }

  public Stm() {
    this(20, 0.5, 2);
  }

  @Override
  public Tensor apply(AttackRun run, Tensor images, Draws draws, int copy) {
    Tensor partner = run.input().partners(draws, "stm", copy);
    Tensor styled = restyle(images.detach(), partner);
    double radius = noise * run.ball().radius();
    Tensor some = run.ball().noise(images, radius, draws);
    return images.multiply(share).add(styled.multiply(1 - share)).add(some);
  }

  /** Each channel of an image with the mean and deviation of another image's. */
  static Tensor restyle(Tensor images, Tensor style) {
    Tensor mean = images.mean(true, 2, 3);
    Tensor deviation = images.subtract(mean).square().mean(true, 2, 3).sqrt();
    Tensor styleMean = style.mean(true, 2, 3);
    Tensor styleDeviation = style.subtract(styleMean).square().mean(true, 2, 3).sqrt();
    // A channel of one colour has no deviation to stretch.
    return images
        .subtract(mean)
        .divide(deviation.atLeast(1e-6))
        .multiply(styleDeviation)
        .add(styleMean);
  }
}

package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.Transform;
import org.lrs.tensor.Tensor;

/** Gradients averaged over images whose spectrum is jittered (SSA, also called SSM). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Long, Zhang, Zeng, Gao, Liu, Zhang, Song: Frequency Domain Model Augmentation for "
            + "Adversarial Attack, ECCV 2022, arXiv 2207.05382",
    at = "algorithm 1")
public final class Ssa implements AttackRecipe<Ssa.Config> {
  /**
   * Settings.
   *
   * @param copies N, in [1, 1000]
   * @param rho ρ, largest change of a coefficient, in [0, 1]
   * @param sigma σ, deviation of the noise in radii of the ball, in [0, 10]
   */
  public record Config(int copies, double rho, double sigma) {
    /** Checks the ranges. */
    public Config {
      Ranges.check("copies", copies, 1, 1000);
      Ranges.check("rho", rho, 0, 1);
      Ranges.check("sigma", sigma, 0, 10);
    }
  }

  /** Spectra multiplied by random factors. */
  record Jittered(int copies, double rho, double sigma) implements Transform {
    @Override
    public Kernel begin(AttackRun run) {
      return (images, draws, copy) -> {
        long[] shape = images.shape().toArray();
        Tensor factors =
            draws.split("factors").uniform(1 - rho, 1 + rho, shape[1], shape[2], shape[3]);
        double deviation = sigma * run.ball().radius();
        Tensor noise = Neighbourhood.gaussian(images, run.ball(), deviation, draws.split("noise"));
        return Cosines.filter(images.add(noise), factors);
      };
    }
  }

  @Override
  public String name() {
    return "ssa";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.TRANSFORM;
  }

  @Override
  public String summary() {
    return "gradients averaged over copies with noise whose cosine spectrum is multiplied by "
        + "random factors";
  }

  @Override
  public String formula() {
    return "xᵢ = IDCT(DCT(x + δ + σε · N(0, 1)) ⊙ U(1 − ρ, 1 + ρ))\n"
        + "g = mean over N of ∂ℓ(xᵢ) / ∂δ";
  }

  @Override
  public String differences() {
    return "The gradient goes back through the spectrum to the image; the released code "
        + "and TransferAttack take it at the changed image. 20 copies, ρ = 0.5 and σ = 1 "
        + "there too. torchattacks and foolbox do not have it.";
  }

  @Override
  public Ssa.Config defaults() {
    return new Config(20, 0.5, 1);
  }

  @Override
  public void addTo(Composition attack, Ssa.Config config) {
    attack.momentumByDefault();
    attack.transform(new Jittered(config.copies(), config.rho(), config.sigma()));
  }
}

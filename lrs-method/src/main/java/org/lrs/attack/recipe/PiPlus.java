package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.Aim;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackLoss;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.Objective;
import org.lrs.tensor.Tensor;

/** The patch-wise attack with a softer softmax, for targeted attacks (PI++). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Gao, Zhang, Song, Liu, Shen: Patch-wise++ Perturbation for Adversarial Targeted "
            + "Attacks, 2020, arXiv 2012.15503",
    at = "section 3.3")
public final class PiPlus implements AttackRecipe<PiPlus.Config> {
  /**
   * Settings.
   *
   * @param temperature τ, in [0.1, 100]
   * @param amplification β, in [1, 1000]
   * @param projection γ, length of the handed-on step in amplified steps, in [0, 10]
   * @param kernelSide side of the neighbourhood, odd, in [3, 15]
   */
  public record Config(
      double temperature, double amplification, double projection, int kernelSide) {
    /** Checks the ranges. */
    public Config {
      Ranges.check("temperature", temperature, 0.1, 100);
      Ranges.check("amplification", amplification, 1, 1000);
      Ranges.check("projection", projection, 0, 10);
      Pi.checkSide(kernelSide);
    }
  }

  /** Cross-entropy of logits that are divided by a temperature. */
  record Softened(double temperature) implements AttackLoss {
    @Override
    public Tensor perSample(Tensor logits, Aim aim) {
      return CROSS_ENTROPY.perSample(logits.divide(temperature), aim);
    }
  }

  @Override
  public String name() {
    return "pi-plus";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "the patch-wise attack on logits divided by a temperature, parts outside the ball handed on "
        + "once";
  }

  @Override
  public String formula() {
    return "ℓ = cross-entropy(z / τ)\n"
        + "a ← a + β · α · sign g\n"
        + "cut = a − clamp(a, −ε, ε)\n"
        + "p = γ · β · α · sign(K ∗ cut),  K = 1/(k² − 1) with a zero centre\n"
        + "δ ← P(δ + β · α · sign g + p)";
  }

  @Override
  public String differences() {
    return "torchattacks has the smoothing by a small Gaussian kernel built in, as the "
        + "released code has, and leaves the temperature out; here tim(5) adds the "
        + "smoothing and dim(0.7) the released code's diverse inputs. TransferAttack and "
        + "foolbox do not have it.";
  }

  @Override
  public PiPlus.Config defaults() {
    return new Config(1.5, 10, 0.8, 3);
  }

  @Override
  public void addTo(Composition attack, PiPlus.Config config) {
    attack.objective(Objective.of(new Softened(config.temperature())));
    attack.stepRule(
        new Pi.PatchWise(config.amplification(), config.projection(), config.kernelSide(), true));
  }
}

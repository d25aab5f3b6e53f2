package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.Aim;
import org.lrs.attack.AttackLoss;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.Slot;
import org.lrs.tensor.Tensor;

/**
 * The patch-wise attack with a softer softmax, for targeted attacks (PI++).
 *
 * @param temperature τ, in [0.1, 100]
 * @param amplification β, in [1, 1000]
 * @param projection γ, length of the handed-on step in amplified steps, in [0, 10]
 * @param kernelSide side of the neighbourhood, odd, in [3, 15]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "pi-plus",
    summary =
        "the patch-wise attack on logits divided by a temperature, parts outside the ball "
            + "handed on once",
    paper =
        "Gao, Zhang, Song, Liu, Shen: Patch-wise++ Perturbation for Adversarial Targeted "
            + "Attacks, 2020, arXiv 2012.15503",
    at = "section 3.3",
    formula =
        """
        ℓ = cross-entropy(z / τ)
        a ← a + β · α · sign g
        cut = a − clamp(a, −ε, ε)
        p = γ · β · α · sign(K ∗ cut),  K = 1/(k² − 1) with a zero centre
        δ ← P(δ + β · α · sign g + p)\
        """,
    differences =
        "torchattacks has the smoothing by a small Gaussian kernel built in, as the released "
            + "code has, and leaves the temperature out; here tim(5) adds the smoothing and "
            + "dim(0.7) the released code's diverse inputs. TransferAttack and foolbox do not have "
            + "it.")
public record PiPlus(double temperature, double amplification, double projection, int kernelSide)
    implements AttackRecipe {

  public PiPlus {
    Range.check("temperature", temperature, 0.1, 100);
    Range.check("amplification", amplification, 1, 1000);
    Range.check("projection", projection, 0, 10);
    Pi.checkSide(kernelSide);
  }

  public PiPlus() {
    this(1.5, 10, 0.8, 3);
  }

  @Override
  public PiPlus small() {
    return new PiPlus(temperature, 2.5, 0.1, kernelSide);
  }

  @Override
  public void addTo(Composition attack) {
    attack.set(Slot.OBJECTIVE, new Softened(temperature));
    attack.set(Slot.STEP, new Pi.PatchWise(amplification, projection, kernelSide, true));
  }

  /** Cross-entropy of logits that are divided by a temperature. */
  record Softened(double temperature) implements AttackLoss {
    @Override
    public Tensor perSample(Tensor logits, Aim aim) {
      return CROSS_ENTROPY.perSample(logits.divide(temperature), aim);
    }
  }
}

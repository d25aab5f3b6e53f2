package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.Kept;
import org.lrs.attack.Slot;
import org.lrs.attack.StepRule;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Ball;

/**
 * Steps larger than the ball, whose cut-off part goes to the pixels around (patch-wise attack).
 *
 * @param amplification β, in [1, 1000]
 * @param projection γ, length of the handed-on step in radii of the ball, in [0, 10]
 * @param kernelSide side of the neighbourhood, odd, in [3, 15]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "pi-fgsm",
    shortName = "pi",
    summary = "amplified steps whose part outside the ball is handed to neighbouring pixels",
    paper =
        "Gao, Zhang, Song, Liu, Shen: Patch-wise Attack for Fooling Deep Neural Network, ECCV "
            + "2020, arXiv 2007.06765",
    at = "algorithm 1",
    formula =
        """
        a ← a + β · α · sign g
        cut = a − clamp(a, −ε, ε)
        p = γ · ε · sign(K ∗ cut),  K = 1/(k² − 1) with a zero centre
        a ← a + p
        δ ← P(δ + β · α · sign g + p)""",
    differences =
        "γ is written in radii of the ball: 1 is the paper's 16/255 at ε = 16/255, and "
            + "TransferAttack's. torchattacks takes γ = βα, which is the same for its β = 10 and "
            + "ten steps of ε/10. foolbox does not have it.")
public record Pi(double amplification, double projection, int kernelSide) implements AttackRecipe {

  public Pi {
    Range.check("amplification", amplification, 1, 1000);
    Range.check("projection", projection, 0, 10);
    checkSide(kernelSide);
  }

  public Pi() {
    this(10, 1, 3);
  }

  @Override
  public void addTo(Composition attack) {
    attack.set(Slot.STEP, new PatchWise(amplification, projection, kernelSide, false));
  }

  /**
   * The patch-wise step.
   *
   * @param once PI++'s: what was handed on is not cut and handed on again, and its length is
   *     counted in amplified steps, not in radii of the ball
   */
  record PatchWise(double amplification, double projection, int side, boolean once)
      implements StepRule {
    double handedOn(Ball ball, double step) {
      return projection * (once ? step : ball.radius());
    }

    @Override
    public BinaryOperator<Tensor> begin(AttackRun run) {
      Ball ball = run.ball();
      double size = amplification * run.steps().size();
      Kept accumulated = new Kept();
      return (images, direction) -> {
        Tensor step = ball.steepest(direction).multiply(size);
        Tensor gathered = accumulated.isEmpty() ? step : accumulated.get().add(step);
        Tensor cut = ball.outside(gathered);
        Tensor handedOn = ball.steepest(around(cut, side)).multiply(handedOn(ball, size));
        accumulated.set(once ? gathered.copy() : gathered.add(handedOn));
        return images.add(step).add(handedOn);
      };
    }
  }

  static void checkSide(int kernelSide) {
    Range.check("kernelSide", kernelSide, 3, 15);
    Range.require(kernelSide % 2 == 1, "kernelSide must be odd, got " + kernelSide);
  }

  /** The mean of each pixel's neighbours, zero outside the image. */
  static Tensor around(Tensor values, int side) {
    float[] kernel = new float[side * side];
    Arrays.fill(kernel, 1f / (side * side - 1));
    kernel[side * side / 2] = 0;
    return Tim.depthwise(values, kernel, side);
  }
}

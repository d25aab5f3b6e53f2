package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import java.util.function.UnaryOperator;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.Slot;
import org.lrs.attack.UpdateRule;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/**
 * Gradients smoothed by a kernel, as if averaged over shifted images (TIM).
 *
 * @param kernelSide side of the kernel, odd, in [1, 31]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "tim",
    shortName = "ti",
    summary = "gradients smoothed by a Gaussian kernel",
    paper =
        "Dong et al.: Evading Defenses to Transferable Adversarial Examples by "
            + "Translation-Invariant Attacks, CVPR 2019, arXiv 1904.02884",
    at = "equation 7",
    formula =
        """
        g ← K ∗ g, K the outer product of the normal density on linspace(-3, 3, 15), sum 1\
        """,
    differences =
        "None known in TransferAttack; a kernel of 15 is meant for 299×299 images and is wide "
            + "at 32×32. torchattacks adds diverse inputs with probability 0.5 and takes no "
            + "momentum unless requested. foolbox does not have it.")
public record Tim(int kernelSide) implements AttackRecipe, UpdateRule {

  public Tim {
    Range.require(
        kernelSide >= 1 && kernelSide <= 31 && kernelSide % 2 == 1,
        "kernelSide must be an odd number in [1, 31], got " + kernelSide);
  }

  public Tim() {
    this(15);
  }

  @Override
  public Tim small() {
    return new Tim(3);
  }

  @Override
  public void addTo(Composition attack) {
    attack.momentumByDefault();
    attack.set(Slot.SMOOTHING, this);
  }

  /** Depth-wise convolution with a normalised Gaussian whose half side is three deviations. */
  @Override
  public UnaryOperator<Tensor> begin(AttackRun run) {
    return gradient -> depthwise(gradient, kernel(), kernelSide);
  }

  /** Each channel of images convolved with one kernel [side, side], zero outside the image. */
  static Tensor depthwise(Tensor images, float[] kernel, int side) {
    int channels = (int) images.size(1);
    Tensor weights = Tensor.of(kernel, 1, 1, side, side).expand(channels, 1, side, side);
    return NeuralOps.conv2d(images, weights.contiguous(), null, 1, side / 2, channels);
  }

  private float[] kernel() {
    double[] line = new double[kernelSide];
    double sum = 0;
    for (int i = 0; i < kernelSide; i++) {
      double at = kernelSide == 1 ? 0 : -3 + 6.0 * i / (kernelSide - 1);
      line[i] = Math.exp(-at * at / 2);
      sum += line[i];
    }
    float[] kernel = new float[kernelSide * kernelSide];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) (line[i / kernelSide] * line[i % kernelSide] / (sum * sum));
    }
    return kernel;
  }
}

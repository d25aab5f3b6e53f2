package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.UpdateRule;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** Gradients smoothed by a kernel, as if averaged over shifted images (TIM). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Dong et al.: Evading Defenses to Transferable Adversarial Examples by Translation-Invariant"
            + " Attacks, CVPR 2019, arXiv 1904.02884",
    at = "equation 7")
public final class Tim implements AttackRecipe<Tim.Config> {
  /**
   * Settings.
   *
   * @param kernelSide side of the kernel, odd, in [1, 31]
   */
  public record Config(int kernelSide) {
    /** Checks the range. */
    public Config {
      if (kernelSide < 1 || kernelSide > 31 || kernelSide % 2 == 0) {
        throw new IllegalArgumentException(
            "kernelSide must be an odd number in [1, 31], got " + kernelSide);
      }
    }
  }

  /** Depth-wise convolution with a normalised Gaussian whose half side is three deviations. */
  record Smooth(int side) implements UpdateRule {
    @Override
    public Kernel begin(AttackRun run) {
      return this::smoothed;
    }

    private Tensor smoothed(Tensor gradient) {
      long channels = gradient.size(1);
      try (Scope scope = Scope.open()) {
        Tensor kernel = Tensor.of(kernel(), 1, 1, side, side).expand(channels, 1, side, side);
        return scope.release(
            NeuralOps.conv2d(gradient, kernel.contiguous(), null, 1, side / 2, (int) channels));
      }
    }

    private float[] kernel() {
      double[] line = new double[side];
      double sum = 0;
      for (int i = 0; i < side; i++) {
        double at = side == 1 ? 0 : -3 + 6.0 * i / (side - 1);
        line[i] = Math.exp(-at * at / 2);
        sum += line[i];
      }
      float[] kernel = new float[side * side];
      for (int i = 0; i < kernel.length; i++) {
        kernel[i] = (float) (line[i / side] * line[i % side] / (sum * sum));
      }
      return kernel;
    }
  }

  @Override
  public String name() {
    return "tim";
  }

  @Override
  public String shortName() {
    return "ti";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "gradients smoothed by a Gaussian kernel";
  }

  @Override
  public String formula() {
    return "g ← K ∗ g, K the outer product of the normal density on linspace(-3, 3, 15), sum 1";
  }

  @Override
  public String differences() {
    return "None known in TransferAttack; a kernel of 15 is meant for 299×299 images and "
        + "is wide at 32×32. torchattacks adds diverse inputs with probability 0.5 and "
        + "takes no momentum unless asked. foolbox does not have it.";
  }

  @Override
  public Config defaults() {
    return new Config(15);
  }

  @Override
  public void addTo(Composition attack, Config config) {
    attack.momentumByDefault();
    attack.smoothing(new Smooth(config.kernelSide()));
  }
}

package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.StepRule;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Ball;
import org.lrs.threat.LinfBall;

/** Steps larger than the ball, whose cut-off part goes to the pixels around (patch-wise attack). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Gao, Zhang, Song, Liu, Shen: Patch-wise Attack for Fooling Deep Neural Network, "
            + "ECCV 2020, arXiv 2007.06765",
    at = "algorithm 1")
public final class Pi implements AttackRecipe<Pi.Config> {
  /**
   * Settings.
   *
   * @param amplification β, in [1, 1000]
   * @param projection γ, length of the handed-on step in radii of the ball, in [0, 10]
   * @param kernelSide side of the neighbourhood, odd, in [3, 15]
   */
  public record Config(double amplification, double projection, int kernelSide) {
    /** Checks the ranges. */
    public Config {
      Ranges.check("amplification", amplification, 1, 1000);
      Ranges.check("projection", projection, 0, 10);
      checkSide(kernelSide);
    }
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
    public Kernel begin(AttackRun run) {
      return new State(this, run);
    }
  }

  private static final class State implements StepRule.Kernel {
    private final PatchWise rule;
    private final AttackRun run;
    private Tensor accumulated;

    State(PatchWise rule, AttackRun run) {
      this.rule = rule;
      this.run = run;
    }

    @Override
    public Tensor next(Tensor images, Tensor direction) {
      Ball ball = run.ball();
      try (Scope scope = Scope.open()) {
        double size = rule.amplification() * run.steps().size();
        Tensor step = ball.steepest(direction).multiply(size);
        Tensor gathered = accumulated == null ? step : accumulated.add(step);
        Tensor cut = outside(gathered, ball);
        Tensor handedOn =
            ball.steepest(around(cut, rule.side())).multiply(rule.handedOn(ball, size));
        close();
        accumulated = (rule.once() ? gathered.copy() : gathered.add(handedOn)).keep();
        return scope.release(images.add(step).add(handedOn));
      }
    }

    @Override
    public void close() {
      if (accumulated != null) {
        accumulated.close();
        accumulated = null;
      }
    }
  }

  static void checkSide(int kernelSide) {
    Ranges.check("kernelSide", kernelSide, 3, 15);
    if (kernelSide % 2 == 0) {
      throw new IllegalArgumentException("kernelSide must be odd, got " + kernelSide);
    }
  }

  /** The part of a perturbation that the ball cuts off. */
  static Tensor outside(Tensor perturbation, Ball ball) {
    if (ball instanceof LinfBall) {
      return perturbation.subtract(perturbation.clamp(-ball.radius(), ball.radius()));
    }
    Tensor length = perturbation.normPerSample().perSampleLike(perturbation);
    Tensor share = length.atLeast(Float.MIN_NORMAL).reciprocal().multiply(-ball.radius()).add(1);
    return perturbation.multiply(share.atLeast(0));
  }

  /** The mean of each pixel's neighbours, zero outside the image. */
  static Tensor around(Tensor values, int side) {
    int channels = (int) values.size(1);
    float[] kernel = new float[side * side];
    java.util.Arrays.fill(kernel, 1f / (side * side - 1));
    kernel[side * side / 2] = 0;
    Tensor weights = Tensor.of(kernel, 1, 1, side, side).expand(channels, 1, side, side);
    return NeuralOps.conv2d(values, weights.contiguous(), null, 1, side / 2, channels);
  }

  @Override
  public String name() {
    return "pi-fgsm";
  }

  @Override
  public String shortName() {
    return "pi";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "amplified steps whose part outside the ball is handed to neighbouring pixels";
  }

  @Override
  public String formula() {
    return "a ← a + β · α · sign g\n"
        + "cut = a − clamp(a, −ε, ε)\n"
        + "p = γ · ε · sign(K ∗ cut),  K = 1/(k² − 1) with a zero centre\n"
        + "a ← a + p\n"
        + "δ ← P(δ + β · α · sign g + p)";
  }

  @Override
  public String differences() {
    return "γ is written in radii of the ball: 1 is the paper's 16/255 at ε = 16/255, and "
        + "TransferAttack's. torchattacks takes γ = βα, which is the same for its β = 10 "
        + "and ten steps of ε/10. foolbox does not have it.";
  }

  @Override
  public Pi.Config defaults() {
    return new Config(10, 1, 3);
  }

  @Override
  public void addTo(Composition attack, Pi.Config config) {
    attack.stepRule(
        new PatchWise(config.amplification(), config.projection(), config.kernelSide(), false));
  }
}

package org.lrs.refine.recipe;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.refine.Averaging;
import org.lrs.refine.Outcome;
import org.lrs.refine.Refinement;
import org.lrs.refine.Schedule;
import org.lrs.refine.SharpnessAware;
import org.lrs.refine.StepLoss;
import org.lrs.refine.StepRule;
import org.lrs.refine.Training;
import org.lrs.tensor.Tensor;

/**
 * Networks drawn widely around the mean of a trajectory whose steps look for a flat loss.
 *
 * @param start share of the steps before the first network is taken, in [0, 1)
 * @param every steps from one network that is taken to the next
 * @param batches training batches over which the statistics of batch normalisation are estimated
 * @param draws networks that are drawn, unless the key {@code snapshots} says otherwise
 * @param scale s, factor of the variance of each weight
 * @param radius γ, length of the climb, in (0, 10]
 * @param flatness λ, weight of the slope along the climb
 * @param epochs passes over the training images
 * @param learningRate constant along the trajectory
 */
@Published(
    name = "mba",
    summary = "networks drawn widely around the mean of a trajectory of flat steps",
    paper =
        "Li, Guo, Zuo, Chen: Making Substitute Models More Bayesian Can Enhance Transferability of"
            + " Adversarial Examples, ICLR 2023, arXiv 2302.05086",
    at = "fine-tuning and SWAG; settings of the release",
    formula =
        """
        step: g + (λ/γ) · (∇L(θ + γ · g / ‖g‖₂) − g), g = ∇L(θ), of the weights: that of L + λ · ‖∇L‖₂
        draws: θ = m + √(s · v) · z, z standard normal, m and v mean and variance along the trajectory\
        """,
    differences =
        "The release takes 300 networks in ten epochs of ImageNet with batches of 1024; here every"
            + " tenth step is taken. It draws 20 networks anew in each step of the attack and asks"
            + " one of them; here the same 20 stay, and longitudinal asks one a step. It multiplies"
            + " the standard deviation by 1.5, here the variance is; scale 2.25 is the release's.")
@AutoService(Refinement.class)
public record Mba(
    double start,
    int every,
    int batches,
    int draws,
    double scale,
    double radius,
    double flatness,
    int epochs,
    double learningRate)
    implements Refinement {

  /** The settings of the release, with a variance of 1.5 times and a network every ten steps. */
  public Mba() {
    this(0, 10, 64, 20, 1.5, 0.1, 1, 10, 0.05);
  }

  public Mba {
    Range.checkPositive("scale", scale);
    Range.checkPositive("flatness", flatness);
    Range.checkAbove("radius", radius, 0, 10);
    Averaging averaging = new Averaging(start, every, batches);
    Outcome unused = new Outcome.Draws(averaging, 0, scale, draws);
  }

  @Override
  public Training addTo(Training training) {
    Averaging averaging = new Averaging(start, every, batches);
    return training
        .epochs(epochs)
        .learningRate(learningRate)
        .schedule(Schedule.CONSTANT)
        .clipNorm(0)
        .stepRule(new Flat(radius, flatness))
        .outcome(new Outcome.Draws(averaging, 0, scale, draws));
  }

  /**
   * The gradient of the loss and of its slope along its own gradient.
   *
   * @param radius γ
   * @param weight λ
   */
  record Flat(double radius, double weight) implements StepRule {

    @Override
    public StepLoss.Measured gradient(
        StepLoss.Measured here,
        List<Tensor> trained,
        List<Tensor> state,
        Supplier<StepLoss.Measured> loss) {
      StepLoss.Measured top = new SharpnessAware(radius).gradient(here, trained, state, loss);
      List<Tensor> sum = new ArrayList<>();
      for (int i = 0; i < trained.size(); i++) {
        Tensor low = here.gradients().get(i);
        sum.add(low.addScaled(top.gradients().get(i).subtract(low), weight / radius));
      }
      return top.with(sum);
    }

    @Override
    public int evaluations() {
      return 2;
    }
  }
}

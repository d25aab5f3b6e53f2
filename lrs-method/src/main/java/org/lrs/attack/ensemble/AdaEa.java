package org.lrs.attack.ensemble;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.Aim;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.MemberRule;
import org.lrs.model.Surrogate;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/**
 * Members weighted by how their steps fool one another, where they agree (AdaEA).
 *
 * @param beta β, sharpness of the weights, in [0, 1000]
 * @param threshold η, mean cosine of the gradients at a pixel under which it is left out, in [-1,
 *     1]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "adaea",
    summary = "members weighted by how far their steps fool the others, where gradients agree",
    paper =
        "Chen, Yin, Chen, Chen, Liu: An Adaptive Model Ensemble Adversarial Attack for "
            + "Boosting Adversarial Transferability, ICCV 2023, arXiv 2308.02897",
    at = "section 3, AGM and DRF",
    formula =
        """
        xₖ = P(x + α · sign gₖ)
        w = softmax over k of β · Σ over i ≠ k of Lᵢ(xₖ) / Lᵢ(xᵢ)
        B = 1 where the mean pairwise cosine of the gradients' channels is at least η, else 0
        G = B · Σ wₖ · gₖ""",
    differences =
        "The paper and TransferAttack weight the members' logits, here their losses, so that "
            + "any objective and transform can be used. L is the cross-entropy, per image; "
            + "TransferAttack takes its mean over the batch, leaves the last member out of B, and "
            + "starts at small noise. Towards a target class, the sign of the exponent is "
            + "turned. torchattacks and foolbox do not have it.")
public record AdaEa(double beta, double threshold) implements AttackRecipe, MemberRule {
  // Smaller losses are as good as none; keeps ratios finite.
  private static final double LEAST_LOSS = 1e-6;

  public AdaEa {
    Range.check("beta", beta, 0, 1000);
    Range.check("threshold", threshold, -1, 1);
  }

  public AdaEa() {
    this(10, -0.3);
  }

  /**
   * Σ wₖ gₖ, filtered by agreement; evaluates every member's loss at every member's step besides.
   */
  @Override
  public GradientEstimator.Kernel begin(
      AttackRun run, Function<AttackRun, GradientEstimator.Kernel> inner) {
    List<GradientEstimator.Kernel> members = run.onMembers(inner);
    return members.size() == 1
        ? members.get(0)
        : (images, draws) -> {
          List<Tensor> gradients =
              members.stream().map(member -> member.at(images, draws)).toList();
          Tensor weights = weights(run.aim(), losses(run, images, gradients));
          Tensor sum = images.zerosLike();
          for (int k = 0; k < gradients.size(); k++) {
            Tensor weight = weights.narrow(0, k, 1).reshape(-1).perSampleLike(images);
            sum = sum.add(gradients.get(k).multiply(weight));
          }
          Tensor apart = agreement(gradients).negate().greaterThan(-threshold);
          return apart.choose(sum.zerosLike(), sum);
        };
  }

  /** Cross-entropy of every member (second) at the step along every member (first): [K, K, N]. */
  private static Tensor losses(AttackRun run, Tensor images, List<Tensor> gradients) {
    List<Tensor> rows = new ArrayList<>();
    for (Tensor gradient : gradients) {
      Tensor step = run.ball().steepest(gradient);
      Tensor moved =
          run.ball().project(images.addScaled(step, run.steps().size()), run.input().clean());
      List<Tensor> row = new ArrayList<>();
      for (Surrogate member : run.surrogate().members()) {
        row.add(NeuralOps.crossEntropyPerSample(member.logits(moved), run.aim().classes()));
      }
      rows.add(Tensor.stack(row, 0));
    }
    return Tensor.stack(rows, 0).atLeast(LEAST_LOSS);
  }

  /** Softmax over the members of β Σ over i ≠ k of Lᵢ(xₖ) / Lᵢ(xᵢ): [K, N]. */
  private Tensor weights(Aim aim, Tensor losses) {
    List<Tensor> sums = new ArrayList<>();
    for (int k = 0; k < losses.size(0); k++) {
      Tensor sum = null;
      for (int i = 0; i < losses.size(0); i++) {
        if (i != k) {
          Tensor ratio = at(losses, k, i).divide(at(losses, i, i));
          sum = sum == null ? ratio : sum.add(ratio);
        }
      }
      sums.add(sum);
    }
    // Towards a target class, the smaller loss is the better one.
    return NeuralOps.softmax(Tensor.stack(sums, 0).multiply(beta * aim.sign()), 0);
  }

  private static Tensor at(Tensor losses, int row, int column) {
    return losses.narrow(0, row, 1).narrow(1, column, 1).reshape(-1);
  }

  /** Mean over all pairs of the cosine of their gradients' channels at each pixel: [N, 1, H, W]. */
  static Tensor agreement(List<Tensor> gradients) {
    List<Tensor> units = gradients.stream().map(AdaEa::unit).toList();
    Tensor sum = null;
    for (int i = 0; i < units.size(); i++) {
      for (int j = 0; j < i; j++) {
        Tensor cosine = units.get(i).multiply(units.get(j)).sum(true, 1);
        sum = sum == null ? cosine : sum.add(cosine);
      }
    }
    return sum.divide(units.size() * (units.size() - 1) / 2.0);
  }

  /** Each pixel's channels as a vector of length 1; zero stays zero. */
  private static Tensor unit(Tensor gradient) {
    Tensor largest = gradient.abs().max(true, 1).atLeast(Float.MIN_NORMAL);
    Tensor scaled = gradient.divide(largest);
    return scaled.divide(scaled.square().sum(true, 1).sqrt().atLeast(Float.MIN_NORMAL));
  }
}

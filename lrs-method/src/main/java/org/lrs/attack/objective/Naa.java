package org.lrs.attack.objective;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Objective;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/**
 * Features weighed by what they contribute along the path from a black image (NAA).
 *
 * @param points N, places on the path, in [1, 1000]
 * @param layer name of the layer, or middle or late
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "naa",
    summary = "lowers the features that contribute to the class along the path from a black image",
    paper =
        "Zhang, Wu, Huang, Huang, Wang, Su, Lyu: Improving Adversarial Transferability via "
            + "Neuron Attribution-Based Attacks, CVPR 2022, arXiv 2204.00008",
    at = "equations 7 to 10",
    formula =
        """
        w = Σ over m = 1 .. N of ∂softmax(z(m/N · x))_y / ∂f
        ℓ = −Σ (w / ‖w‖₂) ⊙ (f(x + δ) − f(0))   (targeted: +, with the target class)\
        """,
    differences =
        "Positive and negative attributions weigh the same (γ = 1, the published setting), so "
            + "that f(0) drops out of the gradient. The published code adds noise of deviation 0.2 "
            + "to the path and goes from the image down; TransferAttack leaves out the image "
            + "itself, keeps the black one, and does not normalise the weights. torchattacks and "
            + "foolbox do not have it.")
public record Naa(int points, String layer) implements AttackRecipe, Objective {

  public Naa {
    Range.check("points", points, 1, 1000);
  }

  public Naa() {
    this(30, Depth.MIDDLE);
  }

  @Override
  public GradientEstimator.Kernel begin(AttackRun run) {
    return FeatureWeights.begin(run, layer, this::weights);
  }

  private Tensor weights(AttackRun run, String name) {
    return FeatureWeights.toRaise(
        run,
        points,
        i -> {
          Draws own = run.input().draws().split("point").split(i + 1);
          Tensor place = run.input().clean().multiply((i + 1.0) / points);
          return FeatureWeights.ofProbability(run, place, name, own);
        });
  }

  @Override
  public long evaluationsToBegin() {
    return points;
  }
}

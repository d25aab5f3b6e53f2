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
 * Features weighed by their importance, found on images with missing pixels (FIA).
 *
 * @param masks N, masked copies whose gradients are averaged, in [1, 1000]
 * @param keep share of the values that a mask keeps, in [0, 1]
 * @param layer name of the layer, or middle or late
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "fia",
    summary = "lowers the features that speak for the class even where pixels are missing",
    paper =
        "Wang, Guo, Zhang, Liu, Qin, Ren: Feature Importance-aware Transferable Adversarial "
            + "Attacks, ICCV 2021, arXiv 2107.14185",
    at = "equations 3 to 5",
    formula =
        """
        w = Σ over N of ∂softmax(z(x ⊙ Mᵢ))_y / ∂f,  Mᵢ keeps each value with probability p
        ℓ = −Σ (w / ‖w‖₂) ⊙ f(x + δ)   (targeted: +, with the target class)\
        """,
    differences =
        "The paper weighs by the logit and its code by the probability, as here. Masked "
            + "values are black here; the published code sets them to mid-grey. It attacks a layer "
            + "chosen by hand for each network, TransferAttack layer2. Weights are computed in "
            + "evaluation mode per image, and images that have none stay put instead of becoming "
            + "NaN. torchattacks and foolbox do not have it.")
public record Fia(int masks, double keep, String layer) implements AttackRecipe, Objective {

  public Fia {
    Range.check("masks", masks, 1, 1000);
    Range.check("keep", keep, 0, 1);
  }

  public Fia() {
    this(30, 0.7, Depth.MIDDLE);
  }

  @Override
  public Fia small() {
    return new Fia(masks, keep, Depth.LATE);
  }

  @Override
  public GradientEstimator.Kernel begin(AttackRun run) {
    return FeatureWeights.begin(run, layer, this::weights);
  }

  private Tensor weights(AttackRun run, String name) {
    Tensor clean = run.input().clean();
    return FeatureWeights.toRaise(
        run,
        masks,
        i -> {
          Draws own = run.input().draws().split("mask").split(i);
          Tensor lot = own.uniform(0, 1, clean.size(1), clean.size(2), clean.size(3));
          Tensor masked = lot.greaterThan(keep).choose(clean.zerosLike(), clean);
          return FeatureWeights.ofProbability(run, masked, name, own);
        });
  }

  @Override
  public long evaluationsToBegin() {
    return masks;
  }
}

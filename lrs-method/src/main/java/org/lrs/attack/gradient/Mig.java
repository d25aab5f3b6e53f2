package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Means;

/**
 * Gradients integrated along the path from a black image (MIG).
 *
 * @param points N, places on the path, in [1, 1000]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "mig",
    summary = "gradients integrated along the path from a black image",
    paper =
        "Ma, Li, Chang, Wang, Zhang: Transferable Adversarial Attack for Both Vision "
            + "Transformers and Convolutional Networks via Momentum Integrated Gradients, ICCV 2023",
    at = "algorithm 1",
    formula =
        """
        G = (x + δ) ⊙ mean over k = 1 .. N of g(k/N · (x + δ))
        m ← μ · m + N1(G)""",
    differences =
        "The objective is integrated (cross-entropy unless another is set); "
            + "TransferAttack integrates the true class's probability. torchattacks and foolbox do "
            + "not have it.")
public record Mig(int points) implements AttackRecipe, GradientEstimator {

  public Mig {
    Range.check("points", points, 1, 1000);
  }

  public Mig() {
    this(20);
  }

  @Override
  public Kernel begin(AttackRun run, Kernel inner) {
    return (images, draws) ->
        Means.of(
                points,
                images,
                k -> inner.at(images.multiply((k + 1.0) / points), draws.split("point").split(k)))
            .multiply(images);
  }

  @Override
  public long evaluations(int done, int steps) {
    return (long) done * points;
  }
}

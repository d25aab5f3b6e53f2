package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.GradientEstimator;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** Gradients integrated along the path from a black image (MIG). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Ma, Li, Chang, Wang, Zhang: Transferable Adversarial Attack for Both Vision "
            + "Transformers and Convolutional Networks via Momentum Integrated Gradients, ICCV 2023",
    at = "algorithm 1")
public final class Mig implements AttackRecipe<Mig.Config> {
  /**
   * Settings.
   *
   * @param points N, places on the path, in [1, 1000]
   */
  public record Config(int points) {
    /** Checks the range. */
    public Config {
      Ranges.check("points", points, 1, 1000);
    }
  }

  /** The integrated gradient. */
  record Integrated(int points) implements GradientEstimator {
    @Override
    public Kernel begin(AttackRun run, Kernel inner) {
      return (images, draws) -> {
        try (Scope scope = Scope.open()) {
          Tensor mean =
              Means.of(
                  points,
                  images,
                  k ->
                      inner.at(images.multiply((k + 1.0) / points), draws.split("point").split(k)));
          return scope.release(mean.multiply(images));
        }
      };
    }

    @Override
    public long evaluations(int steps) {
      return (long) steps * points;
    }
  }

  @Override
  public String name() {
    return "mig";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "gradients integrated along the path from a black image";
  }

  @Override
  public String formula() {
    return "G = (x + δ) ⊙ mean over k = 1 .. N of g(k/N · (x + δ))\n" + "m ← μ · m + N1(G)";
  }

  @Override
  public String differences() {
    return "The objective is integrated (cross-entropy unless another is asked for); "
        + "TransferAttack integrates the true class's probability. torchattacks and "
        + "foolbox do not have it.";
  }

  @Override
  public Mig.Config defaults() {
    return new Config(20);
  }

  @Override
  public void addTo(Composition attack, Mig.Config config) {
    attack.momentumByDefault();
    attack.estimator(new Integrated(config.points()));
  }
}

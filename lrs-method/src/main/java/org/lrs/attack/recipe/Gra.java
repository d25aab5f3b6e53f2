package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.StepRule;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** Gradients mixed with their neighbourhood's by how much they agree (GRA). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Zhu, Ren, Sui, Yang, Jiang: Boosting Adversarial Transferability via Gradient "
            + "Relevance Attack, ICCV 2023",
    at = "algorithm 1")
public final class Gra implements AttackRecipe<Gra.Config> {
  /**
   * Settings.
   *
   * @param neighbours N, in [1, 1000]
   * @param beta β, radius of the neighbourhood in radii of the ball
   * @param decay factor of a pixel's step when its sign changes, in (0, 1]
   */
  public record Config(int neighbours, double beta, double decay) {
    /** Checks the ranges. */
    public Config {
      Ranges.check("neighbours", neighbours, 1, 1000);
      Ranges.check("beta", beta, 0, 100);
      Ranges.check("decay", decay, 1e-6, 1);
    }
  }

  /** s · g + (1 − s) · ḡ. */
  record Relevance(int neighbours, double beta) implements GradientEstimator {
    @Override
    public Kernel begin(AttackRun run, Kernel inner) {
      return (images, draws) -> {
        try (Scope scope = Scope.open()) {
          Tensor here = inner.at(images, draws);
          double radius = beta * run.ball().radius();
          Tensor around =
              Means.of(
                  neighbours,
                  images,
                  i -> {
                    Draws own = draws.split("neighbour").split(i);
                    return inner.at(
                        images.add(Neighbourhood.noise(images, run.ball(), radius, own)), own);
                  });
          Tensor cosine = cosine(here, around).perSampleLike(here);
          Tensor mixed = around.add(here.subtract(around).multiply(cosine));
          return scope.release(mixed);
        }
      };
    }

    @Override
    public long evaluations(int steps) {
      return (long) steps * (neighbours + 1);
    }
  }

  /** Cosine of the angle between two gradients of each image, 0 where one is zero: [N]. */
  static Tensor cosine(Tensor a, Tensor b) {
    Tensor lengths = a.normPerSample().multiply(b.normPerSample());
    return a.multiply(b).sumPerSample().divide(lengths.atLeast(Float.MIN_NORMAL));
  }

  /** Steps that shrink where the direction's sign changes. */
  record Shrinking(double decay) implements StepRule {
    @Override
    public Kernel begin(AttackRun run) {
      return new State(run, decay);
    }
  }

  private static final class State implements StepRule.Kernel {
    private final AttackRun run;
    private final double decay;
    private Tensor signs;
    private Tensor scale;

    State(AttackRun run, double decay) {
      this.run = run;
      this.decay = decay;
    }

    @Override
    public Tensor next(Tensor images, Tensor direction) {
      try (Scope scope = Scope.open()) {
        Tensor now = direction.sign();
        Tensor next;
        if (scale == null) {
          next = now.zerosLike().add(1);
        } else {
          Tensor shrunk = scale.multiply(decay);
          next = now.equalTo(signs).choose(scale, shrunk);
        }
        Tensor move = run.ball().steepest(direction).multiply(next);
        Tensor moved = images.addScaled(move, run.steps().size());
        close();
        signs = now.keep();
        scale = next.keep();
        return scope.release(moved);
      }
    }

    @Override
    public void close() {
      if (signs != null) {
        signs.close();
        scale.close();
        signs = null;
        scale = null;
      }
    }
  }

  @Override
  public String name() {
    return "gra";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "gradients mixed with those around by their agreement; smaller steps where the sign wavers";
  }

  @Override
  public String formula() {
    return "ḡ = mean over N of g(x + δ + U(-βε, βε))\n"
        + "s = cosine(g, ḡ) per image\n"
        + "m ← μ · m + N1(s · g + (1 − s) · ḡ)\n"
        + "M ← M · (0.94 where sign m has changed, else 1)\n"
        + "δ ← P(δ + α · M · sign m)";
  }

  @Override
  public String differences() {
    return "TransferAttack starts M at 1/0.94 and counts the first step as a change: the "
        + "same numbers. torchattacks and foolbox do not have it.";
  }

  @Override
  public Gra.Config defaults() {
    return new Config(20, 3.5, 0.94);
  }

  @Override
  public void addTo(Composition attack, Gra.Config config) {
    attack.momentumByDefault();
    attack.estimator(new Relevance(config.neighbours(), config.beta()));
    attack.stepRule(new Shrinking(config.decay()));
  }
}

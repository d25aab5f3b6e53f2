package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import java.util.function.BinaryOperator;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Kept;
import org.lrs.attack.Slot;
import org.lrs.attack.StepRule;
import org.lrs.tensor.Tensor;

/**
 * Gradients mixed with their neighbourhood's by how much they agree (GRA).
 *
 * @param neighbours N, in [1, 1000]
 * @param beta β, radius of the neighbourhood in radii of the ball
 * @param decay factor of a pixel's step when its sign changes, in (0, 1]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "gra",
    summary =
        "gradients mixed with those around by their agreement; smaller steps where the sign wavers",
    paper =
        "Zhu, Ren, Sui, Yang, Jiang: Boosting Adversarial Transferability via Gradient "
            + "Relevance Attack, ICCV 2023",
    at = "algorithm 1",
    formula =
        """
        ḡ = mean over N of g(x + δ + U(-βε, βε))
        s = cosine(g, ḡ) per image
        m ← μ · m + N1(s · g + (1 − s) · ḡ)
        M ← M · (0.94 where sign m has changed, else 1)
        δ ← P(δ + α · M · sign m)""",
    differences =
        "TransferAttack starts M at 1/0.94 and counts the first step as a change: the same "
            + "values. torchattacks and foolbox do not have it.")
public record Gra(int neighbours, double beta, double decay)
    implements AttackRecipe, GradientEstimator {

  public Gra {
    Range.check("neighbours", neighbours, 1, 1000);
    Range.check("beta", beta, 0, 100);
    Range.check("decay", decay, 1e-6, 1);
  }

  public Gra() {
    this(20, 3.5, 0.94);
  }

  @Override
  public void addTo(Composition attack) {
    AttackRecipe.super.addTo(attack);
    attack.set(Slot.STEP, new Shrinking(decay));
  }

  /** s · g + (1 − s) · ḡ. */
  @Override
  public Kernel begin(AttackRun run, Kernel inner) {
    Vmi neighbourhood = new Vmi(neighbours, beta);
    return (images, draws) -> {
      Tensor here = inner.at(images, draws);
      Tensor around = neighbourhood.around(run, inner, images, draws);
      Tensor cosine = cosine(here, around).perSampleLike(here);
      return around.add(here.subtract(around).multiply(cosine));
    };
  }

  @Override
  public long evaluations(int done, int steps) {
    return (long) done * (neighbours + 1);
  }

  /** Cosine of the angle between two gradients of each image, 0 where one is zero: [N]. */
  static Tensor cosine(Tensor a, Tensor b) {
    Tensor lengths = a.normPerSample().multiply(b.normPerSample());
    return a.multiply(b).sumPerSample().divide(lengths.atLeast(Float.MIN_NORMAL));
  }

  /** Steps that shrink where the direction's sign changes. */
  record Shrinking(double decay) implements StepRule {
    @Override
    public BinaryOperator<Tensor> begin(AttackRun run) {
      Kept signs = new Kept();
      Kept scale = new Kept();
      return (images, direction) -> {
        Tensor now = direction.sign();
        Tensor next =
            scale.isEmpty()
                ? now.zerosLike().add(1)
                : now.equalTo(signs.get()).choose(scale.get(), scale.get().multiply(decay));
        Tensor move = run.ball().steepest(direction).multiply(next);
        signs.set(now);
        scale.set(next);
        return images.addScaled(move, run.steps().size());
      };
    }
  }
}

package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.stream.Stream;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Kept;
import org.lrs.attack.Means;
import org.lrs.attack.Momentum;
import org.lrs.attack.Slot;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Ball;

/**
 * Gradients from neighbours that each keep an alternating momentum of their own (MEF).
 *
 * @param neighbours N, in [1, 1000]
 * @param radius γ, radius of the neighbourhood in radii of the ball, in [0, 100]
 * @param step ξ, step along its momentum in radii of the ball, in [0, 100]
 * @param decay μ of the neighbours, in [0, 10]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "mef",
    summary = "gradients averaged over neighbours that keep an alternating momentum of their own",
    paper =
        "Qiu, Chen, Chen, Zhang: Enhancing Adversarial Transferability Through Maximizing "
            + "Expected Flatness, 2024, arXiv 2405.16181",
    at = "algorithm 1",
    formula =
        """
        for each neighbour i:  xᵢ = x + δ + U(−γε, γε) + ξε · pᵢ,  gᵢ = g(xᵢ),  pᵢ ← N1(gᵢ) − μ · pᵢ
        m ← 0.5 · m + N1(mean of gᵢ)""",
    differences =
        "As the released code has it; TransferAttack has the same 20 neighbours, γ = 2, ξ = "
            + "0.15 and inner decay 0.9, in 20 steps. torchattacks and foolbox do not have it.")
public record Mef(int neighbours, double radius, double step, double decay)
    implements AttackRecipe, GradientEstimator {
  private static final double OUTER_DECAY = 0.5;

  public Mef {
    Range.check("neighbours", neighbours, 1, 1000);
    Range.check("radius", radius, 0, 100);
    Range.check("step", step, 0, 100);
    Range.check("decay", decay, 0, 10);
  }

  public Mef() {
    this(20, 2, 0.15, 0.9);
  }

  @Override
  public void addTo(Composition attack) {
    attack.set(Slot.DIRECTION, Momentum.normalized(OUTER_DECAY));
    attack.set(Slot.ESTIMATOR, this);
  }

  @Override
  public Kernel begin(AttackRun run, Kernel inner) {
    List<Kept> momenta = Stream.generate(Kept::new).limit(neighbours).toList();
    return (images, draws) ->
        Means.of(
            neighbours,
            images,
            i -> one(momenta.get(i), run.ball(), inner, images, draws.split("near").split(i)));
  }

  @Override
  public long evaluations(int done, int steps) {
    return (long) done * neighbours;
  }

  private Tensor one(Kept momentum, Ball ball, Kernel inner, Tensor images, Draws draws) {
    Tensor place = images.add(ball.noise(images, radius * ball.radius(), draws));
    if (!momentum.isEmpty()) {
      place = place.addScaled(momentum.get(), step * ball.radius());
    }
    Tensor gradient = inner.at(place, draws);
    Tensor direction = ball.unit(gradient);
    momentum.set(
        momentum.isEmpty() ? direction.copy() : direction.addScaled(momentum.get(), -decay));
    return gradient;
  }
}

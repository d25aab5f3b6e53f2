package org.lrs.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lrs.Range;
import org.lrs.Source;
import org.lrs.attack.AttackInput;
import org.lrs.attack.Composition;
import org.lrs.attack.ImagePool;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.Steps;
import org.lrs.attack.gradient.Pgd;
import org.lrs.data.ImageDataset;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Goal;
import org.lrs.threat.LinfBall;
import org.lrs.threat.ThreatModel;

/**
 * Share of images that stay right under PGD on the network itself, for several L∞ balls.
 *
 * <p>Steps are 2.5 · ε / steps long. An image that is wrong without an attack, or in a smaller
 * ball, is wrong in every larger one, which holds the same point. Points are not rounded to 8 bits:
 * small balls hold no other 8-bit image. The attack finds some adversarial points, not all, so each
 * share is an upper bound of the robust accuracy.
 *
 * @param epsilons radii in (0, 1], rising
 * @param steps of PGD
 */
@Source(
    paper =
        "Madry et al.: Towards Deep Learning Models Resistant to Adversarial Attacks, ICLR 2018,"
            + " arXiv 1706.06083",
    at = "section 5")
public record RobustAccuracy(List<Double> epsilons, int steps)
    implements Measure<RobustAccuracy.Found> {
  private static final double STEP = 2.5;

  /** The shares, the first one without an attack. */
  public record Found(List<Point> points) {
    public Found {
      points = List.copyOf(points);
    }
  }

  /**
   * One ball.
   *
   * @param epsilon its radius; 0 for the images themselves
   * @param accuracy share of the images that stay right
   */
  public record Point(double epsilon, Share accuracy) {}

  /** 1/4, 1/2, 1, 2, 4 and 8 of 255, 20 steps. */
  public static RobustAccuracy defaults() {
    return new RobustAccuracy(
        List.of(0.25 / 255, 0.5 / 255, 1 / 255.0, 2 / 255.0, 4 / 255.0, 8 / 255.0), 20);
  }

  public RobustAccuracy {
    epsilons = List.copyOf(epsilons);
    double last = 0;
    for (double epsilon : epsilons) {
      Range.checkPixels("epsilon", epsilon);
      Range.require(
          epsilon > last, "epsilons must be above 0 and rise, got " + epsilon + " after " + last);
      last = epsilon;
    }
    Range.require(
        !epsilons.isEmpty() && steps >= 1,
        "robust accuracy needs at least one epsilon and one step of PGD, got %s and %s"
            .formatted(epsilons, steps));
  }

  @Override
  public String name() {
    return "robust-accuracy";
  }

  @Override
  public double cost(int images) {
    return images * 3.0 * epsilons.size() * steps;
  }

  @Override
  public Found of(WhiteBox network, ImageDataset images, Rng rng, DoubleConsumer progress) {
    ImagePool pool = new ImagePool(images);
    // The radius 0 stands for the images themselves.
    double[] radii =
        DoubleStream.concat(DoubleStream.of(0), epsilons.stream().mapToDouble(e -> e)).toArray();
    int[] right = new int[radii.length];
    Batches.forEach(
        images,
        progress,
        (batch, from) -> {
          AttackInput input = AttackInput.untargeted(batch, rng, pool);
          boolean[] standing = new boolean[input.count()];
          Arrays.fill(standing, true);
          for (int i = 0; i < radii.length; i++) {
            Tensor attacked =
                i == 0 ? batch.images() : attack(radii[i]).run(network.surrogate(), input).images();
            right[i] += judge(network.surrogate(), attacked, batch.labels(), standing);
          }
        });
    return new Found(
        IntStream.range(0, radii.length)
            .mapToObj(i -> new Point(radii[i], Share.of(right[i], images.size())))
            .toList());
  }

  private IterativeAttack attack(double epsilon) {
    ThreatModel threat = new ThreatModel(new LinfBall(epsilon), Goal.UNTARGETED);
    return new Composition(threat)
        .add(new Pgd())
        .steps(new Steps(Math.min(1, STEP * epsilon / steps), steps))
        .build();
  }

  /** Marks the images that fall and counts those that still stand. */
  private static int judge(Surrogate surrogate, Tensor images, Tensor labels, boolean[] standing) {
    long[] classes = surrogate.logits(images).argmax(1).toLongArray();
    long[] wanted = labels.toLongArray();
    int count = 0;
    for (int i = 0; i < standing.length; i++) {
      standing[i] &= classes[i] == wanted[i];
      count += standing[i] ? 1 : 0;
    }
    return count;
  }
}

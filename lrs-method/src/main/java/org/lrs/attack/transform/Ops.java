package org.lrs.attack.transform;

import com.google.auto.service.AutoService;
import java.util.List;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Transform;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * Gradients averaged over many random chains of simple operators, with noise (OPS).
 *
 * @param neighbours N, samples of the noise, in [1, 1000]
 * @param operators M, chains of operators, in [1, 1000]
 * @param beta β, reach of the noise in radii of the ball, in [0, 100]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "ops",
    summary =
        "gradients averaged over hundreds of noisy copies, each through a random chain of "
            + "operators",
    paper =
        "Guo, Liu, Li, Xie, Li, Yao, Ren, Wang: Boosting Adversarial Transferability through "
            + "Augmentation in Hypothesis Space (operator-perturbation sampling), CVPR 2025",
    at = "algorithm 1",
    formula =
        """
        xᵢⱼ = oⱼ(x + δ + U(−rᵢ, rᵢ)),  rᵢ = βε · (0.25 .. 1.5),  oⱼ two to four of 31: identity, 2 flips, shift of rows or columns in a circle, 9 turns, ÷ 2 .. 8, 10 sizes to resize to and pad by 1.1 .. 2.9
        g = mean over N · M copies and x + δ itself of ∂ℓ / ∂δ""",
    differences =
        "Each copy draws its own chain and its own noise, for each image. TransferAttack "
            + "draws noises once a run and chains once a noise, for the whole batch, and takes 10 "
            + "noises and 20 chains unless 30 and 30 are set. torchattacks and foolbox do not "
            + "have it.")
public record Ops(int neighbours, int operators, double beta) implements AttackRecipe, Transform {
  /** Identity, two flips, two shifts, nine turns, seven scales and ten sizes, equally likely. */
  private static final int OPERATORS = 31;

  private static final List<Double> ANGLES =
      List.of(-90.0, -45.0, -15.0, -5.0, 5.0, 15.0, 45.0, 90.0, 180.0);
  private static final List<Double> RADII = List.of(0.25, 0.5, 0.75, 1.0, 1.25, 1.5);

  public Ops {
    Range.check("neighbours", neighbours, 1, 1000);
    Range.check("operators", operators, 1, 1000);
    Range.check("beta", beta, 0, 100);
  }

  public Ops() {
    this(30, 30, 2);
  }

  @Override
  public int copies() {
    return neighbours * operators + 1;
  }

  /** Noise, then a chain of two to four operators; the last copy is the image itself. */
  @Override
  public Tensor apply(AttackRun run, Tensor images, Draws draws, int copy) {
    if (copy == copies() - 1) {
      return images;
    }
    double radius = beta * run.ball().radius() * RADII.get(copy % RADII.size());
    Tensor noise = run.ball().noise(images, radius, draws.split("noise"));
    return Operators.each(
        images.add(noise),
        draws.split("chain"),
        (image, rng, i) -> {
          int length = 2 + rng.nextInt(3);
          Tensor changed = image;
          for (int k = 0; k < length; k++) {
            changed = one(changed, rng);
          }
          return changed;
        });
  }

  private static Tensor one(Tensor image, Rng rng) {
    int operator = rng.nextInt(OPERATORS);
    return switch (operator) {
      case 0 -> image;
      case 1 -> image.flip(2);
      case 2 -> image.flip(3);
      case 3 -> Operators.roll(image, rng.nextInt((int) image.size(2)), 0);
      case 4 -> Operators.roll(image, 0, rng.nextInt((int) image.size(3)));
      case 5, 6, 7, 8, 9, 10, 11, 12, 13 -> Operators.rotate(image, ANGLES.get(operator - 5));
      case 14, 15, 16, 17, 18, 19, 20 -> image.divide(operator - 12);
      default -> Operators.resizePad(image, 1.1 + 0.2 * (operator - 21), rng);
    };
  }
}

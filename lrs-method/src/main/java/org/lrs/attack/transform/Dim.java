package org.lrs.attack.transform;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Transform;
import org.lrs.tensor.Draws;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * Gradients through a random resize and padding of the image (DIM).
 *
 * @param probability p that an image is changed, in [0, 1]
 * @param ratio ρ, side of the padded image over the image's, in [1, 4]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "dim",
    shortName = "di",
    summary = "gradients through a random enlargement, padding and resize back",
    paper =
        "Xie, Zhang, Zhou, Bai, Wang, Ren, Yuille: Improving Transferability of Adversarial "
            + "Examples with Input Diversity, CVPR 2019, arXiv 1803.06978",
    at = "section 3.3",
    formula =
        """
        with probability p: resize to r ~ U{s .. ⌊ρs⌋}, pad with zeros to ⌊ρs⌋ at a random place, resize back to s
        else the image itself""",
    differences =
        "Drawn for each image; TransferAttack and torchattacks draw once for the whole batch, "
            + "and never the largest size. torchattacks shrinks to 0.9 s and pads back to s "
            + "instead, and takes no momentum unless requested. foolbox does not have it.")
public record Dim(double probability, double ratio) implements AttackRecipe, Transform {

  public Dim {
    Range.check("probability", probability, 0, 1);
    Range.check("ratio", ratio, 1, 4);
  }

  public Dim() {
    this(0.5, 1.1);
  }

  /** All three changes are separable and linear: one matrix for rows and one for columns. */
  @Override
  public Tensor apply(AttackRun run, Tensor images, Draws draws, int copy) {
    int count = draws.images();
    int height = (int) images.size(2);
    int width = (int) images.size(3);
    float[] rows = new float[count * height * height];
    float[] columns = new float[count * width * width];
    for (int i = 0; i < count; i++) {
      Rng rng = draws.image(i);
      boolean changed = rng.nextDouble() < probability;
      double size = rng.nextDouble();
      line(rows, i * height * height, height, changed, size, rng.nextDouble());
      line(columns, i * width * width, width, changed, size, rng.nextDouble());
    }
    Tensor left = Tensor.of(rows, count, 1, height, height);
    Tensor right = Tensor.of(columns, count, 1, width, width).permute(0, 1, 3, 2);
    return NeuralOps.matmul(NeuralOps.matmul(left, images.contiguous()), right);
  }

  // The matrix [side, side] of one image and direction.
  private void line(float[] to, int at, int side, boolean changed, double size, double place) {
    int large = (int) Math.floor(ratio * side);
    if (!changed) {
      for (int i = 0; i < side; i++) {
        to[at + i * side + i] = 1;
      }
      return;
    }
    int inner = side + (int) (size * (large - side + 1));
    int offset = (int) (place * (large - inner + 1));
    for (int out = 0; out < side; out++) {
      for (Tap padded : taps(out, side, large)) {
        int within = padded.index() - offset;
        if (within >= 0 && within < inner) {
          for (Tap source : taps(within, inner, side)) {
            to[at + out * side + source.index()] += (float) (padded.weight() * source.weight());
          }
        }
      }
    }
  }

  /**
   * A source value's share.
   *
   * @param index of the source
   * @param weight in [0, 1]
   */
  private record Tap(int index, double weight) {}

  // What value out of outputs is made of, from inputs values: bilinear interpolation along one
  // direction, corners not aligned, as libtorch does it.
  private static Tap[] taps(int out, int outputs, int inputs) {
    double at = Math.max(0, (out + 0.5) * inputs / outputs - 0.5);
    int low = (int) at;
    int high = Math.min(low + 1, inputs - 1);
    double share = at - low;
    return new Tap[] {new Tap(low, 1 - share), new Tap(high, share)};
  }
}

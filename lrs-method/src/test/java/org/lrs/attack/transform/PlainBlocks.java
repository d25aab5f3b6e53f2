package org.lrs.attack.transform;

import java.util.Arrays;
import org.lrs.attack.Plain;
import org.lrs.tensor.Rng;

/** Blocks of one image [C][H][W] in another order and turned, cut out and put together again. */
final class PlainBlocks {
  private PlainBlocks() {}

  /** Lengths in proportion to uniform draws, between ends that are rounded. */
  private static int[] lengths(Rng rng, int length, int pieces) {
    double[] drawn = new double[pieces];
    for (int i = 0; i < pieces; i++) {
      drawn[i] = rng.nextDouble();
    }
    double all = Arrays.stream(drawn).sum();
    int[] lengths = new int[pieces];
    double before = 0;
    for (int i = 0; i < pieces; i++) {
      double after = before + drawn[i];
      lengths[i] = (int) (Math.rint(after / all * length) - Math.rint(before / all * length));
      before = after;
    }
    return lengths;
  }

  private static int from(int[] lengths, int piece) {
    int from = 0;
    for (int i = 0; i < piece; i++) {
      from += lengths[i];
    }
    return from;
  }

  /** Strips in random order, and the blocks of each, which are turned. */
  static double[][][] shuffle(double[][][] image, int blocks, double degrees, Rng rng) {
    return rng.nextInt(2) == 0
        ? strips(image, blocks, degrees, rng)
        // Turning the other way round, as the image lies on its side.
        : Plain.transposed(strips(Plain.transposed(image), blocks, -degrees, rng));
  }

  private static double[][][] strips(double[][][] image, int blocks, double degrees, Rng rng) {
    int width = Plain.width(image);
    double[][][] result = Plain.like(image, (c, y, x) -> 0);
    int[] heights = lengths(rng, Plain.height(image), blocks);
    int[] rows = rng.permutation(blocks);
    int top = 0;
    for (int row : rows) {
      int[] widths = lengths(rng, width, blocks);
      int[] columns = rng.permutation(blocks);
      double[] turns = new double[blocks];
      for (int i = 0; i < blocks; i++) {
        turns[i] = degrees * (2 * rng.nextDouble() - 1);
      }
      int left = 0;
      for (int column : columns) {
        if (heights[row] > 0 && widths[column] > 0) {
          double[][][] block =
              Plain.part(
                  image, from(heights, row), from(widths, column), heights[row], widths[column]);
          Plain.paste(result, Plain.rotate(block, turns[column]), top, left);
        }
        left += widths[column];
      }
      top += heights[row];
    }
    return result;
  }
}

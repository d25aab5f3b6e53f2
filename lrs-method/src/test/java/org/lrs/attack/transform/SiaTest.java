package org.lrs.attack.transform;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.attack.Plain;
import org.lrs.attack.Slowly;
import org.lrs.attack.Transforms;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class SiaTest {
  @ParameterizedTest
  @MethodSource("org.lrs.attack.Transforms#sizes")
  void eachBlockGoesThroughOneOfSevenChanges(int channels, int height, int width) {
    try (Scope scope = Scope.open()) {
      Tensor images = Transforms.images(channels, height, width);
      Transforms.check(
          new Sia(4, 4, 1.5),
          null,
          images,
          1,
          (image, i, draws) -> {
            Rng rng = draws.image(i);
            double[][][] noise =
                Plain.uniform(
                    image,
                    draws.split("noise").image(i),
                    -1.5 * Slowly.RADIUS,
                    1.5 * Slowly.RADIUS);
            double[][][] result = Plain.scale(image, 0);
            int[] rows = cuts(rng, height);
            int[] columns = cuts(rng, width);
            for (int r = 0; r < 4; r++) {
              for (int c = 0; c < 4; c++) {
                int tall = rows[r + 1] - rows[r];
                int wide = columns[c + 1] - columns[c];
                double[][][] block = Plain.part(image, rows[r], columns[c], tall, wide);
                double[][][] there = Plain.part(noise, rows[r], columns[c], tall, wide);
                Plain.paste(result, change(block, there, rng), rows[r], columns[c]);
              }
            }
            return result;
          });
    }
  }

  /** Ends of four pieces at places that are all different. */
  private static int[] cuts(Rng rng, int length) {
    int[] order = rng.permutation(length - 1);
    return IntStream.of(0, order[0] + 1, order[1] + 1, order[2] + 1, length).sorted().toArray();
  }

  private static double[][][] change(double[][][] block, double[][][] noise, Rng rng) {
    return switch (rng.nextInt(7)) {
      case 0 -> Plain.roll(block, rng.nextInt(Plain.height(block)), 0);
      case 1 -> Plain.roll(block, 0, rng.nextInt(Plain.width(block)));
      case 2 -> Plain.flipRows(block);
      case 3 -> Plain.flipColumns(block);
      case 4 -> Plain.flipRows(Plain.flipColumns(block));
      case 5 -> Plain.scale(block, rng.nextDouble());
      default ->
          Plain.like(block, (c, y, x) -> Math.min(1, Math.max(0, block[c][y][x] + noise[c][y][x])));
    };
  }
}

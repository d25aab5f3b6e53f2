package org.lrs.attack.transform;

import static org.assertj.core.api.Assertions.assertThat;

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
class OpsTest {
  private static final double[] TURNS = {-90, -45, -15, -5, 5, 15, 45, 90, 180};

  @ParameterizedTest
  @MethodSource("org.lrs.attack.Transforms#sizes")
  void copyIsNoisyAndGoesThroughTwoToFourOf31Operators(int channels, int height, int width) {
    Ops rule = new Ops(3, 2, 2);
    try (Scope scope = Scope.open()) {
      Tensor images = Transforms.images(channels, height, width);
      for (int copy = 0; copy < 3; copy++) {
        // Radii are 1/4, 1/2, 3/4 and so on of beta radii of the ball.
        double radius = 2 * Slowly.RADIUS * (copy + 1) / 4;
        Transforms.check(
            rule,
            null,
            images,
            copy,
            (image, i, draws) -> {
              Rng noise = draws.split("noise").image(i);
              Rng rng = draws.split("chain").image(i);
              double[][][] changed = Plain.add(image, Plain.uniform(image, noise, -radius, radius));
              int length = 2 + rng.nextInt(3);
              for (int k = 0; k < length; k++) {
                changed = change(changed, rng);
              }
              return changed;
            });
      }
      Transforms.check(rule, null, images, 6, (image, i, draws) -> image);
    }
    assertThat(rule.copies()).isEqualTo(7);
  }

  private static double[][][] change(double[][][] image, Rng rng) {
    int operator = rng.nextInt(31);
    if (operator == 0) {
      return image;
    } else if (operator == 1) {
      return Plain.flipRows(image);
    } else if (operator == 2) {
      return Plain.flipColumns(image);
    } else if (operator == 3) {
      return Plain.roll(image, rng.nextInt(Plain.height(image)), 0);
    } else if (operator == 4) {
      return Plain.roll(image, 0, rng.nextInt(Plain.width(image)));
    } else if (operator < 14) {
      return Plain.rotate(image, TURNS[operator - 5]);
    } else if (operator < 21) {
      return Plain.scale(image, 1.0 / (operator - 14 + 2));
    }
    return Plain.resizePad(image, 1.1 + 0.2 * (operator - 21), rng);
  }
}

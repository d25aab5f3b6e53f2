package org.lrs.attack.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Plain;
import org.lrs.attack.Slowly;
import org.lrs.attack.Transforms;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class MumodigTest {
  private static final int CHANNELS = 2;
  private static final int HEIGHT = 12;
  private static final int WIDTH = 14;

  @Test
  void gradientEqualsASlowImplementation() {
    Mumodig rule = new Mumodig(9, 0.65);
    Slowly.Field field = new Slowly.Field();
    try (Scope scope = Scope.open()) {
      Tensor images = Transforms.images(CHANNELS, HEIGHT, WIDTH);
      GradientEstimator.Kernel kernel = rule.begin(Transforms.run(images, null), field);
      Tensor found = kernel.at(images, Transforms.draws());
      for (int i = 0; i < 3; i++) {
        double[][][] image = Transforms.plain(images, i);
        double[][][] sum = Plain.scale(image, 0);
        for (int view = 0; view <= 9; view++) {
          sum = Plain.add(sum, path(image, i, view));
        }
        Transforms.assertSame(found, i, Plain.scale(sum, 0.1));
      }
      assertThat((long) field.asked).isEqualTo(rule.evaluations(1, 1));
    }
  }

  private static double[][][] path(double[][][] image, int number, int view) {
    Draws draws = Transforms.draws().split("path").split(view);
    UnaryOperator<double[][][]> change =
        x -> view == 0 ? x : change(x, draws.split("change").image(number));
    double[][][] seen = change.apply(image);
    double[][][] base = baseline(seen, draws.split("baseline").image(number));
    double[][][] integrated =
        Plain.like(
            image,
            (c, y, x) -> {
              double length = seen[c][y][x] - base[c][y][x];
              return Slowly.gradient(base[c][y][x] + 0.65 * length) * length;
            });
    return view == 0 ? integrated : backThrough(change, integrated);
  }

  /** The change is linear: what it makes of one pixel is a row of its transposed matrix. */
  private static double[][][] backThrough(
      UnaryOperator<double[][][]> change, double[][][] gradient) {
    return Plain.like(
        gradient,
        (channel, row, column) -> {
          double[][][] one = Plain.scale(gradient, 0);
          one[channel][row][column] = 1;
          double[][][] moved = change.apply(one);
          double sum = 0;
          for (int c = 0; c < CHANNELS; c++) {
            for (int y = 0; y < HEIGHT; y++) {
              for (int x = 0; x < WIDTH; x++) {
                sum += moved[c][y][x] * gradient[c][y][x];
              }
            }
          }
          return sum;
        });
  }

  private static double[][][] change(double[][][] image, Rng rng) {
    if (rng.nextInt(2) == 0) {
      return Plain.resizePad(image, 1.1, rng);
    }
    int kind = rng.nextInt(5);
    if (kind == 0) {
      return Plain.roll(image, rng.nextInt(HEIGHT), 0);
    } else if (kind == 1) {
      return Plain.roll(image, 0, rng.nextInt(WIDTH));
    } else if (kind == 2) {
      return Plain.flipRows(image);
    } else if (kind == 3) {
      return Plain.flipColumns(image);
    }
    return Plain.rotate(image, 45 * (2 * rng.nextDouble() - 1));
  }

  private static double[][][] baseline(double[][][] image, Rng rng) {
    float[] at = rng.uniform(CHANNELS, 0, 1);
    return Plain.like(
        image,
        (c, y, x) -> {
          double least =
              Arrays.stream(image[c]).flatMapToDouble(Arrays::stream).min().orElseThrow();
          double most = Arrays.stream(image[c]).flatMapToDouble(Arrays::stream).max().orElseThrow();
          double cut = least + at[c] * (most - least);
          return image[c][y][x] < cut ? least : cut;
        });
  }

  @Test
  void baselineHasTwoGreyLevels() {
    try (Scope scope = Scope.open()) {
      Tensor ramp = Tensor.of(new float[] {0.2f, 0.4f, 0.6f, 0.8f}, 1, 1, 2, 2);
      Draws draws = Draws.of(Rng.of(5), 7);
      double cut = 0.2 + 0.6 * draws.image(0).nextDouble();
      float[] found = Mumodig.baseline(ramp, draws).toFloatArray();
      for (int i = 0; i < 4; i++) {
        assertThat((double) found[i]).isCloseTo(0.2 + 0.2 * i < cut ? 0.2 : cut, within(1e-6));
      }
    }
  }
}

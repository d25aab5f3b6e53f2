package org.lrs.attack.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lrs.attack.Slowly.RADIUS;
import static org.lrs.attack.Slowly.gradient;
import static org.lrs.attack.Slowly.mean;
import static org.lrs.attack.Slowly.noise;
import static org.lrs.attack.Slowly.plus;

import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Slowly;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class GraTest {
  @Test
  void gradientEqualsASlowImplementation() {
    Gra rule = new Gra(4, 3.5, 0.94);
    Slowly.Field field = new Slowly.Field();
    try (Scope scope = Scope.open()) {
      GradientEstimator.Kernel kernel = rule.begin(Slowly.run(Slowly.BALL), field);
      double[][] x = Slowly.images();
      Draws draws = Slowly.draws(0);
      double[][] wanted = new double[x.length][];
      for (int k = 0; k < x.length; k++) {
        int image = k;
        double[] here = gradient(x[k]);
        double[] around =
            mean(
                4,
                i ->
                    gradient(
                        plus(
                            x[image],
                            noise(draws.split("neighbour").split(i).image(image), 3.5 * RADIUS),
                            1)));
        double agreement = Slowly.cosine(here, around);
        wanted[k] = plus(Slowly.map(here, v -> agreement * v), around, 1 - agreement);
      }
      Slowly.assertSame(kernel.at(Slowly.tensor(x), draws), wanted);
      assertThat((long) field.asked).isEqualTo(rule.evaluations(1, 1));
    }
  }

  @Test
  void stepsShrinkWhereTheSignTurns() {
    try (Scope scope = Scope.open()) {
      BinaryOperator<Tensor> kernel = new Gra.Shrinking(0.5).begin(Slowly.run(Slowly.BALL));
      double size = Slowly.STEPS.size();
      Tensor start = Tensor.full(0, 1, 1, 1, 3);
      Tensor first = kernel.apply(start, Tensor.of(new float[] {1, 1, -1}, 1, 1, 1, 3));
      assertThat(first.divide(size).toFloatArray()).containsExactly(1, 1, -1);
      Tensor second = kernel.apply(start, Tensor.of(new float[] {1, -1, 1}, 1, 1, 1, 3));
      assertThat(second.divide(size).toFloatArray()).containsExactly(1, -0.5f, 0.5f);
      Tensor third = kernel.apply(start, Tensor.of(new float[] {-1, -1, -1}, 1, 1, 1, 3));
      assertThat(third.divide(size).toFloatArray()).containsExactly(-0.5f, -0.5f, -0.25f);
    }
  }
}

package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.lrs.model.Classifier;
import org.lrs.model.TinyClassifiers;
import org.lrs.refine.recipe.LrsF;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class SharpnessAwareTest {
  private static final float FLOAT32 = 1e-6f;
  private static final SharpnessAware SHARPNESS = new SharpnessAware(0.5);

  private static StepLoss.Measured measured(Tensor gradient) {
    return new StepLoss.Measured(Map.of(), 0, List.of(gradient), Sgd.norm(List.of(gradient)));
  }

  @Test
  void gradientOfAParabolaIsThatOfThePointUphill() {
    try (Scope scope = Scope.open()) {
      // L = (3 p² + 4 q²) / 2 at (1, 1): g = (3, 4) of norm 5, so the climb is 0.5 (0.6, 0.8).
      Tensor curvature = Tensor.of(new float[] {3, 4}, 2);
      Tensor point = Tensor.of(new float[] {1, 1}, 2);
      Supplier<StepLoss.Measured> loss = () -> measured(curvature.multiply(point));
      StepLoss.Measured top = SHARPNESS.gradient(loss.get(), List.of(point), List.of(point), loss);
      assertThat(top.gradients().get(0).toFloatArray())
          .containsExactly(new float[] {3 * 1.3f, 4 * 1.4f}, within(FLOAT32));
      assertThat(top.norm()).isCloseTo(Math.hypot(3.9, 5.6), within(1e-5));
      assertThat(point.toFloatArray()).containsExactly(1, 1);
    }
  }

  @Test
  void withoutAGradientThereIsNoClimb() {
    try (Scope scope = Scope.open()) {
      StepLoss.Measured flat = measured(Tensor.full(0, 2));
      assertThat(SHARPNESS.gradient(flat, List.of(), List.of(), () -> null)).isSameAs(flat);
    }
  }

  /** The slow way: another network whose numbers have been moved on the heap. */
  @Test
  void gradientOfTheWholeLossIsThatOfANetworkMovedUphill() {
    try (Classifier classifier = TermPoint.normalised();
        Classifier moved = TermPoint.normalised();
        Classifier plain = TermPoint.normalised();
        Scope scope = Scope.open()) {
      List<Tensor> trained = trained(classifier);
      StepLoss.Measured here = measure(classifier);
      List<float[]> uphill = new ArrayList<>();
      for (int i = 0; i < trained.size(); i++) {
        float[] numbers = trained.get(i).toFloatArray();
        float[] gradient = here.gradients().get(i).toFloatArray();
        for (int j = 0; j < numbers.length; j++) {
          numbers[j] += (float) (0.5 * gradient[j] / here.norm());
        }
        uphill.add(numbers);
      }
      List<Tensor> numbers = trained(moved);
      for (int i = 0; i < uphill.size(); i++) {
        Tensor target = numbers.get(i).detach();
        target.copyFrom(Tensor.of(uphill.get(i), target.shape()));
      }
      measure(plain);
      Map<String, float[]> before = TinyClassifiers.numbers(plain);
      StepLoss.Measured top =
          SHARPNESS.gradient(
              here,
              trained,
              List.copyOf(classifier.parameters().tensors()),
              () -> measure(classifier));
      StepLoss.Measured wanted = measure(moved);
      assertThat(top.total()).isCloseTo(wanted.total(), within(1e-4 * wanted.total()));
      assertThat(top.total()).isGreaterThan(here.total());
      for (int i = 0; i < trained.size(); i++) {
        assertThat(top.gradients().get(i).toFloatArray())
            .containsExactly(
                wanted.gradients().get(i).toFloatArray(), within((float) (1e-4 * wanted.norm())));
      }
      // Numbers and running statistics are those of one pass at the point itself.
      assertThat(TinyClassifiers.numbers(classifier)).usingRecursiveComparison().isEqualTo(before);
    }
  }

  private static List<Tensor> trained(Classifier classifier) {
    return classifier.parameters().trainable(classifier.network(), true);
  }

  /** Both penalties on a batch, in one pass that moves the running statistics. */
  private static StepLoss.Measured measure(Classifier classifier) {
    Training penalised = Training.basic().with(new LrsF());
    Batch batch = TermPoint.batch(classifier, TermPoint.images());
    return new StepLoss(TrainedNetwork.of(classifier, false), penalised).of(batch);
  }

  @Test
  void radiusMustBePositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SharpnessAware(0))
        .withMessage("sharpness.radius must lie in (0, 10], got 0.0");
  }
}

package org.lrs.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.testkit.InScope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
@InScope
class TensorTest {
  @Test
  void valuesComeBackInRowMajorOrder() {
    Tensor t = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertThat(t.toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(t.permute(1, 0).toFloatArray()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(t.shape()).containsExactly(2, 3);
    assertThat(t.size(-1)).isEqualTo(3);
  }

  @Test
  void channelsLastChangesMemoryNotValues() {
    Tensor t = Tensor.of(Rng.of(1).uniform(2 * 3 * 4 * 5, 0, 1), 2, 3, 4, 5);
    assertThat(t.channelsLast().toFloatArray()).isEqualTo(t.toFloatArray());
  }

  @Test
  void bytesAreReadAsZeroTo255() {
    byte[] bytes = {0, 1, (byte) 128, (byte) 255};
    Tensor t = Tensor.ofBytes(bytes, 1, 3);
    assertThat(t.toFloatArray()).containsExactly(1, 128, 255);
    assertThat(t.to(Kind.FLOAT32).toByteArray()).containsExactly(1, 128, 255);
  }

  @Test
  void integersKeepAll64Bits() {
    long[] values = {Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53};
    assertThat(Tensor.of(values, 3).toLongArray()).isEqualTo(values);
  }

  @Test
  void wrongNumberOfValuesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.of(new float[5], 2, 3))
        .withMessage("shape [2, 3] holds 6 values, got 5");
  }

  @Test
  void itemNeedsOneValue() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Tensor.full(0, 2).item())
        .withMessage("item() needs exactly one value, got shape [2]");
  }

  @Test
  void nativeFailureNamesOperationAndShapes() {
    Tensor a = Tensor.full(0, 2, 3);
    Tensor b = Tensor.full(0, 4, 5);
    assertThatExceptionOfType(NativeException.class)
        .isThrownBy(() -> a.add(b))
        .withMessageStartingWith("add failed on [[2, 3], [4, 5]]");
  }

  @Test
  void inPlaceOperationsKeepTheHandleAlive() {
    Tensor t = Tensor.of(new float[] {1, -2}, 2);
    long live = Scope.liveTensors();
    for (int i = 0; i < 10; i++) {
      assertThat(t.addScaledInPlace(t, 1)).isSameAs(t);
      assertThat(t.multiplyInPlace(0.5)).isSameAs(t);
    }
    assertThat(Scope.liveTensors()).isEqualTo(live);
    System.gc();
    assertThat(t.toFloatArray()).containsExactly(1, -2);
    assertThat(NeuralOps.reluInPlace(t).toFloatArray()).containsExactly(1, 0);
    t.copyFrom(Tensor.of(new float[] {8, 9}, 2));
    assertThat(t.toFloatArray()).containsExactly(8, 9);
  }

  @Test
  void detachSharesMemoryAndCopyDoesNot() {
    Tensor t = Tensor.full(1, 2);
    Tensor shared = t.detach();
    Tensor copied = t.copy();
    t.multiplyInPlace(3);
    assertThat(shared.toFloatArray()).containsExactly(3, 3);
    assertThat(copied.toFloatArray()).containsExactly(1, 1);
  }

  @Test
  void roundingTakesHalvesToEven() {
    Tensor t = Tensor.of(new float[] {0.5f, 1.5f, 2.5f, -0.5f}, 4);
    assertThat(t.round().toFloatArray()).containsExactly(0f, 2f, 2f, -0f);
  }

  @Test
  void reductionsPerSampleLookAtOneSampleEach() {
    Tensor t = Tensor.of(new float[] {3, 4, 0, 0, 5, 12}, 3, 1, 1, 2);
    assertThat(t.normPerSample().toFloatArray()).containsExactly(5, 0, 13);
    assertThat(t.sumPerSample().toFloatArray()).containsExactly(7, 0, 17);
    assertThat(t.normPerSample().perSampleLike(t).shape()).containsExactly(3, 1, 1, 1);
    assertThat(t.flatten().argmax(1).toLongArray()).containsExactly(1, 0, 1);
  }

  @Test
  void joinsAndCutsAreInverse() {
    Tensor a = Tensor.of(new float[] {1, 2}, 1, 2);
    Tensor b = Tensor.of(new float[] {3, 4}, 1, 2);
    Tensor both = Tensor.concat(List.of(a, b), 0);
    assertThat(both.narrow(0, 1, 1).toFloatArray()).containsExactly(3, 4);
    assertThat(Tensor.stack(List.of(a, b), 1).shape()).containsExactly(1, 2, 2);
    assertThat(both.everyNth(1, 2).toFloatArray()).containsExactly(1, 3);
    assertThat(both.flip(1).toFloatArray()).containsExactly(2, 1, 4, 3);
    assertThat(both.pad(9, 1, 0).toFloatArray()).containsExactly(9, 1, 2, 9, 3, 4);
  }

  @Test
  void chooseTakesEitherSide() {
    Tensor t = Tensor.of(new float[] {-1, 2}, 2);
    assertThat(t.greaterThan(0).choose(t, t.zerosLike()).toFloatArray()).containsExactly(0, 2);
  }

  @Test
  void crossEntropyOfEqualLogitsIsTheLogarithmOfTheirNumber() {
    Tensor losses =
        NeuralOps.crossEntropyPerSample(Tensor.full(0, 2, 10), Tensor.of(new long[] {0, 9}, 2));
    // log(10) in float32.
    assertThat(losses.toFloatArray()).containsExactly((float) Math.log(10), (float) Math.log(10));
  }

  @Test
  void smoothedCrossEntropyIsTheCrossEntropyWithTheSmoothedLabel() {
    float[] logits = {1, -2, 0.5f};
    double sum = Math.exp(1) + Math.exp(-2) + Math.exp(0.5);
    // The label (1 - 0.3) onehot + 0.3 / 3 against -log softmax.
    double wanted =
        0.1 * (Math.log(sum) - 1) + 0.1 * (Math.log(sum) + 2) + 0.8 * (Math.log(sum) - 0.5);
    Tensor found =
        NeuralOps.crossEntropyPerSample(Tensor.of(logits, 1, 3), Tensor.of(new long[] {2}, 1), 0.3);
    assertThat(found.item()).isCloseTo(wanted, within(1e-6));
    Tensor plain =
        NeuralOps.crossEntropyPerSample(Tensor.of(logits, 1, 3), Tensor.of(new long[] {2}, 1), 0);
    assertThat(plain.item()).isCloseTo(Math.log(sum) - 0.5, within(1e-6));
  }
}

package org.lrs.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class KeptTest {
  @Test
  void lastTensorOutlivesItsScopeUntilTheNextOne() {
    try (Kept kept = new Kept()) {
      assertThat(kept.isEmpty()).isTrue();
      for (int step = 0; step < 3; step++) {
        try (Scope scope = Scope.open()) {
          kept.set(Tensor.full(step, 2));
        }
        assertThat(kept.get().toFloatArray()).containsExactly(step, step);
      }
    }
  }

  @Test
  void kernelFreesWhatItKeeps() {
    Kept kept = new Kept();
    try (Scope scope = Scope.open();
        StepRule.Kernel kernel =
            StepRule.Kernel.keeping(
                List.of(kept), (images, direction) -> kept.set(images.copy()))) {
      Tensor image = Tensor.full(1, 2);
      assertThat(kernel.next(image, image).toFloatArray()).containsExactly(1, 1);
      assertThat(kept.isEmpty()).isFalse();
    }
    assertThat(kept.isEmpty()).isTrue();
  }
}

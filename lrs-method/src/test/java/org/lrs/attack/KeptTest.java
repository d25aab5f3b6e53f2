package org.lrs.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class KeptTest {
  @Test
  void lastTensorOutlivesItsScopeUntilTheNextOne() {
    try (Scope run = Scope.open()) {
      Kept kept = new Kept();
      assertThat(kept.isEmpty()).isTrue();
      for (int step = 0; step < 3; step++) {
        try (Scope scope = Scope.open()) {
          kept.set(Tensor.full(step, 2));
        }
        assertThat(kept.get().toFloatArray()).containsExactly(step, step);
        assertThat(kept.isEmpty()).isFalse();
      }
    }
  }

  @Test
  void onlyOneTensorIsKeptAndTheScopeOfTheRunFreesIt() {
    long before = Scope.liveTensors();
    try (Scope run = Scope.open()) {
      Kept kept = new Kept();
      for (int step = 0; step < 3; step++) {
        try (Scope scope = Scope.open()) {
          kept.set(Tensor.full(step, 2));
        }
        assertThat(Scope.liveTensors()).isEqualTo(before + 1);
      }
    }
    assertThat(Scope.liveTensors()).isEqualTo(before);
  }
}

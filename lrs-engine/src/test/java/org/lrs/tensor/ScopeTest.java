package org.lrs.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class ScopeTest {

  @Test
  void scopeFreesWhatWasMadeInside() {
    long before = Scope.liveTensors();
    Tensor tensor;
    try (Scope scope = Scope.open()) {
      tensor = Tensor.full(0, 2, 3);
      assertThat(Scope.liveTensors()).isEqualTo(before + 1);
    }
    assertThat(Scope.liveTensors()).isEqualTo(before);
    assertThat(tensor).hasToString("Tensor(closed)");
  }

  @Test
  void innerScopeLeavesTheOuterOnesTensorsAlone() {
    try (Scope outer = Scope.open()) {
      Tensor kept = Tensor.full(7, 1);
      try (Scope inner = Scope.open()) {
        assertThat(kept.add(1).item()).isEqualTo(8);
      }
      assertThat(kept.item()).isEqualTo(7);
    }
  }

  @Test
  void releasedTensorLivesUntilTheEnclosingScopeEnds() {
    Tensor released;
    try (Scope outer = Scope.open()) {
      try (Scope inner = Scope.open()) {
        released = inner.release(Tensor.full(3, 1));
      }
      assertThat(released.item()).isEqualTo(3);
    }
    assertThat(released).hasToString("Tensor(closed)");
  }

  @Test
  void releasingAnotherOwnersTensorChangesNothing() {
    try (Scope outer = Scope.open()) {
      Tensor ofOuter = Tensor.full(5, 1);
      try (Scope inner = Scope.open()) {
        assertThat(inner.release(ofOuter)).isSameAs(ofOuter);
      }
      assertThat(ofOuter.item()).isEqualTo(5);
    }
  }

  @Test
  void keptTensorIsClosedByItsCaller() {
    Tensor kept;
    try (Scope scope = Scope.open()) {
      kept = Tensor.full(4, 1).keep();
    }
    assertThat(kept.elements()).isEqualTo(1);
    kept.close();
    kept.close();
    assertThatIllegalStateException()
        .isThrownBy(kept::elements)
        .withMessage(
            "this tensor is closed; its Scope ended or close() was called before this use");
  }

  @Test
  void tensorWithoutScopeIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Tensor.full(0, 1))
        .withMessageContaining("no Scope is open on this thread");
  }

  @Test
  void scopeOfOneThreadDoesNotServeAnother() throws InterruptedException {
    Throwable[] thrown = new Throwable[1];
    try (Scope scope = Scope.open()) {
      Thread other = new Thread(() -> Tensor.full(0, 1));
      other.setUncaughtExceptionHandler((thread, e) -> thrown[0] = e);
      other.start();
      other.join();
    }
    assertThat(thrown[0]).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void outermostScopeHasNowhereToReleaseTo() {
    try (Scope scope = Scope.open()) {
      Tensor tensor = Tensor.full(0, 1);
      assertThatIllegalStateException()
          .isThrownBy(() -> scope.release(tensor))
          .withMessageContaining("use keep()");
    }
  }

  @Test
  void scopesCloseInReverseOrder() {
    Scope outer = Scope.open();
    Scope inner = Scope.open();
    assertThatIllegalStateException()
        .isThrownBy(outer::close)
        .withMessageContaining("reverse order");
    inner.close();
    outer.close();
    outer.close();
  }

  @Test
  void tensorClosedEarlyIsNotFreedTwice() {
    long before = Scope.liveTensors();
    try (Scope scope = Scope.open()) {
      Tensor.full(0, 1).close();
      assertThat(Scope.liveTensors()).isEqualTo(before);
    }
    assertThat(Scope.liveTensors()).isEqualTo(before);
  }
}

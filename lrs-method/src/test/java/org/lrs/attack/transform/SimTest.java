package org.lrs.attack.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.lrs.attack.Transform;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.InScope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
@InScope
class SimTest {
  @Test
  void copiesAreHalvedAgainAndAgain() {
    Transform.Kernel dimmed = new Sim(3).begin(null);
    Tensor images = Tensor.of(new float[] {0.5f, 1, 0.25f, 0}, 1, 1, 2, 2);
    assertThat(dimmed.apply(images, Draws.none(), 0).toFloatArray())
        .containsExactly(0.5f, 1, 0.25f, 0);
    assertThat(dimmed.apply(images, Draws.none(), 2).toFloatArray())
        .containsExactly(0.125f, 0.25f, 0.0625f, 0);
  }

  @Test
  void noCopiesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sim(0))
        .withMessage("scales must lie in [1, 16], got 0");
  }
}

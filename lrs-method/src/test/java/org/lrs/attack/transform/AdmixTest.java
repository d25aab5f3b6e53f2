package org.lrs.attack.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lrs.attack.Aim;
import org.lrs.attack.AttackInput;
import org.lrs.attack.AttackRun;
import org.lrs.attack.ImagePool;
import org.lrs.attack.Slowly;
import org.lrs.attack.Transform;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class AdmixTest {
  @Test
  void partnersAreOfAnotherClassAndServeAllScales() {
    // Three grey images of two classes; the one under attack shares its class with one of them.
    Images grey = new Images(new byte[] {51, 102, (byte) 204}, 3, 1, 1, 1);
    ImagePool pool =
        new ImagePool(
            new ImageDataset(
                "grey", grey, new int[] {0, 0, 1}, new long[] {0, 1, 2}, List.of("a", "b")));
    try (Scope scope = Scope.open()) {
      Tensor images = Tensor.of(new float[] {0.2f}, 1, 1, 1, 1);
      Aim.TrueLabels labels = new Aim.TrueLabels(Tensor.of(new long[] {0}, 1));
      AttackInput input =
          new AttackInput(images, labels, Optional.empty(), new long[] {0}, Rng.of(3), pool);
      AttackRun run = new AttackRun(null, input, labels, Slowly.BALL, Slowly.STEPS);
      try (Scope work = Scope.open()) {
        Transform.Kernel kernel = new Admix(2, 3, 0.5).begin(run);
        for (int copy = 0; copy < 6; copy++) {
          double wanted = (0.2 + 0.5 * 204 / 255) / (1 << copy % 3);
          assertThat(kernel.apply(images, Slowly.draws(0), copy).item())
              .isCloseTo(wanted, org.assertj.core.data.Offset.offset(1e-6));
        }
      }
    }
  }
}

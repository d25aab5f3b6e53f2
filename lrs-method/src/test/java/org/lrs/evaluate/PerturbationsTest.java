package org.lrs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lrs.data.Images;

class PerturbationsTest {

  @Test
  void sizesAreInPixelUnits() {
    Images clean = new Images(new byte[] {100, 100, (byte) 250, 0}, 2, 1, 1, 2);
    // Changes (3, -4) and (5, 0) grey levels; the third pixel crosses no sign of a byte.
    Images moved = new Images(new byte[] {103, 96, (byte) 255, 0}, 2, 1, 1, 2);
    Perturbations sizes = Perturbations.between(clean, moved);
    assertThat(sizes.maxLinf()).isEqualTo(5 / 255.0);
    assertThat(sizes.meanLinf()).isCloseTo(4.5 / 255, within(1e-15));
    assertThat(sizes.maxL2()).isEqualTo(5 / 255.0);
    assertThat(sizes.meanL2()).isCloseTo(5 / 255.0, within(1e-15));
  }

  @Test
  void changeAcross128IsSmall() {
    Images clean = new Images(new byte[] {127}, 1, 1, 1, 1);
    Images moved = new Images(new byte[] {(byte) 128}, 1, 1, 1, 1);
    assertThat(Perturbations.between(clean, moved).maxLinf()).isEqualTo(1 / 255.0);
  }

  @Test
  void setsOfDifferentSizeAreRefused() {
    Images one = new Images(new byte[1], 1, 1, 1, 1);
    Images two = new Images(new byte[2], 2, 1, 1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Perturbations.between(one, two))
        .withMessageStartingWith("clean and adversarial images must be as many and as large");
  }
}

package org.lrs.attack.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.Momentum;
import org.lrs.attack.Plain;
import org.lrs.attack.Slowly;
import org.lrs.attack.Transforms;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.threat.Goal;
import org.lrs.threat.ThreatModel;

@NoTensorLeak
class AndaTest {
  @ParameterizedTest
  @MethodSource("org.lrs.attack.Transforms#sizes")
  void copiesAreShiftedToThePlacesOfAGrid(int channels, int height, int width) {
    Anda rule = new Anda(3, 0.3);
    try (Scope scope = Scope.open()) {
      Tensor images = Transforms.images(channels, height, width);
      for (int copy : new int[] {0, 4, 5}) {
        double down = 0.3 * (copy / 3 - 1) * height / 2;
        double right = 0.3 * (copy % 3 - 1) * width / 2;
        Transforms.check(
            rule,
            null,
            images,
            copy,
            (image, i, draws) ->
                Plain.like(image, (c, y, x) -> Plain.between(image[c], y + down, x + right)));
      }
    }
    assertThat(rule.copies()).isEqualTo(9);
  }

  @Test
  void gradientsAddUpAsTheyAre() {
    Anda anda = new Anda();
    IterativeAttack attack = anda.build(new ThreatModel(Slowly.BALL, Goal.UNTARGETED));
    assertThat(attack.rule()).isEqualTo(new Momentum(1));
  }
}

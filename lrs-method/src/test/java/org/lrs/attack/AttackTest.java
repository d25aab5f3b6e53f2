package org.lrs.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lrs.attack.backward.Sgm;
import org.lrs.attack.gradient.Fgsm;
import org.lrs.attack.gradient.MiFgsm;
import org.lrs.attack.gradient.NiFgsm;
import org.lrs.attack.gradient.Vmi;
import org.lrs.attack.transform.Dim;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.tensor.Rng;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.threat.GreyChange;
import org.lrs.threat.L2Ball;

@NoTensorLeak
class AttackTest {
  private static final int COUNT = 3;
  private static final int SIDE = 8;
  private static final Normalization NORM =
      new Normalization(new double[] {0.5, 0.4, 0.3}, new double[] {0.2, 0.25, 0.3});

  private final ImageDataset dataset = images();
  private Classifier model;

  @BeforeEach
  void open() {
    model = TinyClassifiers.residual(new InputShape(3, SIDE, SIDE), 3, NORM, 2);
  }

  @AfterEach
  void close() {
    model.close();
  }

  private static ImageDataset images() {
    byte[] pixels = new byte[COUNT * 3 * SIDE * SIDE];
    Rng rng = Rng.of(5);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) rng.nextInt(256);
    }
    Images images = new Images(pixels, COUNT, 3, SIDE, SIDE);
    return new ImageDataset(
        "random", images, new int[] {0, 1, 2}, new long[] {4, 5, 6}, List.of("a", "b", "c"));
  }

  private void assertInside(Attack attack, Images adversarial) {
    int size = adversarial.pixels().length / COUNT;
    for (int i = 0; i < COUNT; i++) {
      float[] before = new float[size];
      float[] after = new float[size];
      for (int j = 0; j < size; j++) {
        before[j] = dataset.images().pixels()[i * size + j] & 0xff;
        after[j] = adversarial.pixels()[i * size + j] & 0xff;
      }
      GreyChange change = GreyChange.between(before, after);
      assertThat(change.squares()).isPositive();
      assertThat(attack.threat().ball().holds(change)).isTrue();
    }
  }

  @Test
  void composedAttackGivesExactImagesInsideTheBall() {
    Attack attack = Attack.linf(8 / 255.0).with(new Vmi(2, 1.5), new Dim()).steps(3).seed(7);
    Images adversarial = attack.stepSize(4 / 255.0).craft(model, dataset);
    assertInside(attack, adversarial);
    assertThat(attack.stepSize(4 / 255.0).craft(model, dataset).pixels())
        .isEqualTo(adversarial.pixels());
    assertThat(attack.stepSize(4 / 255.0).seed(8).craft(model, dataset).pixels())
        .isNotEqualTo(adversarial.pixels());
  }

  @Test
  void euclideanBallAndWantedClassesAreAskedForInTheSameWords() {
    Attack attack = Attack.l2(0.5).with(new MiFgsm()).steps(3).stepSize(0.2).targeted();
    assertThat(attack.build().threat().ball()).isEqualTo(new L2Ball(0.5));
    assertInside(attack, attack.craft(model, dataset, 1, 2, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> attack.craft(model, dataset))
        .withMessage("a targeted attack needs one target class per image");
  }

  @Test
  void changesOfTheNetworkAreMadeWhereTheAttackOpensIt() {
    Attack plain = Attack.linf(8 / 255.0).steps(3).stepSize(4 / 255.0);
    Images changed = plain.with(new Sgm()).craft(model, dataset);
    Images unchanged = plain.craft(model, dataset);
    assertThat(changed.pixels()).isNotEqualTo(unchanged.pixels());
    try (FrozenSurrogate open = new FrozenSurrogate(model)) {
      assertThat(plain.craft(open, dataset).pixels()).isEqualTo(unchanged.pixels());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> plain.with(new Sgm()).craft(open, dataset))
          .withMessageContaining("changes the network");
    }
  }

  @Test
  void attackIsTheLoopThatItsRecipesCompose() {
    Attack attack = Attack.linf(8 / 255.0).with(new Fgsm());
    assertThat(attack.build()).isEqualTo(new Fgsm().build(attack.threat()));
    assertThatIllegalArgumentException().isThrownBy(() -> attack.steps(3).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Attack.linf(0.1).with(new MiFgsm(0.5), new NiFgsm()).build())
        .withMessageContaining("both decide how gradients become a direction");
  }
}

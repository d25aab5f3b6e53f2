package org.lrs.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.attack.gradient.Fgsm;
import org.lrs.attack.gradient.IFgsm;
import org.lrs.attack.gradient.MiFgsm;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.threat.Goal;
import org.lrs.threat.L2Ball;
import org.lrs.threat.LinfBall;
import org.lrs.threat.ThreatModel;

/** Attacks on a linear network of two classes, whose gradient is w₂ − w₁ up to a factor. */
@NoTensorLeak
class IterativeAttackTest {
  private static final InputShape PIXELS = new InputShape(1, 1, 3);
  private static final double[][] WEIGHTS = {{0, 0, 0}, {1, -2, 0}};
  private static final float FLOAT32 = 1e-6f;

  private static float[] attacked(IterativeAttack attack, float... clean) {
    try (Scope scope = Scope.open();
        Classifier model = TinyClassifiers.linear(PIXELS, WEIGHTS, Normalization.none(1));
        FrozenSurrogate surrogate = new FrozenSurrogate(model)) {
      AttackInput input =
          TestInputs.of(Tensor.of(clean, 1, 1, 1, 3), Tensor.of(new long[] {0}, 1), 0);
      return attack.run(surrogate, input).images().toFloatArray();
    }
  }

  private static IterativeAttack plain(ThreatModel threat, int steps, double stepSize) {
    return new Composition(threat).add(new IFgsm()).steps(new Steps(stepSize, steps)).build();
  }

  private static ThreatModel linf(double radius, Goal goal) {
    return new ThreatModel(new LinfBall(radius), goal);
  }

  @Test
  void eachStepMovesAlongTheSignOfTheGradient() {
    ThreatModel threat = linf(0.1, Goal.UNTARGETED);
    assertThat(attacked(plain(threat, 3, 0.02), 0.5f, 0.5f, 0.5f))
        .containsExactly(new float[] {0.56f, 0.44f, 0.5f}, within(FLOAT32));
    assertThat(attacked(plain(threat, 9, 0.02), 0.5f, 0.5f, 0.5f))
        .containsExactly(new float[] {0.6f, 0.4f, 0.5f}, within(FLOAT32));
  }

  @Test
  void wantedClassTurnsTheSign() {
    ThreatModel threat = linf(0.1, Goal.TARGETED);
    assertThat(attacked(new Fgsm().build(threat), 0.5f, 0.05f, 0.5f))
        .containsExactly(new float[] {0.4f, 0.15f, 0.5f}, within(FLOAT32));
  }

  @Test
  void imagesStayInTheirRange() {
    ThreatModel threat = linf(0.1, Goal.UNTARGETED);
    assertThat(attacked(new Fgsm().build(threat), 0.95f, 0.05f, 1f))
        .containsExactly(new float[] {1f, 0f, 1f}, within(FLOAT32));
  }

  @Test
  void euclideanStepFollowsTheGradient() {
    ThreatModel threat = new ThreatModel(new L2Ball(0.1), Goal.UNTARGETED);
    double length = Math.sqrt(5);
    assertThat(
            attacked(
                new Composition(threat).add(new MiFgsm(1)).steps(new Steps(0.02, 9)).build(),
                0.5f,
                0.5f,
                0.5f))
        .containsExactly(
            new float[] {(float) (0.5 + 0.1 / length), (float) (0.5 - 0.2 / length), 0.5f},
            within(FLOAT32));
  }

  @Test
  void everyStepIsTold() {
    List<Integer> reported = new ArrayList<>();
    try (Scope scope = Scope.open();
        Classifier model = TinyClassifiers.linear(PIXELS, WEIGHTS, Normalization.none(1));
        FrozenSurrogate surrogate = new FrozenSurrogate(model)) {
      AttackInput input =
          TestInputs.of(Tensor.full(0.5, 1, 1, 1, 3), Tensor.of(new long[] {0}, 1), 0);
      IterativeAttack attack = plain(linf(0.1, Goal.UNTARGETED), 3, 0.1);
      attack.run(attack.begin(surrogate, input), (images, step) -> reported.add(step));
    }
    assertThat(reported).containsExactly(0, 1, 2);
  }

  @Test
  void wrongSettingsAreRefused() {
    ThreatModel threat = linf(0.1, Goal.UNTARGETED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain(threat, 0, 0.1))
        .withMessage("steps must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain(threat, 1, 2))
        .withMessageStartingWith("stepSize must lie in [0, 1], got 2.0")
        .withMessageEndingWith("did you mean 2/255?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AttackRecipes.get("mifgsm"))
        .withMessageContaining("'mi-fgsm'");
  }

  @Test
  void partsOfAnInputMustBeAsMany() {
    try (Scope scope = Scope.open()) {
      Tensor images = Tensor.full(0, 2, 1, 1, 3);
      Tensor labels = Tensor.of(new long[] {0, 1}, 2);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TestInputs.of(images, labels, 0, 1, 2))
          .withMessage("images, labels and ids must be as many, got 2, 2 and 3");
    }
  }

  private static ImageDataset threeImages() {
    byte[] pixels = {100, (byte) 200, 0, 1, 2, (byte) 255, 50, 60, 70};
    return new ImageDataset(
        "test", new Images(pixels, 3, 1, 1, 3), new int[3], new long[] {5, 6, 7}, List.of("a"));
  }

  @Test
  void recordedImagesAreThoseOfAShorterRunAndChangeNothing() {
    ImageDataset data = threeImages();
    try (Classifier model = TinyClassifiers.linear(PIXELS, WEIGHTS, Normalization.none(1));
        FrozenSurrogate surrogate = new FrozenSurrogate(model)) {
      // PGD draws its start, VMI its neighbours at every step.
      for (String name : new String[] {"pgd", "vmi-fgsm"}) {
        Crafting.AdversarialSet five = craft(surrogate, data, name, 5, 2);
        assertThat(five.recorded()).hasSize(2);
        for (int i = 0; i < 2; i++) {
          assertThat(five.recorded().get(i).pixels())
              .isEqualTo(craft(surrogate, data, name, 2 * (i + 1), 0).images().pixels());
        }
        assertThat(five.images().pixels())
            .isEqualTo(craft(surrogate, data, name, 5, 0).images().pixels());
        assertThat(craft(surrogate, data, name, 4, 2).recorded()).hasSize(1);
        assertThat(craft(surrogate, data, name, 2, 9).recorded()).isEmpty();
      }
    }
  }

  private static Crafting.AdversarialSet craft(
      FrozenSurrogate surrogate, ImageDataset data, String name, int steps, int every) {
    IterativeAttack attack = composed(AttackRecipes.get(name), steps);
    return new Crafting(2, 0, every, Repair.NONE)
        .craft(surrogate, attack, data, null, new ImagePool(data), done -> {});
  }

  private static IterativeAttack composed(AttackRecipe recipe, int steps) {
    return new Composition(linf(0.05, Goal.UNTARGETED))
        .add(recipe)
        .steps(new Steps(0.01, steps))
        .build();
  }

  @Test
  void craftedImagesAreGreyLevelsWhateverTheBatch() {
    ImageDataset data = threeImages();
    IterativeAttack attack = plain(linf(0.02, Goal.UNTARGETED), 3, 0.01);
    try (Classifier model = TinyClassifiers.linear(PIXELS, WEIGHTS, Normalization.none(1));
        FrozenSurrogate surrogate = new FrozenSurrogate(model)) {
      for (int batch : new int[] {1, 2, 3, 32}) {
        Crafting.AdversarialSet set =
            new Crafting(batch, 0)
                .craft(surrogate, attack, data, null, new ImagePool(data), done -> {});
        // ε = 0.02 is 5.1 grey levels.
        assertThat(set.images().pixels()).containsExactly(105, 195, 0, 6, 0, 255, 55, 55, 70);
        assertThat(set.zeroGradients()).isZero();
      }
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new Crafting(1, 0)
                      .craft(
                          surrogate,
                          plain(linf(0.02, Goal.TARGETED), 1, 0.01),
                          data,
                          null,
                          new ImagePool(data),
                          done -> {}))
          .withMessage("a targeted attack needs one target class per image");
    }
  }
}

package org.lrs.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.data.Normalization;
import org.lrs.model.Classifier;
import org.lrs.model.EnsembleSurrogate;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.Fusion;
import org.lrs.model.InputShape;
import org.lrs.model.Surrogate;
import org.lrs.model.TinyClassifiers;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.threat.Goal;
import org.lrs.threat.LinfBall;
import org.lrs.threat.ThreatModel;

/** Attacks on several surrogates: what they cost, and that images do not see their neighbours. */
@NoTensorLeak
class MemberEvaluationsTest {
  private static final InputShape INPUT = new InputShape(3, 8, 8);
  private static final int CLASSES = 4;
  private static final int BATCH = 3;
  private static final int MEMBERS = 3;

  static List<String> attacks() {
    List<String> all = new ArrayList<>(List.of("mi-fgsm", "vmi-fgsm"));
    AttackRecipes.all().stream()
        .filter(recipe -> recipe.family() == AttackFamily.ENSEMBLE)
        .map(AttackRecipe::name)
        .forEach(all::add);
    return all;
  }

  @Test
  void theRulesOfMembersAreAmongTheAttacks() {
    assertThat(attacks()).contains("longitudinal", "svre", "adaea", "cwa");
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void evaluationsAreCountedForSingleMembers(String name) {
    for (Fusion fusion : Fusion.values()) {
      IterativeAttack attack = attack(AttackRecipes.get(name));
      List<CountingSurrogate> counting = new ArrayList<>();
      UnaryOperator<Surrogate> counted =
          member -> {
            counting.add(new CountingSurrogate(member));
            return counting.get(counting.size() - 1);
          };
      assertThat(run(fusion, counted, attack, 0, BATCH)).doesNotContain(Float.NaN);
      // Each gradient of a single surrogate starts with a forward pass that can be reversed.
      long passes = counting.stream().mapToLong(CountingSurrogate::passes).sum();
      assertThat(passes).isEqualTo(attack.gradientEvaluations(MEMBERS));
    }
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void batchOfOneEqualsItsPlaceInABatch(String name) {
    IterativeAttack attack = attack(AttackRecipes.get(name));
    float[] together = pixels(attack, 0, BATCH);
    float[] last = pixels(attack, BATCH - 1, 1);
    int same = 0;
    for (int i = 0; i < last.length; i++) {
      float other = together[together.length - last.length + i];
      same += Math.abs(last[i] - other) < 0.01 / 255 ? 1 : 0;
    }
    // Convolutions of one image and of three round differently: signs near zero may turn.
    assertThat(same).isGreaterThan((int) (0.97 * last.length));
  }

  private static float[] pixels(IterativeAttack attack, int from, int count) {
    return run(Fusion.LOGITS, member -> member, attack, from, count);
  }

  private static IterativeAttack attack(AttackRecipe recipe) {
    return new Composition(new ThreatModel(new LinfBall(8 / 255.0), Goal.UNTARGETED))
        .add(recipe)
        .steps(new Steps(2 / 255.0, 4))
        .build();
  }

  private static AttackInput input(int from, int count) {
    Tensor images = TinyClassifiers.images(BATCH, INPUT, 1);
    Tensor labels = TinyClassifiers.labels(BATCH, CLASSES);
    long[] ids = new long[count];
    for (int i = 0; i < count; i++) {
      ids[i] = 50L + from + i;
    }
    return TestInputs.of(
        images.narrow(0, from, count),
        labels.narrow(0, from, count),
        TestInputs.pool(images, labels),
        Rng.of(3),
        ids);
  }

  private static float[] run(
      Fusion fusion,
      UnaryOperator<Surrogate> wrapped,
      IterativeAttack attack,
      int from,
      int count) {
    try (Scope scope = Scope.open()) {
      List<Surrogate> members = new ArrayList<>();
      for (int k = 0; k < MEMBERS; k++) {
        try (Classifier classifier =
            TinyClassifiers.smooth(INPUT, CLASSES, Normalization.none(3), 1 + k)) {
          members.add(wrapped.apply(new FrozenSurrogate(classifier)));
        }
      }
      try (Surrogate surrogate = new EnsembleSurrogate(members, fusion)) {
        return attack.run(surrogate, input(from, count)).images().contiguous().toFloatArray();
      }
    }
  }
}

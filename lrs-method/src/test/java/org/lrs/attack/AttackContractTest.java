package org.lrs.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.data.Normalization;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.nn.Mode;
import org.lrs.tensor.Engine;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.InScope;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.testkit.Tensors;
import org.lrs.threat.Ball;
import org.lrs.threat.Goal;
import org.lrs.threat.L2Ball;
import org.lrs.threat.LinfBall;
import org.lrs.threat.ThreatModel;

/** What every attack of the catalogue promises, with its published settings but fewer copies. */
@NoTensorLeak
@InScope
class AttackContractTest {
  private static final InputShape INPUT = new InputShape(3, 8, 8);
  private static final int CLASSES = 4;
  private static final int BATCH = 8;
  private static final int STEPS = 6;
  private static final int MANY = 5;
  private static final Ball LINF = new LinfBall(8 / 255.0);
  private static final Ball L2 = new L2Ball(0.5);
  private static final Normalization NORM =
      new Normalization(new double[] {0.5, 0.4, 0.3}, new double[] {0.2, 0.25, 0.3});

  // Sums and differences of values in [0, 1] in float32.
  private static final double FLOAT32_OF_UNIT = 1e-6;
  // A hundredth of a grey level: fifty additions in float32.
  private static final double SAME_PIXEL = 0.01 / 255;
  // Convolutions of one image and of eight round differently, which may turn the sign of a
  // gradient near zero.
  private static final double SHARE_OF_SAME_PIXELS = 0.98;
  // In L2 a ReLU that rounding turns moves every pixel by a little: 1e-3 of the radius at most over
  // all attacks, on a processor where one turns; another random draw moves the image by its half.
  private static final double SHARE_OF_RADIUS = 2e-3;

  private static int threads;

  private Classifier model;
  private FrozenSurrogate surrogate;
  private Tensor clean;
  private Tensor labels;

  // Operations on so few numbers only wait for one another on several threads.
  @BeforeAll
  static void useOneThread() {
    threads = Engine.threads();
    Engine.threads(1);
  }

  @AfterAll
  static void useAsManyAsBefore() {
    Engine.threads(threads);
  }

  @BeforeEach
  void open() {
    model = TinyClassifiers.residual(INPUT, CLASSES, NORM, 2);
    surrogate = new FrozenSurrogate(model);
    clean = TinyClassifiers.images(BATCH, INPUT, 1);
    labels = TinyClassifiers.labels(BATCH, CLASSES);
  }

  @AfterEach
  void close() {
    surrogate.close();
    model.close();
  }

  static List<AttackRecipe> recipes() {
    return AttackRecipes.all();
  }

  static Stream<Arguments> recipesInBalls() {
    return recipes().stream()
        .flatMap(
            recipe ->
                Stream.of(LINF, L2)
                    .map(
                        ball ->
                            Arguments.argumentSet(recipe.name() + " in " + ball, recipe, ball)));
  }

  @ParameterizedTest
  @MethodSource("recipesInBalls")
  void imagesStayInTheBallAndRaiseTheLoss(AttackRecipe recipe, Ball ball) {
    Tensor found = run(recipe, ball, Goal.UNTARGETED);
    assertInside(found, ball);
    assertThat(loss(found)).isGreaterThan(loss(clean));
  }

  @ParameterizedTest
  @MethodSource("recipesInBalls")
  void targetedAttackLowersTheLossOfTheWantedClass(AttackRecipe recipe, Ball ball) {
    Tensor found = run(recipe, ball, Goal.TARGETED);
    assertInside(found, ball);
    assertThat(loss(found)).isLessThan(loss(clean));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void ballOfRadiusZeroGivesTheCleanImages(AttackRecipe recipe) {
    assertThat(run(recipe, new LinfBall(0), Goal.UNTARGETED).toFloatArray())
        .isEqualTo(clean.toFloatArray());
    assertThat(run(recipe, new L2Ball(0), Goal.UNTARGETED).toFloatArray())
        .isEqualTo(clean.toFloatArray());
  }

  @ParameterizedTest
  @MethodSource("recipesInBalls")
  void sameSeedGivesTheSameImages(AttackRecipe recipe, Ball ball) {
    assertThat(run(recipe, ball, Goal.UNTARGETED).toFloatArray())
        .isEqualTo(run(recipe, ball, Goal.UNTARGETED).toFloatArray());
  }

  @ParameterizedTest
  @MethodSource("recipesInBalls")
  void batchesOfOneEqualABatchOfEight(AttackRecipe recipe, Ball ball) {
    Tensor together = run(recipe, ball, Goal.UNTARGETED);
    IterativeAttack attack = build(recipe, ball, Goal.UNTARGETED);
    for (int i = 0; i < BATCH; i++) {
      AttackInput one =
          TestInputs.of(
              clean.narrow(0, i, 1),
              labels.narrow(0, i, 1),
              TestInputs.pool(clean, labels),
              Rng.of(3),
              100L + i);
      Tensor alone = run(attack, one).images();
      Tensor among = together.narrow(0, i, 1);
      if (ball instanceof L2Ball) {
        double moved = alone.subtract(among).normPerSample().item();
        assertThat(moved).isLessThanOrEqualTo(SHARE_OF_RADIUS * ball.radius());
      } else {
        assertThat(Tensors.shareWithin(alone, among, SAME_PIXEL))
            .isGreaterThanOrEqualTo(SHARE_OF_SAME_PIXELS);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recipesInBalls")
  void placeInTheBatchChangesNoBit(AttackRecipe recipe, Ball ball) {
    float[] found = run(recipe, ball, Goal.UNTARGETED).toFloatArray();
    AttackInput backwards =
        TestInputs.of(
            backwards(clean),
            backwards(labels),
            TestInputs.pool(clean, labels),
            Rng.of(3),
            LongStream.range(0, BATCH).map(i -> 100 + BATCH - 1 - i).toArray());
    Tensor again = run(build(recipe, ball, Goal.UNTARGETED), backwards).images();
    assertThat(backwards(again).toFloatArray()).isEqualTo(found);
  }

  private static Tensor backwards(Tensor batch) {
    return Tensor.concat(
        IntStream.range(0, BATCH).mapToObj(i -> batch.narrow(0, BATCH - 1 - i, 1)).toList(), 0);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void attackLeavesImagesNumbersAndStatisticsAlone(AttackRecipe recipe) {
    try (Classifier normalised = TinyClassifiers.normalised(INPUT, CLASSES, NORM, 1);
        FrozenSurrogate frozen = new FrozenSurrogate(normalised)) {
      Map<String, float[]> before = TinyClassifiers.numbers(normalised);
      assertThat(before).containsKey("b1.running_mean");
      float[] pixels = clean.toFloatArray();
      float[] logits = normalised.logits(clean, Mode.EVALUATE).toFloatArray();
      float[] seen = frozen.logits(clean).toFloatArray();
      build(recipe, LINF, Goal.UNTARGETED).run(frozen, input(clean, labels));
      assertThat(TinyClassifiers.numbers(normalised)).usingRecursiveComparison().isEqualTo(before);
      assertThat(clean.toFloatArray()).isEqualTo(pixels);
      // Other statistics or another mode would give other logits.
      assertThat(normalised.logits(clean, Mode.EVALUATE).toFloatArray()).isEqualTo(logits);
      assertThat(frozen.logits(clean).toFloatArray()).isEqualTo(seen);
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void costIsThatOfThePassesMade(AttackRecipe recipe) {
    CountingSurrogate counting = new CountingSurrogate(surrogate);
    IterativeAttack attack = build(recipe, LINF, Goal.UNTARGETED);
    attack.run(counting, input(clean, labels));
    assertThat((long) counting.passes()).isEqualTo(attack.gradientEvaluations(1));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void memoryIsTheSameAfterEachStep(AttackRecipe recipe) {
    List<Long> alive = new ArrayList<>();
    IterativeAttack attack = build(recipe, LINF, Goal.UNTARGETED);
    attack.run(
        attack.begin(surrogate, input(clean, labels)),
        (images, step) -> alive.add(Scope.liveTensors()));
    // The first step makes the state.
    assertThat(alive.subList(Math.min(1, alive.size() - 1), alive.size()))
        .containsOnly(alive.get(alive.size() - 1));
  }

  @ParameterizedTest
  @MethodSource("recipesInBalls")
  void surrogateWithoutGradientIsToldAndGivesNoNaN(AttackRecipe recipe, Ball ball) {
    model.parameters().get("fc.weight").multiplyInPlace(0);
    IterativeAttack.Result result = run(build(recipe, ball, Goal.UNTARGETED), input(clean, labels));
    assertThat(result.zeroGradients()).isEqualTo(BATCH);
    assertInside(result.images(), ball);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void recipeSaysWhatItIsAndWhereItComesFrom(AttackRecipe recipe) {
    assertThat(recipe.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(recipe.family()).isNotNull();
    assertThat(recipe.published().summary()).isNotBlank();
    assertThat(recipe.published().formula()).isNotBlank();
    assertThat(recipe.published().differences()).isNotBlank();
    assertThat(recipe.published().paper()).containsPattern("\\d{4}");
    assertThat(AttackRecipes.get(recipe.name())).hasSameClassAs(recipe);
    assertThat(build(recipe, LINF, Goal.UNTARGETED).gradientEvaluations(1)).isPositive();
  }

  private Tensor run(AttackRecipe recipe, Ball ball, Goal goal) {
    return run(build(recipe, ball, goal), input(clean, labels)).images();
  }

  private IterativeAttack.Result run(IterativeAttack attack, AttackInput input) {
    try (FrozenSurrogate changed = new FrozenSurrogate(model, attack.changes())) {
      return attack.run(changed, input);
    }
  }

  private static IterativeAttack build(AttackRecipe recipe, Ball ball, Goal goal) {
    Composition attack =
        new Composition(new ThreatModel(ball, goal)).add(SmallSettings.of(recipe, MANY));
    IterativeAttack published = attack.build();
    // Fewer steps than published show the same, sooner.
    return published.steps().count() == 1
        ? published
        : attack.steps(new Steps(ball.radius() / 4, STEPS)).build();
  }

  private static AttackInput input(Tensor images, Tensor labels) {
    long[] ids = new long[BATCH];
    for (int i = 0; i < BATCH; i++) {
      ids[i] = 100L + i;
    }
    return TestInputs.of(images, labels, ids);
  }

  private double loss(Tensor images) {
    return NeuralOps.crossEntropyPerSample(surrogate.logits(images), labels).sum().item();
  }

  private void assertInside(Tensor images, Ball ball) {
    for (float value : images.toFloatArray()) {
      assertThat(value).isBetween(0f, 1f);
    }
    Tensor moved = images.subtract(clean);
    Tensor lengths =
        ball instanceof LinfBall ? moved.abs().flatten().max(false, 1) : moved.normPerSample();
    for (float length : lengths.toFloatArray()) {
      assertThat((double) length).isLessThanOrEqualTo(ball.radius() + FLOAT32_OF_UNIT);
    }
  }
}

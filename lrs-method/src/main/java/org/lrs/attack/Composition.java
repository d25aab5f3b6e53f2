package org.lrs.attack;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lrs.model.BackwardChange;
import org.lrs.threat.ThreatModel;

/**
 * An attack in the making: each published attack that is added sets some parts of the loop, and two
 * that want to set the same part to different things are refused.
 *
 * <p>Transforms and changes of the surrogate's graph add up, in the order in which they come. What
 * nobody sets is that of I-FGSM; attacks published on top of MI-FGSM ask for momentum, and get it
 * unless another one says otherwise.
 */
public final class Composition {
  /** The parts that only one attack can set. */
  private enum Part {
    START("where the attack starts"),
    QUERY_POINT("where gradients are taken"),
    OBJECTIVE("what is raised"),
    MEMBERS("how several surrogates become one gradient"),
    ESTIMATOR("how gradients of several places become one"),
    SMOOTHING("how the gradient is smoothed"),
    DIRECTION("how gradients become a direction"),
    STEP("how a direction moves the images"),
    STEPS("the steps");

    private final String what;

    Part(String what) {
      this.what = what;
    }
  }

  private record Choice(String by, Object value) {}

  private final ThreatModel threat;
  private final Map<Part, Choice> choices = new EnumMap<>(Part.class);
  private final List<Transform> transforms = new ArrayList<>();
  private final List<BackwardChange> changes = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private UpdateRule usual = UpdateRule.IDENTITY;
  private Steps asked;

  /** An attack under this threat model, so far I-FGSM. */
  public Composition(ThreatModel threat) {
    this.threat = threat;
  }

  /**
   * Adds a published attack.
   *
   * @throws IllegalArgumentException if it contradicts one that was added before
   */
  public <C extends Record> Composition add(AttackRecipe<C> recipe, C config) {
    if (names.contains(recipe.name())) {
      throw new IllegalArgumentException("'" + recipe.name() + "' is given twice; keep one");
    }
    names.add(recipe.name());
    recipe.addTo(this, config);
    return this;
  }

  /** Steps as the user asks for them, in place of the published ones. */
  public Composition steps(Steps wanted) {
    Choice fixed = choices.get(Part.STEPS);
    if (fixed != null && !fixed.value().equals(wanted)) {
      throw new IllegalArgumentException(
          "'"
              + fixed.by()
              + "' takes one step of the full radius; leave out stepSize, steps and gradients");
    }
    asked = wanted;
    return this;
  }

  /** Allowed perturbations and goal. */
  public ThreatModel threat() {
    return threat;
  }

  /** Where the attack starts. */
  public void start(Start value) {
    set(Part.START, value);
  }

  /** Where gradients are taken. */
  public void queryPoint(QueryPoint value) {
    set(Part.QUERY_POINT, value);
  }

  /** What is raised. */
  public void objective(Objective value) {
    set(Part.OBJECTIVE, value);
  }

  /** How the gradients of several surrogates become one. */
  public void members(MemberRule value) {
    set(Part.MEMBERS, value);
  }

  /** How gradients of several places become one. */
  public void estimator(GradientEstimator value) {
    set(Part.ESTIMATOR, value);
  }

  /** What is done to the gradient before it is normalised. */
  public void smoothing(UpdateRule value) {
    set(Part.SMOOTHING, value);
  }

  /** How gradients become a direction. */
  public void direction(UpdateRule value) {
    set(Part.DIRECTION, value);
  }

  /** How a direction moves the images. */
  public void stepRule(StepRule value) {
    set(Part.STEP, value);
  }

  /** Steps that belong to the attack and cannot be changed. */
  public void fixedSteps(Steps value) {
    set(Part.STEPS, value);
  }

  /** A further change of the images before the gradient is taken. */
  public void transform(Transform value) {
    transforms.add(value);
  }

  /** A further change of the surrogate's graph. */
  public void backward(BackwardChange value) {
    changes.add(value);
  }

  /** Momentum of normalised gradients (μ = 1), unless another attack says otherwise. */
  public void momentumByDefault() {
    if (usual == UpdateRule.IDENTITY) {
      usual = Momentum.normalized(1);
    }
  }

  /**
   * Momentum (μ = 1) of gradients as they are, unless another attack says otherwise. It comes
   * before {@link #momentumByDefault}: who asks for it does so because normalising would be wrong.
   */
  public void plainMomentumByDefault() {
    usual = new Momentum(1);
  }

  private void set(Part part, Object value) {
    String by = names.get(names.size() - 1);
    Choice before = choices.putIfAbsent(part, new Choice(by, value));
    if (before != null && !before.value().equals(value)) {
      throw new IllegalArgumentException(
          "'" + before.by() + "' and '" + by + "' both decide " + part.what + "; keep one");
    }
  }

  /** The attack. */
  public IterativeAttack build() {
    UpdateRule direction = get(Part.DIRECTION, usual);
    UpdateRule smoothing = get(Part.SMOOTHING, UpdateRule.IDENTITY);
    return new IterativeAttack(
        threat,
        get(Part.STEPS, asked == null ? Steps.PUBLISHED : asked),
        get(Part.START, Start.CLEAN),
        get(Part.QUERY_POINT, QueryPoint.CURRENT),
        get(Part.OBJECTIVE, Objective.of(AttackLoss.CROSS_ENTROPY)),
        transforms,
        get(Part.MEMBERS, MemberRule.FUSED),
        get(Part.ESTIMATOR, GradientEstimator.HERE),
        smoothing == UpdateRule.IDENTITY ? direction : UpdateRule.chain(smoothing, direction),
        get(Part.STEP, StepRule.STEEPEST),
        changes);
  }

  @SuppressWarnings("unchecked")
  private <T> T get(Part part, T otherwise) {
    Choice choice = choices.get(part);
    return choice == null ? otherwise : (T) choice.value();
  }
}

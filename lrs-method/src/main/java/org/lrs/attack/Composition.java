package org.lrs.attack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lrs.Range;
import org.lrs.model.BackwardChange;
import org.lrs.threat.ThreatModel;

/**
 * An attack in the making: each published attack that is added sets some parts of the loop, and two
 * that set the same part to different things are refused.
 *
 * <p>Transforms and changes of the surrogate's graph add up, in the order in which they come. What
 * none of them sets is that of I-FGSM; attacks published on top of MI-FGSM request momentum, and
 * get it unless another one sets it.
 */
public final class Composition {
  private record Choice(String by, Object value) {}

  private final ThreatModel threat;
  private final Map<Slot<?>, Choice> choices = new HashMap<>();
  private final List<Transform> transforms = new ArrayList<>();
  private final List<BackwardChange> changes = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private UpdateRule usualDirection = UpdateRule.IDENTITY;
  private Steps asked = Steps.PUBLISHED;

  /** An attack under this threat model, so far I-FGSM. */
  public Composition(ThreatModel threat) {
    this.threat = threat;
  }

  /**
   * Adds a published attack.
   *
   * @throws IllegalArgumentException if it contradicts one that was added before
   */
  public Composition add(AttackRecipe recipe) {
    Range.require(
        !names.contains(recipe.name()), "'" + recipe.name() + "' is given twice; keep one");
    names.add(recipe.name());
    recipe.addTo(this);
    return this;
  }

  /** Steps as the user gives them, in place of the published ones. */
  public Composition steps(Steps wanted) {
    Choice fixed = choices.get(Slot.STEPS);
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

  /**
   * Sets a part of the loop.
   *
   * @throws IllegalArgumentException if an attack before has set it to something else
   */
  public <T> void set(Slot<T> slot, T value) {
    String by = names.get(names.size() - 1);
    Choice before = choices.putIfAbsent(slot, new Choice(by, value));
    if (before != null && !before.value().equals(value)) {
      throw new IllegalArgumentException(
          "'" + before.by() + "' and '" + by + "' both decide " + slot.what() + "; keep one");
    }
  }

  /**
   * Adds what a recipe itself is: a change of the surrogate's graph, or a part of the loop, on top
   * of MI-FGSM.
   */
  void part(AttackRecipe recipe) {
    if (recipe instanceof BackwardChange change) {
      backward(change);
      return;
    }
    momentumByDefault();
    if (recipe instanceof Transform transform) {
      transform(transform);
    } else if (recipe instanceof GradientEstimator estimator) {
      set(Slot.ESTIMATOR, estimator);
    } else if (recipe instanceof Objective objective) {
      set(Slot.OBJECTIVE, objective);
    } else if (recipe instanceof MemberRule members) {
      set(Slot.MEMBERS, members);
    } else {
      throw new IllegalStateException(recipe.getClass() + " is no part of the loop and sets none");
    }
  }

  /** A further change of the images before the gradient is taken. */
  public void transform(Transform value) {
    transforms.add(value);
  }

  /** A further change of the surrogate's graph. */
  public void backward(BackwardChange value) {
    changes.add(value);
  }

  /** Momentum of normalised gradients (μ = 1), unless another attack sets the direction. */
  public void momentumByDefault() {
    if (usualDirection == UpdateRule.IDENTITY) {
      usualDirection = Momentum.normalized(1);
    }
  }

  /**
   * Momentum (μ = 1) of gradients as they are, unless another attack sets the direction. It comes
   * before {@link #momentumByDefault}: an attack that uses it does so because normalising would be
   * wrong.
   */
  public void plainMomentumByDefault() {
    usualDirection = new Momentum(1);
  }

  /** The attack. */
  public IterativeAttack build() {
    UpdateRule direction = get(Slot.DIRECTION, usualDirection);
    UpdateRule smoothing = get(Slot.SMOOTHING);
    return new IterativeAttack(
        threat,
        get(Slot.STEPS, asked),
        get(Slot.START),
        get(Slot.QUERY_POINT),
        get(Slot.OBJECTIVE),
        transforms,
        get(Slot.MEMBERS),
        get(Slot.ESTIMATOR),
        smoothing == UpdateRule.IDENTITY ? direction : smoothing.then(direction),
        get(Slot.STEP),
        changes);
  }

  private <T> T get(Slot<T> slot) {
    return get(slot, slot.usual());
  }

  private <T> T get(Slot<T> slot, T otherwise) {
    Choice choice = choices.get(slot);
    return choice == null ? otherwise : slot.type().cast(choice.value());
  }
}

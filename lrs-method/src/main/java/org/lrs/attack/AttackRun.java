package org.lrs.attack;

import java.util.List;
import java.util.function.Function;
import org.lrs.model.LayeredSurrogate;
import org.lrs.model.Surrogate;
import org.lrs.threat.Ball;

/**
 * One batch under attack: what the parts of an attack may use.
 *
 * @param surrogate where gradients come from
 * @param input the images
 * @param aim what is moved away from or towards
 * @param ball allowed perturbations
 * @param steps steps and their size
 */
public record AttackRun(Surrogate surrogate, AttackInput input, Aim aim, Ball ball, Steps steps) {

  /**
   * The surrogate as one that shows its layers.
   *
   * @throws IllegalArgumentException if it does not
   */
  public LayeredSurrogate layered() {
    return LayeredSurrogate.of(surrogate);
  }

  /** The same run on another surrogate, such as one member of several. */
  public AttackRun on(Surrogate other) {
    return new AttackRun(other, input, aim, ball, steps);
  }

  /** What is begun on each member of the surrogate; a single surrogate is one member. */
  public <T> List<T> onMembers(Function<AttackRun, T> begin) {
    return surrogate.members().stream().map(this::on).map(begin).toList();
  }
}

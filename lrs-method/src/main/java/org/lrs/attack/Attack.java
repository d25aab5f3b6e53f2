package org.lrs.attack;

import java.util.List;
import java.util.stream.Stream;
import org.lrs.Range;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.Surrogate;
import org.lrs.threat.Ball;
import org.lrs.threat.Goal;
import org.lrs.threat.L2Ball;
import org.lrs.threat.LinfBall;
import org.lrs.threat.ThreatModel;

/**
 * An attack as a Java program composes it, from its ball to 8-bit images:
 *
 * <pre>{@code
 * Attack attack = Attack.linf(8 / 255.0).with(new Vmi(), new Dim()).steps(10);
 * Images adversarial = attack.craft(model, dataset);
 * }</pre>
 *
 * <p>Immutable: each method gives another attack. {@link Composition} puts the recipes together,
 * {@link Crafting} runs them.
 *
 * @param threat allowed perturbations and goal
 * @param recipes published attacks that are combined; none for I-FGSM
 * @param steps their number and size
 * @param seed root of all random draws
 */
public record Attack(ThreatModel threat, List<AttackRecipe> recipes, Steps steps, long seed) {

  public Attack {
    recipes = List.copyOf(recipes);
  }

  private Attack(Ball ball) {
    this(new ThreatModel(ball, Goal.UNTARGETED), List.of(), Steps.PUBLISHED, 0);
  }

  /**
   * Untargeted I-FGSM that moves every pixel by at most a distance.
   *
   * @param epsilon in pixel units, [0, 1]
   */
  public static Attack linf(double epsilon) {
    return new Attack(new LinfBall(epsilon));
  }

  /**
   * Untargeted I-FGSM whose whole perturbation has at most a Euclidean length.
   *
   * @param epsilon in pixel units, at or above 0
   */
  public static Attack l2(double epsilon) {
    return new Attack(new L2Ball(epsilon));
  }

  /** The same attack with more published ones added. */
  public Attack with(AttackRecipe... more) {
    List<AttackRecipe> all = Stream.concat(recipes.stream(), Stream.of(more)).toList();
    return new Attack(threat, all, steps, seed);
  }

  /** The same attack with another number of steps. */
  public Attack steps(int count) {
    return new Attack(threat, recipes, new Steps(steps.size(), count), seed);
  }

  /**
   * The same attack with steps of another size.
   *
   * @param size in pixel units; the length of a step in an L2 ball
   */
  public Attack stepSize(double size) {
    return new Attack(threat, recipes, new Steps(size, steps.count()), seed);
  }

  /** The same attack towards a target class, one for each image. */
  public Attack targeted() {
    return new Attack(new ThreatModel(threat.ball(), Goal.TARGETED), recipes, steps, seed);
  }

  /** The same attack with other random draws. */
  public Attack seed(long other) {
    return new Attack(threat, recipes, steps, other);
  }

  /**
   * The loop that it is.
   *
   * @throws IllegalArgumentException if two recipes contradict one another, or one takes no other
   *     steps than its own
   */
  public IterativeAttack build() {
    Composition composition = new Composition(threat);
    recipes.forEach(composition::add);
    return steps.equals(Steps.PUBLISHED) ? composition.build() : composition.steps(steps).build();
  }

  /**
   * Attacks a data set through one network.
   *
   * @param model whose gradients are used; not changed
   * @param wanted target class of each image; ignored by an untargeted attack
   * @return 8-bit images inside the ball, in the data set's order
   */
  public Images craft(Classifier model, ImageDataset dataset, int... wanted) {
    IterativeAttack attack = build();
    try (Surrogate surrogate = new FrozenSurrogate(model, attack.changes())) {
      return craft(surrogate, attack, dataset, wanted);
    }
  }

  /**
   * Attacks a data set likewise through a surrogate, such as several networks together.
   *
   * @throws IllegalArgumentException if the attack changes the network, which has to be done where
   *     the surrogate is opened
   */
  public Images craft(Surrogate surrogate, ImageDataset dataset, int... wanted) {
    IterativeAttack attack = build();
    Range.require(
        attack.changes().isEmpty(),
        "this attack changes the network; craft with its classifier, or open the surrogate with"
            + " the changes of build() and use Crafting");
    return craft(surrogate, attack, dataset, wanted);
  }

  private Images craft(
      Surrogate surrogate, IterativeAttack attack, ImageDataset dataset, int[] wanted) {
    return new Crafting(Crafting.DEFAULT_BATCH, seed)
        .craft(surrogate, attack, dataset, wanted, new ImagePool(dataset), done -> {})
        .images();
  }
}

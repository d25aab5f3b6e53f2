package org.lrs.experiment.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lrs.Records;
import org.lrs.attack.Attack;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.Repair;
import org.lrs.attack.Steps;
import org.lrs.attack.TargetRule;
import org.lrs.experiment.store.HashedFile;
import org.lrs.threat.Goal;
import org.lrs.threat.ThreatModel;

/**
 * One attack of an experiment: published recipes put together.
 *
 * @param name name in results and folders
 * @param recipe as written in the spec, such as {@code mi-fgsm} or {@code vmi + dim}
 * @param parts the recipes, with their settings
 * @param unchosen those of them whose published settings stand because neither a preset nor a
 *     setting of theirs was given
 * @param attack the composed attack
 * @param budget most gradient evaluations per image, in place of a number of steps
 * @param targets the target class; without a meaning for an untargeted attack
 * @param every steps between two that are recorded; 0 for none
 * @param repair of images that rounding to 8 bits would lose
 */
public record AttackSpec(
    String name,
    String recipe,
    List<AttackRecipe> parts,
    List<AttackRecipe> unchosen,
    IterativeAttack attack,
    OptionalInt budget,
    TargetRule targets,
    int every,
    Repair repair) {

  /**
   * An attack as a program composes it; towards a random other class, if it is targeted.
   *
   * @param name name in results
   */
  public static AttackSpec of(String name, Attack attack) {
    IterativeAttack built = attack.build();
    String recipe =
        attack.recipes().stream().map(AttackRecipe::name).collect(Collectors.joining(" + "));
    return new AttackSpec(
        name,
        recipe.isEmpty() ? "i-fgsm" : recipe,
        attack.recipes(),
        List.of(),
        built,
        OptionalInt.empty(),
        TargetRule.Other.RANDOM,
        0,
        Repair.NONE);
  }

  /**
   * The attack on a surrogate of so many networks, each of which costs gradient evaluations: a
   * budget then pays for fewer steps.
   *
   * @throws IllegalArgumentException if the budget does not pay for one step
   */
  public AttackSpec on(int networks) {
    if (budget.isEmpty()) {
      return this;
    }
    IterativeAttack paid = attack.within(budget.getAsInt(), networks);
    return new AttackSpec(name, recipe, parts, unchosen, paid, budget, targets, every, repair);
  }

  /** Steps as given, or those of the attack. */
  public Steps steps() {
    return attack.steps();
  }

  /** Allowed perturbations and goal. */
  public ThreatModel threat() {
    return attack.threat();
  }

  /** Whether the attack is targeted. */
  public boolean targeted() {
    return threat().goal() == Goal.TARGETED;
  }

  /** The file that lists the target classes; empty if none does. */
  public Optional<HashedFile> listed() {
    return targets instanceof TargetRule.Listed list
        ? Optional.of(new HashedFile(list.file()))
        : Optional.empty();
  }

  /** Steps after which images are kept, from 1, the last step included; empty for none. */
  public List<Integer> recorded() {
    if (every == 0) {
      return List.of();
    }
    int last = steps().count();
    IntStream before = IntStream.iterate(every, done -> done < last, done -> done + every);
    return IntStream.concat(before, IntStream.of(last)).boxed().toList();
  }

  /** All settings by name, for results: those of the recipes, the steps and the target class. */
  public Map<String, Object> settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("stepSize", steps().size());
    all.put("steps", steps().count());
    budget.ifPresent(most -> all.put("gradients", most));
    if (targeted()) {
      all.put("targetClass", targets.words());
    }
    if (repair.rounds() > 0) {
      all.put("repair", repair.rounds());
    }
    for (AttackRecipe part : parts) {
      Records.values(part)
          .forEach((key, value) -> all.merge(key, value, (a, b) -> a.equals(b) ? a : a + ", " + b));
    }
    return all;
  }
}

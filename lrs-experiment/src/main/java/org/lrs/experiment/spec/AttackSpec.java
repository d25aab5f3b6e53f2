package org.lrs.experiment.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.Steps;
import org.lrs.threat.ThreatModel;

/**
 * One attack of an experiment: published recipes put together.
 *
 * @param name name in results and folders
 * @param recipe as written in the spec, such as {@code mi-fgsm} or {@code vmi + dim}
 * @param parts the recipes and their settings
 * @param steps steps as asked for, or those of the attack
 * @param threat allowed perturbations and goal
 * @param attack the composed attack
 */
public record AttackSpec(
    String name,
    String recipe,
    List<Part<?>> parts,
    Steps steps,
    ThreatModel threat,
    IterativeAttack attack) {

  /** A recipe with its settings. */
  public record Part<C extends Record>(AttackRecipe<C> recipe, C config) {
    void addTo(Composition attack) {
      attack.add(recipe, config);
    }

    /** The settings by name. */
    public Map<String, Object> settings() {
      return RecordBinder.values(config);
    }
  }

  /** All settings by name, for results: those of the recipes and the steps. */
  public Map<String, Object> settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("stepSize", steps.size());
    all.put("steps", steps.count());
    for (Part<?> part : parts) {
      part.settings()
          .forEach((key, value) -> all.merge(key, value, (a, b) -> a.equals(b) ? a : a + ", " + b));
    }
    return all;
  }
}

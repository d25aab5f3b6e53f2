package org.lrs.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.Range;
import org.lrs.analysis.EmpiricalLipschitz;
import org.lrs.experiment.configuration.AnalyzeSpec;
import org.lrs.experiment.configuration.AttackSpec;
import org.lrs.experiment.configuration.DataSpec;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.configuration.RefineSpec;
import org.lrs.experiment.configuration.SearchSpace;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.configuration.SpecParts;
import org.lrs.experiment.configuration.SurrogateSpec;
import org.lrs.experiment.configuration.SweepSpec;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.model.Fusion;

/**
 * What a {@link ProxySearch} refines, and who judges.
 *
 * @param surrogate the pretrained network
 * @param proxies networks that the adversarial images are shown to
 * @param data training images, of which the last fifth, at most 500, are attacked and not trained
 *     on
 * @param space the refinements among which it chooses
 * @param steps of the refinement itself, the longest that are tried
 * @param epsilon radius of the attack: ten steps of MI-FGSM, each a quarter of it long
 * @param seed root of every random draw
 */
public record ProxyTask(
    EngineNetwork surrogate,
    List<NetworkRef> proxies,
    Source data,
    SearchSpace space,
    int steps,
    double epsilon,
    long seed) {

  private static final int MOST_HELD_OUT = 500;
  private static final int MEASURED = 16;
  private static final String PLAIN = "plain";

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are too few images to hold some out
   */
  public ProxyTask {
    Range.require(
        data.read().size() >= 5,
        "a search needs at least 5 training images, of which it holds a fifth out, got "
            + data.read().size());
    proxies = List.copyOf(proxies);
  }

  /** Number of attacked images. */
  int heldOut() {
    return Math.min(MOST_HELD_OUT, data.read().size() / 5);
  }

  /** Number of images that are trained on. */
  int trained() {
    return data.read().size() - heldOut();
  }

  /** The values of one setting; none for the default recipe, number 0. */
  Map<String, String> values(int number) {
    return space.draw(seed, number);
  }

  /** The refinement with the values of one setting, of so many steps. */
  RefineSpec refine(int number, int length) {
    return space.refine(values(number)).keeping(1).lasting(length, trained());
  }

  /**
   * A sweep of one trial, beside the plain network.
   *
   * @param number of the setting
   * @param length steps of training
   */
  SweepSpec sweep(int number, int length) {
    String name = number == 0 ? "default recipe" : "setting " + number;
    AttackSpec attack =
        SpecParts.attack(
            "mi-fgsm",
            Map.of("recipe", "mi-fgsm", "epsilon", String.valueOf(epsilon)),
            List.of("steps=10", "stepSize=" + epsilon / 4));
    ExperimentSpec experiment =
        new ExperimentSpec(
            "search",
            seed,
            new DataSpec(data.part(0, trained()), data.part(trained(), heldOut())),
            List.of(one(PLAIN, Optional.empty()), one(name, Optional.of(refine(number, length)))),
            List.of(attack),
            Map.of(attack.name(), List.of(PLAIN, name)),
            proxies,
            new AnalyzeSpec(MEASURED, EmpiricalLipschitz.defaults()),
            "");
    SweepSpec.Trial trial = new SweepSpec.Trial(name, values(number));
    return new SweepSpec(name, List.of(), List.of(trial), experiment);
  }

  private SurrogateSpec one(String name, Optional<RefineSpec> refine) {
    SurrogateSpec.Part part = new SurrogateSpec.Part(name, surrogate, refine);
    return new SurrogateSpec(name, List.of(part), Fusion.LOGITS);
  }
}

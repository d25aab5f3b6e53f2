package org.lrs.experiment;

import java.util.ArrayList;
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
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.configuration.SpecParts;
import org.lrs.experiment.configuration.SurrogateSpec;
import org.lrs.experiment.configuration.SweepSpec;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.model.Fusion;
import org.lrs.refine.Training;

/**
 * What a {@link ProxySearch} refines, and who judges.
 *
 * @param surrogate the pretrained network
 * @param proxies networks that the adversarial images are shown to
 * @param data training images, of which the last fifth, at most 200, are attacked and not trained
 *     on
 * @param images number of training images
 * @param options method and preset, as {@link SpecParts#refine}
 * @param overrides settings that are given, and not chosen
 * @param epsilon radius of the attack: ten steps of MI-FGSM, each a quarter of it long
 * @param seed root of every random draw
 */
public record ProxyTask(
    EngineNetwork surrogate,
    List<NetworkRef> proxies,
    Source data,
    int images,
    Map<String, String> options,
    List<String> overrides,
    double epsilon,
    long seed) {

  private static final int MOST_HELD_OUT = 200;
  private static final int MEASURED = 16;
  private static final String PLAIN = "plain";

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there are too few images to hold some out
   */
  public ProxyTask {
    Range.require(
        images >= 5,
        "a search needs at least 5 training images, of which it holds a fifth out, got " + images);
    proxies = List.copyOf(proxies);
    options = Map.copyOf(options);
    overrides = List.copyOf(overrides);
  }

  /** Number of attacked images. */
  int heldOut() {
    return Math.min(MOST_HELD_OUT, images / 5);
  }

  /** Number of images that are trained on. */
  int trained() {
    return images - heldOut();
  }

  /** The refinement before anything is chosen. */
  Training training() {
    return SpecParts.refine(options, overrides).training();
  }

  /**
   * A sweep of one trial, beside the plain network.
   *
   * @param values chosen settings by their paths
   * @param steps of training
   */
  SweepSpec sweep(String name, Map<String, String> values, int steps) {
    List<String> all = new ArrayList<>(overrides);
    values.forEach((path, value) -> all.add(path + "=" + value));
    all.add("maxSteps=" + steps);
    RefineSpec refine = SpecParts.refine(options, all);
    AttackSpec attack =
        SpecParts.attack(
            "mi-fgsm",
            Map.of("recipe", "mi-fgsm", "epsilon", String.valueOf(epsilon)),
            List.of("steps=10", "stepSize=" + epsilon / 4));
    ExperimentSpec experiment =
        new ExperimentSpec(
            "search",
            seed,
            parts(),
            List.of(one(PLAIN, Optional.empty()), one(name, Optional.of(refine))),
            List.of(attack),
            Map.of(attack.name(), List.of(PLAIN, name)),
            proxies,
            new AnalyzeSpec(MEASURED, EmpiricalLipschitz.defaults()),
            "");
    SweepSpec.Trial trial = new SweepSpec.Trial(name, values);
    return new SweepSpec(name, List.copyOf(values.keySet()), List.of(trial), experiment);
  }

  /** The images that are trained on, and those that are attacked. */
  private DataSpec parts() {
    return new DataSpec(data.part(0, trained()), data.part(trained(), heldOut()));
  }

  private SurrogateSpec one(String name, Optional<RefineSpec> refine) {
    SurrogateSpec.Part part = new SurrogateSpec.Part(name, surrogate, refine);
    return new SurrogateSpec(name, List.of(part), Fusion.LOGITS);
  }
}

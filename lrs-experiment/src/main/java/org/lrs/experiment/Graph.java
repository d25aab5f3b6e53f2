package org.lrs.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.lrs.experiment.configuration.SurrogateSpec;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.network.SurrogateRef;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.stage.CraftAdversarial;
import org.lrs.experiment.stage.Measurement;
import org.lrs.experiment.stage.Measurement.Smoothness;
import org.lrs.experiment.stage.PredictImages;
import org.lrs.experiment.stage.PrepareData;
import org.lrs.experiment.stage.RefineSurrogate;

/**
 * The stages of one experiment, by what they mean.
 *
 * @param clean the attacked images
 * @param surrogates one entry per surrogate
 * @param targets one entry per target
 * @param attacks one entry per attack and surrogate it is crafted on, surrogate by surrogate
 */
record Graph(
    PrepareData clean,
    List<SurrogateNode> surrogates,
    List<TargetNode> targets,
    List<AttackNode> attacks) {

  /**
   * A surrogate.
   *
   * @param refinements the stages that refine its networks
   * @param predictClean what it sees on the clean images
   */
  record SurrogateNode(
      SurrogateSpec spec,
      SurrogateRef network,
      List<RefineSurrogate> refinements,
      Measurement<Smoothness> smoothness,
      PredictImages predictClean) {
    String name() {
      return spec.name();
    }

    /** Its own refinement; the members of an ensemble are surrogates themselves. */
    Optional<RefineSurrogate> refinement() {
      return spec.parts().size() == 1 ? refinements.stream().findFirst() : Optional.empty();
    }
  }

  /**
   * A target.
   *
   * @param predictClean what it sees on the clean images
   */
  record TargetNode(NetworkRef network, PredictImages predictClean) {
    String name() {
      return network.name();
    }
  }

  /**
   * One attack on one surrogate.
   *
   * @param whiteBox what the surrogate itself sees on the adversarial images
   * @param onTargets what each target sees on them
   */
  record AttackNode(
      SurrogateNode surrogate,
      CraftAdversarial craft,
      PredictImages whiteBox,
      Map<TargetNode, PredictImages> onTargets) {
    String name() {
      return craft.attack().name();
    }
  }

  /** The same without some of the surrogates. */
  Graph only(Predicate<SurrogateNode> wanted) {
    return new Graph(
        clean,
        surrogates.stream().filter(wanted).toList(),
        targets,
        attacks.stream().filter(attack -> wanted.test(attack.surrogate())).toList());
  }

  /**
   * All stages in the order in which they should run: first every target on the clean images, so
   * that a file that does not fit stops the run in its first minute; then surrogate by surrogate,
   * and target by target, since opening a network takes time.
   */
  List<Stage<?>> stages() {
    List<Stage<?>> stages = new ArrayList<>(List.of(clean));
    targets.forEach(target -> stages.add(target.predictClean()));
    for (SurrogateNode surrogate : surrogates) {
      List<AttackNode> own = attacks.stream().filter(a -> a.surrogate().equals(surrogate)).toList();
      stages.addAll(surrogate.refinements());
      stages.add(surrogate.smoothness());
      own.forEach(attack -> stages.add(attack.craft()));
      stages.add(surrogate.predictClean());
      own.forEach(attack -> stages.add(attack.whiteBox()));
    }
    targets.forEach(target -> attacks.forEach(a -> stages.add(a.onTargets().get(target))));
    return stages;
  }
}

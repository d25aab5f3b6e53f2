package org.lrs.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.lrs.attack.TargetRule;
import org.lrs.experiment.configuration.AttackSpec;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.configuration.RefineSpec;
import org.lrs.experiment.configuration.SurrogateSpec;
import org.lrs.experiment.network.ClassifierRef;
import org.lrs.experiment.network.EnsembleNetwork;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.network.OpenTarget;
import org.lrs.experiment.network.SurrogateRef;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.stage.CraftAdversarial;
import org.lrs.experiment.stage.Measurement;
import org.lrs.experiment.stage.Measurement.Smoothness;
import org.lrs.experiment.stage.PredictImages;
import org.lrs.experiment.stage.PrepareData;
import org.lrs.experiment.stage.RefineSurrogate;
import org.lrs.model.BackwardChange;
import org.lrs.nn.Network;
import org.lrs.tensor.Rng;

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

  /**
   * The stages of an experiment: PrepareData → RefineSurrogate → CraftAdversarial → PredictImages,
   * and Measurement beside them. Nothing runs.
   */
  static Graph of(ExperimentSpec spec, OpenTarget open) {
    Planner planner = new Planner(spec, open);
    spec.attacks().forEach(planner::check);
    List<TargetNode> targets = new ArrayList<>();
    for (NetworkRef target : spec.targets()) {
      PredictImages onClean = new PredictImages(planner.clean, target, open);
      targets.add(new TargetNode(target, onClean));
    }
    List<SurrogateNode> surrogates = new ArrayList<>();
    List<AttackNode> attacks = new ArrayList<>();
    for (SurrogateSpec surrogate : spec.surrogates()) {
      SurrogateNode node = planner.surrogate(surrogate);
      surrogates.add(node);
      spec.attacksOn(surrogate).forEach(a -> attacks.add(planner.attack(node, a, targets)));
    }
    return new Graph(planner.clean, surrogates, targets, attacks);
  }

  /** Makes the stages; nothing runs. */
  private static final class Planner {
    private final ExperimentSpec spec;
    private final OpenTarget open;
    private final PrepareData clean;

    private Planner(ExperimentSpec spec, OpenTarget open) {
      this.spec = spec;
      this.open = open;
      clean = new PrepareData(spec.data().evaluate());
    }

    /**
     * A class that does not exist is reported before anything runs, not after hours of refinement.
     */
    private void check(AttackSpec attack) {
      if (attack.targeted() && !(attack.targets() instanceof TargetRule.Other)) {
        attack.targets().classes(clean.source().read(), () -> new float[0][], Rng.of(spec.seed()));
      }
    }

    /** A change that a surrogate's graph cannot take is reported as early. */
    private void check(AttackSpec attack, SurrogateRef network) {
      List<BackwardChange> changes = attack.attack().changes();
      for (ClassifierRef member :
          changes.isEmpty() ? List.<ClassifierRef>of() : network.members()) {
        Network graph = member.origin().graph(clean.source().read());
        try {
          for (BackwardChange change : changes) {
            graph = change.apply(graph);
          }
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "attack '%s' cannot run on '%s': %s"
                  .formatted(attack.name(), member.name(), e.getMessage()),
              e);
        }
      }
    }

    private SurrogateNode surrogate(SurrogateSpec surrogate) {
      List<RefineSurrogate> refinements = new ArrayList<>();
      List<ClassifierRef> networks = new ArrayList<>();
      for (SurrogateSpec.Part part : surrogate.parts()) {
        if (part.refine().isEmpty()) {
          networks.add(part.model());
        } else {
          RefineSurrogate refinement = refinement(part);
          refinements.add(refinement);
          networks.addAll(
              part.snapshots() == 1 ? List.of(refinement.network()) : refinement.networks());
        }
      }
      SurrogateRef network = EnsembleNetwork.of(surrogate.name(), networks, surrogate.fusion());
      return new SurrogateNode(
          surrogate,
          network,
          refinements,
          Measurement.smoothness(clean, network, spec.analyze(), spec.seed()),
          new PredictImages(clean, network, open));
    }

    private AttackNode attack(
        SurrogateNode surrogate, AttackSpec attack, List<TargetNode> targets) {
      SurrogateRef network = surrogate.network();
      check(attack, network);
      CraftAdversarial craft = new CraftAdversarial(clean, network, attack, spec.seed());
      Map<TargetNode, PredictImages> onTargets = new LinkedHashMap<>();
      for (TargetNode target : targets) {
        onTargets.put(target, new PredictImages(craft, target.network(), open));
      }
      return new AttackNode(surrogate, craft, new PredictImages(craft, network, open), onTargets);
    }

    /** The network, behind the stages that make it. */
    private ClassifierRef network(SurrogateSpec.Part part) {
      return part.refine().isEmpty() ? part.model() : refinement(part).network();
    }

    private RefineSurrogate refinement(SurrogateSpec.Part part) {
      ClassifierRef start = part.from().map(this::network).orElse(part.model());
      RefineSpec refine = part.refine().orElseThrow();
      return new RefineSurrogate(
          part.name(), start, kept(part, refine), spec.data().train(), spec.seed());
    }

    /**
     * The refinement of a network, keeping the snapshots that another surrogate wants of the same
     * one, so that it is run once for both.
     */
    private RefineSpec kept(SurrogateSpec.Part part, RefineSpec refine) {
      return spec.surrogates().stream()
          .flatMap(surrogate -> surrogate.parts().stream())
          .filter(other -> refine.snapshots() == 1 && other.model().equals(part.model()))
          .filter(other -> other.snapshots() > 1 && trainings(other).equals(trainings(part)))
          .flatMap(other -> other.refine().stream())
          .findFirst()
          .orElse(refine);
    }

    private static List<List<Object>> trainings(SurrogateSpec.Part part) {
      return part.chain().stream()
          .map(refine -> List.<Object>of(refine.training().networks(1), refine.witness()))
          .toList();
    }
  }
}

package org.lrs.experiment;

import java.util.ArrayList;
import java.util.List;
import org.lrs.attack.TargetRule;
import org.lrs.experiment.Graph.AttackNode;
import org.lrs.experiment.Graph.SurrogateNode;
import org.lrs.experiment.Graph.TargetNode;
import org.lrs.experiment.configuration.AttackSpec;
import org.lrs.experiment.configuration.DataSpec;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.configuration.RefineSpec;
import org.lrs.experiment.configuration.SurrogateSpec;
import org.lrs.experiment.network.ClassifierRef;
import org.lrs.experiment.network.EnsembleNetwork;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.network.OpenTarget;
import org.lrs.experiment.network.SurrogateRef;
import org.lrs.experiment.stage.CraftAdversarial;
import org.lrs.experiment.stage.MeasureSmoothness;
import org.lrs.experiment.stage.PredictImages;
import org.lrs.experiment.stage.PrepareData;
import org.lrs.experiment.stage.RefineSurrogate;
import org.lrs.experiment.stage.Source;
import org.lrs.refine.FineTuneSettings;
import org.lrs.tensor.Rng;

/**
 * Turns an experiment into stages.
 *
 * <p>PrepareData → RefineSurrogate → CraftAdversarial → PredictImages, and MeasureSmoothness beside
 * them. Nothing runs.
 */
final class Planner {

  private final ExperimentSpec spec;
  private final OpenTarget open;
  private final Source attacked;
  private final PrepareData clean;
  private Source train;

  private Planner(ExperimentSpec spec, OpenTarget open) {
    this.spec = spec;
    this.open = open;
    this.attacked = source(spec.data().evaluate());
    this.clean = new PrepareData(attacked);
  }

  /** The stages of an experiment. */
  static Graph graph(ExperimentSpec spec, OpenTarget open) {
    Planner planner = new Planner(spec, open);
    spec.attacks().forEach(planner::check);
    List<SurrogateNode> surrogates = new ArrayList<>();
    for (SurrogateSpec surrogate : spec.surrogates()) {
      surrogates.add(planner.surrogate(surrogate));
    }
    List<TargetNode> targets = new ArrayList<>();
    for (NetworkRef target : spec.targets()) {
      targets.add(planner.target(target, surrogates));
    }
    return new Graph(planner.clean, surrogates, targets);
  }

  /** A class that does not exist is told before anything runs, not after hours of refinement. */
  private void check(AttackSpec attack) {
    if (attack.targeted() && !(attack.targets() instanceof TargetRule.Other)) {
      attack.targets().classes(attacked.read(), () -> new float[0][], Rng.of(spec.seed()));
    }
  }

  private SurrogateNode surrogate(SurrogateSpec surrogate) {
    List<ClassifierRef> networks =
        surrogate.parts().stream().flatMap(part -> networks(part).stream()).toList();
    SurrogateRef network = EnsembleNetwork.of(surrogate.name(), networks, surrogate.fusion());
    List<AttackNode> attacks = new ArrayList<>();
    for (AttackSpec attack : spec.attacksOn(surrogate)) {
      CraftAdversarial craft = new CraftAdversarial(clean, network, attack, spec.seed());
      attacks.add(new AttackNode(craft, new PredictImages(craft, network, open)));
    }
    return new SurrogateNode(
        surrogate,
        network,
        new MeasureSmoothness(clean, network, spec.analyze(), spec.seed()),
        new PredictImages(clean, network, open),
        attacks);
  }

  /** The network, behind the stages that make it. */
  private ClassifierRef network(SurrogateSpec.Part part) {
    return part.refine().isEmpty() ? part.model() : refinement(part).network();
  }

  /** The networks that a part stands for: one, or those that its refinement keeps. */
  private List<ClassifierRef> networks(SurrogateSpec.Part part) {
    return part.snapshots() == 1 ? List.of(network(part)) : refinement(part).networks();
  }

  private RefineSurrogate refinement(SurrogateSpec.Part part) {
    ClassifierRef start = part.from().map(this::network).orElse(part.model());
    RefineSpec refine = part.refine().orElseThrow();
    return new RefineSurrogate(part.name(), start, kept(part, refine), train(), spec.seed());
  }

  /**
   * The refinement of a network, keeping the snapshots that another surrogate wants of the same
   * one, so that it is run once for both.
   */
  private RefineSpec kept(SurrogateSpec.Part part, RefineSpec refine) {
    return spec.surrogates().stream()
        .flatMap(surrogate -> surrogate.parts().stream())
        .filter(other -> refine.snapshots() == 1 && other.model().equals(part.model()))
        .filter(other -> other.snapshots() > 1 && settings(other).equals(settings(part)))
        .flatMap(other -> other.refine().stream())
        .findFirst()
        .orElse(refine);
  }

  private static List<FineTuneSettings> settings(SurrogateSpec.Part part) {
    return part.chain().stream().map(RefineSpec::settings).toList();
  }

  private TargetNode target(NetworkRef target, List<SurrogateNode> surrogates) {
    List<List<PredictImages>> predictions = new ArrayList<>();
    for (SurrogateNode surrogate : surrogates) {
      predictions.add(
          surrogate.attacks().stream()
              .map(attack -> new PredictImages(attack.craft(), target, open))
              .toList());
    }
    return new TargetNode(target, new PredictImages(clean, target, open), predictions);
  }

  /** The training images: one object, so that they are decoded once for all refinements. */
  private Source train() {
    if (train == null) {
      train = source(spec.data().train());
    }
    return train;
  }

  private Source source(DataSpec.Part part) {
    return new Source(spec.data(), part);
  }
}

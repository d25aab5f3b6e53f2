package org.lrs.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lrs.attack.TargetRule;
import org.lrs.experiment.Graph.AttackNode;
import org.lrs.experiment.Graph.SurrogateNode;
import org.lrs.experiment.Graph.TargetNode;
import org.lrs.experiment.configuration.AttackSpec;
import org.lrs.experiment.configuration.DataSpec;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.configuration.ModelSpec;
import org.lrs.experiment.configuration.RefineSpec;
import org.lrs.experiment.configuration.SurrogateSpec;
import org.lrs.experiment.stage.CraftAdversarial;
import org.lrs.experiment.stage.EngineModel;
import org.lrs.experiment.stage.Fingerprints;
import org.lrs.experiment.stage.MeasureSmoothness;
import org.lrs.experiment.stage.NetworkSource;
import org.lrs.experiment.stage.OpenTarget;
import org.lrs.experiment.stage.PredictImages;
import org.lrs.experiment.stage.Predictor;
import org.lrs.experiment.stage.PrepareData;
import org.lrs.experiment.stage.RefineSurrogate;
import org.lrs.experiment.stage.Source;
import org.lrs.experiment.stage.SurrogateSource;
import org.lrs.refine.FineTuneSettings;
import org.lrs.tensor.Rng;

/**
 * Turns an experiment into stages.
 *
 * <p>PrepareData → RefineSurrogate → CraftAdversarial → PredictImages, and MeasureSmoothness beside
 * them. Only files are read, to take their digests; nothing runs.
 */
final class Planner {

  private final ExperimentSpec spec;
  private final Fingerprints fingerprints;
  private final OpenTarget open;
  private final Source attacked;
  private final PrepareData clean;
  private Source train;

  private Planner(ExperimentSpec spec, Fingerprints fingerprints, OpenTarget open) {
    this.spec = spec;
    this.fingerprints = fingerprints;
    this.open = open;
    this.attacked = source(spec.data().evaluate());
    this.clean = new PrepareData(attacked);
  }

  /** The stages of an experiment. */
  static Graph graph(ExperimentSpec spec, Fingerprints fingerprints, OpenTarget open) {
    Planner planner = new Planner(spec, fingerprints, open);
    spec.attacks().forEach(planner::check);
    List<SurrogateNode> surrogates = new ArrayList<>();
    for (SurrogateSpec surrogate : spec.surrogates()) {
      surrogates.add(planner.surrogate(surrogate));
    }
    List<TargetNode> targets = new ArrayList<>();
    for (ModelSpec target : spec.targets()) {
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
    List<NetworkSource> networks = surrogate.parts().stream().map(this::network).toList();
    SurrogateSource source = new SurrogateSource(surrogate.name(), networks, surrogate.fusion());
    Predictor self = new Predictor.OfSurrogate(source);
    List<AttackNode> attacks = new ArrayList<>();
    for (AttackSpec attack : spec.attacksOn(surrogate)) {
      CraftAdversarial craft =
          new CraftAdversarial(clean, source, attack, fingerprints, spec.seed());
      attacks.add(new AttackNode(craft, new PredictImages(craft, self, open)));
    }
    return new SurrogateNode(
        surrogate,
        source,
        new MeasureSmoothness(clean, source, spec.analyze(), spec.seed()),
        new PredictImages(clean, self, open),
        attacks);
  }

  private NetworkSource network(SurrogateSpec.Part part) {
    return new NetworkSource(
        part.name(), engine(part.model(), fingerprints), refinement(part), part.snapshots());
  }

  /** The stage that makes a refined network, behind those that make what it starts from. */
  private Optional<RefineSurrogate> refinement(SurrogateSpec.Part part) {
    return part.refine()
        .map(
            refine ->
                new RefineSurrogate(
                    part.name(),
                    engine(part.model(), fingerprints),
                    part.from().flatMap(this::refinement),
                    kept(part, refine),
                    train(),
                    spec.seed()));
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

  private TargetNode target(ModelSpec target, List<SurrogateNode> surrogates) {
    Predictor predictor = predictor(target, fingerprints);
    List<List<PredictImages>> predictions = new ArrayList<>();
    for (SurrogateNode surrogate : surrogates) {
      predictions.add(
          surrogate.attacks().stream()
              .map(attack -> new PredictImages(attack.craft(), predictor, open))
              .toList());
    }
    return new TargetNode(target, new PredictImages(clean, predictor, open), predictions);
  }

  /** Whoever answers for a target. */
  static Predictor predictor(ModelSpec model, Fingerprints fingerprints) {
    if (model instanceof ModelSpec.Onnx onnx) {
      return new Predictor.OfOnnx(onnx, fingerprints.of(onnx.file()));
    }
    EngineModel engine = engine((ModelSpec.Engine) model, fingerprints);
    return new Predictor.OfSurrogate(SurrogateSource.plain(model.name(), engine));
  }

  private static EngineModel engine(ModelSpec.Engine model, Fingerprints fingerprints) {
    return new EngineModel(model, fingerprints.of(model.file()));
  }

  /** The training images: one object, so that they are decoded once for all refinements. */
  private Source train() {
    if (train == null) {
      train = source(spec.data().train());
    }
    return train;
  }

  private Source source(DataSpec.Part part) {
    return new Source(spec.data(), part, fingerprints.of(spec.data(), part.split()));
  }
}

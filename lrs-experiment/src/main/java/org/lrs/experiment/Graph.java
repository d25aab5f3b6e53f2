package org.lrs.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.lrs.experiment.configuration.SurrogateSpec;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.network.SurrogateRef;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.stage.CraftAdversarial;
import org.lrs.experiment.stage.MeasureSmoothness;
import org.lrs.experiment.stage.PredictImages;
import org.lrs.experiment.stage.PrepareData;

/**
 * The stages of one experiment, by what they mean.
 *
 * @param clean the attacked images
 * @param surrogates one entry per surrogate
 * @param targets one entry per target
 */
record Graph(PrepareData clean, List<SurrogateNode> surrogates, List<TargetNode> targets) {

  /**
   * A surrogate.
   *
   * @param predictClean what it sees on the clean images
   * @param attacks one entry per attack
   */
  record SurrogateNode(
      SurrogateSpec spec,
      SurrogateRef network,
      MeasureSmoothness smoothness,
      PredictImages predictClean,
      List<AttackNode> attacks) {}

  /**
   * One attack on one surrogate.
   *
   * @param whiteBox what the surrogate itself sees on the adversarial images
   */
  record AttackNode(CraftAdversarial craft, PredictImages whiteBox) {
    /** Where its images stand in a run folder. */
    String folder() {
      return "adversarial/" + craft.surrogate() + "/" + craft.attack().name();
    }
  }

  /**
   * A target.
   *
   * @param predictClean what it sees on the clean images
   * @param predictions what it sees on every adversarial set, surrogate by surrogate, each in the
   *     order of its attacks
   */
  record TargetNode(
      NetworkRef spec, PredictImages predictClean, List<List<PredictImages>> predictions) {}

  /** The same without some of the surrogates. */
  Graph only(Predicate<SurrogateNode> wanted) {
    List<SurrogateNode> kept = surrogates.stream().filter(wanted).toList();
    List<TargetNode> asked = new ArrayList<>();
    for (TargetNode target : targets) {
      List<List<PredictImages>> predictions = new ArrayList<>();
      for (SurrogateNode surrogate : kept) {
        predictions.add(target.predictions().get(surrogates.indexOf(surrogate)));
      }
      asked.add(new TargetNode(target.spec(), target.predictClean(), predictions));
    }
    return new Graph(clean, kept, asked);
  }

  /**
   * All stages in the order in which they should run: first every target on the clean images, so
   * that a file that does not fit stops the run in its first minute; then surrogate by surrogate,
   * and target by target, since opening a network takes time.
   */
  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>(List.of(clean));
    targets.forEach(target -> stages.add(target.predictClean()));
    for (SurrogateNode surrogate : surrogates) {
      stages.addAll(surrogate.network().inputs());
      stages.add(surrogate.smoothness());
      surrogate.attacks().forEach(attack -> stages.add(attack.craft()));
      stages.add(surrogate.predictClean());
      surrogate.attacks().forEach(attack -> stages.add(attack.whiteBox()));
    }
    targets.forEach(target -> target.predictions().forEach(stages::addAll));
    return stages;
  }
}

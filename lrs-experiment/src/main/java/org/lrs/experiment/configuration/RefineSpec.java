package org.lrs.experiment.configuration;

import java.util.Optional;
import java.util.stream.Collectors;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.model.Classifier;
import org.lrs.refine.FineTuner;
import org.lrs.refine.Refinement;
import org.lrs.refine.Training;
import org.lrs.refine.Witnesses;

/**
 * How a surrogate is refined.
 *
 * @param method names of the refinements put together, such as {@code lrs-f} or {@code lrs-f + swa}
 * @param preset settings it started from: {@code stable}, {@code basic}, {@code published}, or a
 *     program's {@code own}
 * @param training the preset with refinements and the spec's own values
 * @param witness the second network that it learns from; empty if it needs none
 */
public record RefineSpec(
    String method, String preset, Training training, Optional<EngineNetwork> witness) {

  /**
   * Checks that there is a witness where, and only where, the training learns from one.
   *
   * @throws IllegalArgumentException otherwise
   */
  public RefineSpec {
    Witnesses.require(witness.isPresent(), training);
  }

  /** The same refinement, giving so many networks. */
  public RefineSpec keeping(int count) {
    return new RefineSpec(method, preset, training.networks(count), witness);
  }

  /**
   * The same refinement of so many steps, over as many epochs as they take.
   *
   * @param images number of training images
   */
  public RefineSpec lasting(int steps, int images) {
    int perEpoch = training.maxSteps(0).epochs(1).settings().totalSteps(images);
    int epochs = Math.max(1, (int) Math.ceil(steps / (double) perEpoch));
    return new RefineSpec(method, preset, training.epochs(epochs).maxSteps(steps), witness);
  }

  /**
   * Networks it gives: at equally spaced steps, the last being the result, or drawn around the
   * result; 1 for the result alone.
   */
  public int snapshots() {
    return training.outcome().networks();
  }

  /** Files of networks beside the result. */
  public int files() {
    return training.outcome().files();
  }

  /** A training as a program composes it, called after its refinements, without a witness. */
  public static RefineSpec of(Training training) {
    return of(training, Optional.empty());
  }

  /** A training as a program composes it, called after its refinements. */
  public static RefineSpec of(Training training, Optional<EngineNetwork> witness) {
    String method =
        training.refinements().stream().map(Refinement::name).collect(Collectors.joining(" + "));
    return new RefineSpec(method, "own", training, witness);
  }

  /** The stable preset of a refinement. */
  static RefineSpec stable(Refinement refinement) {
    return new RefineSpec(
        refinement.name(), "stable", Training.stable().with(refinement), Optional.empty());
  }

  /**
   * Trains a classifier, beside the witness if there is one.
   *
   * @param tuner of this training
   */
  public FineTuner.Result train(FineTuner tuner, Classifier classifier, ImageDataset images) {
    if (witness.isEmpty()) {
      return tuner.run(classifier, images);
    }
    // A pretrained network is read from no stage's result.
    EngineNetwork pretrained = witness.get();
    try (Classifier open = pretrained.open(pretrained.name(), stage -> null, images)) {
      return tuner.witness(open).run(classifier, images);
    }
  }
}

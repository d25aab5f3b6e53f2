package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.lrs.data.Normalization;
import org.lrs.lipschitz.DifferenceStep.Space;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/** Batches on which a term of the loss is looked at alone. */
public final class TermPoint {
  public static final InputShape INPUT = new InputShape(2, 3, 3);
  public static final int CLASSES = 3;
  public static final int IMAGES = 4;

  private TermPoint() {}

  /** A step with a clean pass beside the term, under the stable preset. */
  public static Passes passes(Classifier classifier) {
    return passes(classifier, images());
  }

  public static Passes passes(Classifier classifier, Tensor images) {
    return passes(classifier, images, Training.basic());
  }

  static Passes passes(Classifier classifier, Tensor images, Training training) {
    return new Passes(TrainedNetwork.of(classifier, false), training, batch(classifier, images));
  }

  /** A step beside another network, without a clean pass of its own. */
  public static Passes beside(Classifier classifier, Classifier witness) {
    return new Passes(
        TrainedNetwork.of(classifier, false).beside(Optional.of(witness)),
        Training.stable().crossEntropyWeight(0),
        batch(classifier, images()));
  }

  static Batch batch(Classifier classifier, Tensor images) {
    int count = (int) images.size(0);
    return new Batch(
        images,
        TinyClassifiers.labels(count, classifier.classes()),
        1000,
        false,
        Draws.of(Rng.of(7), LongStream.range(0, count).toArray()));
  }

  /** The term of a step times its weight. */
  public static Tensor of(LossTerm term, Passes passes) {
    LossTerm.Weighted weighted = term.of(passes);
    return weighted.value().multiply(weighted.weight());
  }

  /** Images away from 0 and 1, so that no small step meets the edge of [0, 1]. */
  public static Tensor images() {
    return TinyClassifiers.images(IMAGES, INPUT, 4).multiply(0.8).add(0.1);
  }

  public static Normalization normalization() {
    return new Normalization(new double[] {0.4, 0.5}, new double[] {0.25, 0.5});
  }

  public static Classifier smooth() {
    return TinyClassifiers.smooth(INPUT, CLASSES, normalization(), 3);
  }

  public static Classifier normalised() {
    return TinyClassifiers.normalised(INPUT, CLASSES, normalization(), 3);
  }

  /** One image of the usual batch, with its draws. */
  public static Passes only(int i, Classifier classifier) {
    Batch all = batch(classifier, images());
    Batch one =
        new Batch(
            all.images().narrow(0, i, 1),
            all.labels().narrow(0, i, 1),
            all.step(),
            false,
            Draws.of(Rng.of(7), i));
    return new Passes(TrainedNetwork.of(classifier, false), Training.basic(), one);
  }

  /** Central difference of a function of the logits by the i-th value of the images. */
  public static double slope(Passes batch, int i, UnaryOperator<Tensor> ofLogits) {
    double h = 0.01;
    double[] found = new double[2];
    for (int side = 0; side < 2; side++) {
      float[] moved = batch.images().toFloatArray();
      moved[i] += (float) (side == 0 ? h : -h);
      Tensor images = Tensor.of(moved, batch.images().shape());
      found[side] = ofLogits.apply(batch.classifier().logits(images, batch.furtherPass())).item();
    }
    return (found[0] - found[1]) / (2 * h);
  }

  /** Factor from a pixel gradient of the i-th value to one in a space. */
  public static double scale(Space space, int i) {
    int channel = i / (INPUT.height() * INPUT.width()) % INPUT.channels();
    return space == Space.PIXEL ? 1 : normalization().std().get(channel);
  }

  /**
   * Compares the gradient of a term along itself with a central difference of its value. Some
   * cross-entropy is added, as a Jacobian does not depend on the last bias.
   */
  public static void assertParameterGradient(LossTerm term) {
    try (Classifier model = smooth()) {
      Passes batch = passes(model);
      List<Tensor> trained = model.parameters().trainable(model.network(), true);
      List<Tensor> gradient = Autograd.gradients(loss(term, batch), trained);
      double norm = Sgd.norm(gradient);
      double h = 0.01;
      move(trained, gradient, h / norm);
      double above = loss(term, batch).item();
      move(trained, gradient, -2 * h / norm);
      double below = loss(term, batch).item();
      // Second-order error of the difference and float32 over h.
      assertThat((above - below) / (2 * h)).isCloseTo(norm, within(2e-3 * norm));
    }
  }

  private static Tensor loss(LossTerm term, Passes batch) {
    Tensor logits = batch.classifier().logits(batch.images(), batch.furtherPass());
    return of(term, batch).addScaled(batch.crossEntropyOf(logits).mean(), 0.01);
  }

  private static void move(List<Tensor> numbers, List<Tensor> direction, double factor) {
    for (int i = 0; i < numbers.size(); i++) {
      Tensor unused = numbers.get(i).detach().addScaledInPlace(direction.get(i), factor);
    }
  }

  /** The step of a training whose clean images have weight 0. */
  static Passes withoutCleanPass(Classifier classifier) {
    return passes(classifier, images(), Training.basic().crossEntropyWeight(0));
  }
}

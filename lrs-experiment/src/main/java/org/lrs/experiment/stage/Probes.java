package org.lrs.experiment.stage;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.lrs.attack.AttackInput;
import org.lrs.attack.Composition;
import org.lrs.attack.ImagePool;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.Steps;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.evaluate.Predictions;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Goal;
import org.lrs.threat.LinfBall;
import org.lrs.threat.ThreatModel;

/**
 * What the fine-tuner measures between epochs to warn early: on few images, since it only warns.
 */
final class Probes {

  private static final int ACCURACY_IMAGES = 256;
  private static final int ATTACK_IMAGES = 64;
  private static final int STEPS = 10;

  private Probes() {}

  /** Share of the first training images, as they are, that are classified correctly. */
  static ToDoubleFunction<Classifier> accuracy(ImageDataset images) {
    ImageDataset few = images.take(Math.min(ACCURACY_IMAGES, images.size()));
    return classifier -> {
      try (Surrogate frozen = new FrozenSurrogate(classifier);
          Scope scope = Scope.open()) {
        ImageBatch batch = ImageBatch.range(few, 0, few.size());
        return right(frozen.logits(batch.images()), few.labels());
      }
    };
  }

  /** Share of the first training images that I-FGSM (ε = 4/255, 10 steps) makes wrong. */
  static ToDoubleFunction<Classifier> whiteBoxSuccess(ImageDataset images) {
    ImageDataset few = images.take(Math.min(ATTACK_IMAGES, images.size()));
    ThreatModel threat = new ThreatModel(new LinfBall(4 / 255.0), Goal.UNTARGETED);
    IterativeAttack attack = new Composition(threat).steps(new Steps(1 / 255.0, STEPS)).build();
    ImagePool pool = new ImagePool(few);
    return classifier -> {
      try (Surrogate frozen = new FrozenSurrogate(classifier);
          Scope scope = Scope.open()) {
        ImageBatch batch = ImageBatch.range(few, 0, few.size());
        AttackInput input = AttackInput.untargeted(batch, Rng.of(0), pool);
        Tensor attacked = attack.run(frozen, input).images();
        return 1 - right(frozen.logits(attacked), few.labels());
      }
    };
  }

  private static double right(Tensor logits, int[] labels) {
    int[] predicted =
        Arrays.stream(logits.argmax(1).toLongArray()).mapToInt(Math::toIntExact).toArray();
    return Predictions.accuracy(predicted, labels);
  }
}

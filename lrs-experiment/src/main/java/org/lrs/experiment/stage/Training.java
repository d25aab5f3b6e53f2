package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import org.lrs.attack.AttackInput;
import org.lrs.attack.Composition;
import org.lrs.attack.ImagePool;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.Steps;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.evaluate.Predictions;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.plan.StageRun;
import org.lrs.experiment.store.Json;
import org.lrs.format.Safetensors;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.Surrogate;
import org.lrs.refine.FineTuner;
import org.lrs.refine.StepRecord;
import org.lrs.refine.TrainingListener;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Goal;
import org.lrs.threat.LinfBall;
import org.lrs.threat.ThreatModel;

/**
 * What training left besides the weights, and what is measured to warn: on few images, since it
 * only warns.
 *
 * @param temperature what the logits were divided by before the first step
 * @param steps every step
 * @param warnings what the user should act on, in sentences
 */
public record Training(double temperature, List<StepRecord> steps, List<String> warnings) {

  public Training {
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
  }

  private static final String FILE = "training.json";

  /** What a finished run left. */
  static Training of(FineTuner.Result result) {
    return new Training(result.temperature(), result.history(), result.warnings());
  }

  /** Reads it from a finished stage. */
  static Training read(Path result) {
    return Json.read(result.resolve(FILE), Training.class);
  }

  /** Writes the trained weights, and this next to them. */
  void write(Path output, Classifier trained, Map<String, String> metadata) throws IOException {
    Safetensors.write(output.resolve(ModelFile.WEIGHTS), trained.parameters().toHost(), metadata);
    Files.writeString(output.resolve(FILE), Json.text(this));
  }

  /** Reports steps and warnings to a stage's listener. */
  static TrainingListener listener(StageRun run) {
    return new TrainingListener() {
      @Override
      public void onStep(StepRecord step, int totalSteps) {
        run.measured(figures(step));
        run.advance(
            (step.step() + 1.0) / totalSteps,
            String.format(
                Locale.ROOT,
                "step %d of %d, loss %.3f",
                step.step() + 1,
                totalSteps,
                step.total()));
      }

      @Override
      public void onAccuracy(int done, double accuracy) {
        run.measured(Map.of("clean accuracy", accuracy));
      }

      @Override
      public void onWarning(String sentence) {
        run.warn(sentence);
      }
    };
  }

  private static Map<String, Double> figures(StepRecord step) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("loss", (double) step.total());
    figures.put("cross-entropy", (double) step.crossEntropy());
    figures.put("LRS-1", (double) step.penalty1());
    figures.put("LRS-2", (double) step.penalty2());
    figures.put("further terms", (double) step.further());
    figures.values().removeIf(value -> value.isNaN());
    return figures;
  }

  /** Share of the first 256 training images, as they are, that are classified correctly. */
  static ToDoubleFunction<Classifier> accuracy(ImageDataset images) {
    ImageDataset few = images.take(Math.min(256, images.size()));
    return classifier -> share(classifier, few, (surrogate, batch) -> batch.images());
  }

  /** Share of the first 64 training images that I-FGSM (ε = 8/255, 20 steps) makes wrong. */
  static ToDoubleFunction<Classifier> whiteBoxSuccess(ImageDataset images) {
    ImageDataset few = images.take(Math.min(64, images.size()));
    ThreatModel threat = new ThreatModel(new LinfBall(8 / 255.0), Goal.UNTARGETED);
    IterativeAttack attack = new Composition(threat).steps(new Steps(1 / 255.0, 20)).build();
    ImagePool pool = new ImagePool(few);
    return classifier ->
        1
            - share(
                classifier,
                few,
                (surrogate, batch) ->
                    attack.run(surrogate, AttackInput.untargeted(batch, Rng.of(0), pool)).images());
  }

  /** Share of images that are classified correctly once they have been changed. */
  private static double share(
      Classifier classifier, ImageDataset few, BiFunction<Surrogate, ImageBatch, Tensor> change) {
    try (Surrogate frozen = new FrozenSurrogate(classifier);
        Scope scope = Scope.open()) {
      Tensor changed = change.apply(frozen, ImageBatch.range(few, 0, few.size()));
      long[] predicted = frozen.logits(changed).argmax(1).toLongArray();
      int[] classes = Arrays.stream(predicted).mapToInt(Math::toIntExact).toArray();
      return Predictions.accuracy(classes, few.labels());
    }
  }
}

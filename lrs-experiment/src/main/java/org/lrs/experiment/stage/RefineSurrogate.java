package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.plan.StageRun;
import org.lrs.experiment.spec.RefineSpec;
import org.lrs.experiment.store.Disk;
import org.lrs.experiment.store.Json;
import org.lrs.finetune.FineTuneSettings;
import org.lrs.finetune.FineTuner;
import org.lrs.finetune.StepRecord;
import org.lrs.finetune.TrainingListener;
import org.lrs.model.Classifier;
import org.lrs.nn.Safetensors;

/**
 * Refines a pretrained network with the Lipschitz penalties.
 *
 * <p>The fine-tuner keeps its state in the stage's checkpoint folder, so a killed refinement goes
 * on and ends with the same numbers.
 */
public final class RefineSurrogate implements Stage {

  private static final String WEIGHTS = "model.safetensors";
  private static final String TRAINING = "training.json";

  private final String name;
  private final EngineModel model;
  private final RefineSpec refine;
  private final Source train;
  private final long seed;

  /**
   * What training left besides the numbers.
   *
   * @param steps every step
   * @param warnings early signs of trouble, in sentences
   */
  public record Training(List<StepRecord> steps, List<String> warnings) {

    /** Reads it from a finished stage. */
    public static Training read(Path result) {
      Path file = result.resolve(TRAINING);
      return Json.mapper()
          .readValue(Disk.reading(file, () -> Files.readString(file)), Training.class);
    }
  }

  /**
   * @param name name of the refined surrogate
   * @param train images to train on
   * @param seed root of order and augmentation
   */
  public RefineSurrogate(
      String name, EngineModel model, RefineSpec refine, Source train, long seed) {
    this.name = name;
    this.model = model;
    this.refine = refine;
    this.train = train;
    this.seed = seed;
  }

  @Override
  public String kind() {
    return "refine";
  }

  @Override
  public String label() {
    return "refine " + name + " (" + refine.method() + ")";
  }

  @Override
  public Object parameters() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", 1);
    all.put("model", model.parameters());
    all.put("settings", refine.settings());
    all.put("train", train.parameters());
    all.put("seed", seed);
    return all;
  }

  @Override
  public List<Stage> inputs() {
    return List.of();
  }

  @Override
  public double cost() {
    FineTuneSettings settings = refine.settings();
    // Forward and backward pass of the cross-entropy, and as much again for each penalty; the
    // second differentiates a gradient and costs about three such passes more.
    double passes =
        3 + (settings.lrs().weight1() > 0 ? 3 : 0) + (settings.lrs().weight2() > 0 ? 9 : 0);
    return passes * settings.batchSize() * settings.totalSteps(train.count());
  }

  @Override
  public void run(StageRun run) throws IOException {
    ImageDataset images = train.read();
    try (Classifier classifier =
        model.open(model.spec().architecture(), Optional.empty(), images)) {
      FineTuner.Result result =
          new FineTuner(
                  refine.settings(),
                  seed,
                  run.checkpoint(),
                  Probes.accuracy(images),
                  Probes.whiteBoxSuccess(images),
                  listener(run))
              .run(classifier, images);
      Safetensors.write(
          run.output().resolve(WEIGHTS),
          classifier.parameters().toHost(),
          Map.of("architecture", model.spec().architecture(), "refined", refine.method()));
      Files.writeString(
          run.output().resolve(TRAINING),
          Json.text(new Training(result.history(), result.warnings())));
    }
  }

  private static TrainingListener listener(StageRun run) {
    return new TrainingListener() {
      @Override
      public void onStep(StepRecord step, int totalSteps) {
        run.advance(
            (step.step() + 1.0) / totalSteps,
            "step %d of %d, loss %.3f".formatted(step.step() + 1, totalSteps, step.total()));
      }

      @Override
      public void onWarning(String sentence) {
        run.warn(sentence);
      }
    };
  }

  /** The refined numbers of a finished stage. */
  public static Path weights(Path result) {
    return result.resolve(WEIGHTS);
  }
}

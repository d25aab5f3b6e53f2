package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.plan.StageRun;
import org.lrs.experiment.spec.RefineSpec;
import org.lrs.finetune.FineTuneSettings;
import org.lrs.finetune.FineTuner;
import org.lrs.finetune.Snapshots;
import org.lrs.model.Classifier;

/**
 * Refines a pretrained network, with the Lipschitz penalties or another method.
 *
 * <p>The fine-tuner keeps its state in the stage's checkpoint folder, so a killed refinement goes
 * on and ends with the same numbers.
 */
public final class RefineSurrogate implements Stage {

  private final String name;
  private final EngineModel model;
  private final RefineSpec refine;
  private final Source train;
  private final long seed;

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
    if (refine.snapshots() > 1) {
      all.put("snapshots", refine.snapshots());
    }
    return all;
  }

  @Override
  public List<Stage> inputs() {
    return List.of();
  }

  @Override
  public double cost() {
    FineTuneSettings settings = refine.settings();
    return settings.passes() * settings.batchSize() * settings.totalSteps(train.count());
  }

  @Override
  public void run(StageRun run) throws IOException {
    ImageDataset images = train.read();
    Snapshots snapshots = new Snapshots(run.checkpoint(), refine.snapshots());
    try (Classifier classifier =
        model.open(model.spec().architecture(), Optional.empty(), images)) {
      FineTuner.Result result =
          new FineTuner(
                  refine.settings(),
                  seed,
                  run.checkpoint(),
                  Probes.accuracy(images),
                  Probes.whiteBoxSuccess(images),
                  Training.listener(run))
              .keeping(snapshots)
              .run(classifier, images);
      new Training(result.history(), result.warnings())
          .write(run.output(), classifier, Map.of("refined", refine.method()));
      for (int number = 1; number < snapshots.count(); number++) {
        Files.copy(snapshots.file(number), Training.snapshot(run.output(), number));
      }
    }
  }
}

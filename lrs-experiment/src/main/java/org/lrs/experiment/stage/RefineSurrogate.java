package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.configuration.RefineSpec;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.plan.StageRun;
import org.lrs.model.Classifier;
import org.lrs.refine.FineTuneSettings;
import org.lrs.refine.FineTuner;
import org.lrs.refine.Snapshots;

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
  private final Optional<RefineSurrogate> from;
  private final Source train;
  private final long seed;

  /**
   * @param name name of the refined surrogate
   * @param from the refinement whose outcome it starts from; empty for the pretrained network
   * @param train images to train on
   * @param seed root of order and augmentation
   */
  public RefineSurrogate(
      String name,
      EngineModel model,
      Optional<RefineSurrogate> from,
      RefineSpec refine,
      Source train,
      long seed) {
    this.name = name;
    this.model = model;
    this.from = from;
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
    String start = from.map(stage -> " from " + stage.name).orElse("");
    return "refine " + name + " (" + refine.method() + start + ")";
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
    return from.<List<Stage>>map(List::of).orElse(List.of());
  }

  /** Files of networks beside the outcome in the result. */
  int files() {
    return refine.files();
  }

  @Override
  public double cost() {
    FineTuneSettings settings = refine.settings();
    return settings.passes() * settings.batchSize() * settings.totalSteps(train.count());
  }

  /** The methods in their order, as in {@code lrs-f, lgv}. */
  private String methods() {
    return from.map(stage -> stage.methods() + ", ").orElse("") + refine.method();
  }

  @Override
  public void run(StageRun run) throws IOException {
    ImageDataset images = train.read();
    Snapshots snapshots = new Snapshots(run.checkpoint(), refine.snapshots());
    try (Classifier classifier =
        model.open(
            model.spec().architecture(),
            from.map(stage -> run.input(stage).resolve(Training.WEIGHTS)),
            images)) {
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
          .write(run.output(), classifier, Map.of("refined", methods()));
      for (int number = 1; number <= refine.files(); number++) {
        Files.copy(snapshots.file(number), Training.snapshot(run.output(), number));
      }
    }
  }
}

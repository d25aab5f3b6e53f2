package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.evaluate.ClassifierTarget;
import org.lrs.evaluate.Predictions;
import org.lrs.evaluate.Target;
import org.lrs.experiment.configuration.TrainingSpec;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.plan.StageRun;
import org.lrs.experiment.store.Json;
import org.lrs.model.Architectures;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.nn.Network;
import org.lrs.nn.StateDict;
import org.lrs.refine.FineTuner;
import org.lrs.tensor.Rng;

/** Trains a network from scratch and measures it on the test images. */
public record TrainModel(TrainingSpec spec) implements Stage<TrainModel.Trained> {

  private static final String FILE = "trained.json";

  /**
   * What was trained.
   *
   * @param dataset name of the training images
   * @param testAccuracy share of the test images it gets right, in [0, 1]
   */
  public record Trained(
      String dataset,
      InputShape input,
      int classes,
      Normalization normalization,
      double testAccuracy,
      int testImages) {}

  @Override
  public String kind() {
    return "train";
  }

  @Override
  public String label() {
    return "train " + spec.name() + " (" + spec.architecture() + ")";
  }

  @Override
  public Object parameters() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", 1);
    all.put("architecture", spec.architecture());
    all.put("normalization", spec.normalization());
    all.put("training", spec.training().parts());
    all.put("train", spec.data().train().parameters());
    all.put("test", spec.data().evaluate().parameters());
    all.put("seed", spec.seed());
    return all;
  }

  @Override
  public double cost() {
    return spec.training().cost(spec.data().train().count());
  }

  @Override
  public void run(StageRun run) throws IOException {
    ImageDataset images = spec.data().train().read();
    try (Classifier classifier = begin(images)) {
      FineTuner.Result result =
          new FineTuner(spec.training(), spec.seed())
              .in(run.checkpoint())
              .watching(Training.accuracy(images), network -> Double.NaN)
              .telling(Training.listener(run))
              .run(classifier, images);
      Training.of(result).write(run.output(), classifier, Map.of());
      Files.writeString(run.output().resolve(FILE), Json.text(measure(classifier)));
    }
  }

  @Override
  public Trained read(Path folder) {
    return Json.read(folder.resolve(FILE), Trained.class);
  }

  private Classifier begin(ImageDataset images) {
    Images pixels = images.images();
    InputShape input = new InputShape(pixels.channels(), pixels.height(), pixels.width());
    Network network = Architectures.get(spec.architecture()).build(input, images.classes());
    return new Classifier(
        spec.architecture(),
        network,
        StateDict.initialise(network, Rng.of(spec.seed()).split("initialise")),
        spec.normalization().orElseGet(() -> Normalization.none(input.channels())),
        input,
        images.classes());
  }

  private Trained measure(Classifier classifier) {
    ImageDataset images = spec.data().evaluate().read();
    try (Target target = new ClassifierTarget(classifier.copy(spec.architecture()))) {
      double accuracy = Predictions.of(target, images.images()).accuracy(images.labels());
      return new Trained(
          spec.data().train().read().name(),
          classifier.input(),
          classifier.classes(),
          classifier.normalization(),
          accuracy,
          images.size());
    }
  }
}

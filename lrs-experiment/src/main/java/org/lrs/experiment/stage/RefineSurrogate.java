package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.data.ImageDataset;
import org.lrs.evaluate.SoundnessCheck;
import org.lrs.evaluate.Target;
import org.lrs.experiment.configuration.RefineSpec;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.network.ClassifierRef;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.network.RefinedNetwork;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.plan.StageRun;
import org.lrs.model.Classifier;
import org.lrs.refine.FineTuner;

/**
 * Refines a pretrained network, with the Lipschitz penalties or another method.
 *
 * <p>The fine-tuner keeps its state in the stage's checkpoint folder, so a killed refinement goes
 * on and ends with the same weights.
 *
 * @param name name of the refined surrogate
 * @param start the network it starts from: a pretrained one, or a refined one
 * @param train images to train on
 * @param seed root of order and augmentation
 */
public record RefineSurrogate(
    String name, ClassifierRef start, RefineSpec refine, Source train, long seed)
    implements Stage<Training> {

  @Override
  public String kind() {
    return "refine";
  }

  @Override
  public String label() {
    String from = start.refinements().isEmpty() ? "" : " from " + start.name();
    String beside = refine.witness().map(witness -> " beside " + witness.name()).orElse("");
    return "refine " + name + " (" + refine.method() + from + beside + ")";
  }

  @Override
  public Object parameters() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", 1);
    all.put("model", start.digest());
    all.put("training", refine.training().parts());
    refine.witness().ifPresent(witness -> all.put("witness", witness.digest()));
    all.put("train", train.parameters());
    all.put("seed", seed);
    return all;
  }

  @Override
  public List<Stage<?>> inputs() {
    return start.inputs();
  }

  /** The refined network. */
  public RefinedNetwork network() {
    return network(name, ModelFile.WEIGHTS);
  }

  /**
   * The networks it leaves: those kept along the trajectory in their order and the refined one
   * last, or those drawn around the refined one, without it.
   */
  public List<ClassifierRef> networks() {
    List<ClassifierRef> all = new ArrayList<>();
    for (int number = 1; number <= refine.files(); number++) {
      all.add(network(name + " snapshot " + number, snapshot(number)));
    }
    if (all.size() < refine.snapshots()) {
      all.add(network());
    }
    return all;
  }

  private RefinedNetwork network(String called, String file) {
    return new RefinedNetwork(called, start.origin(), methods(), this, file);
  }

  private static String snapshot(int number) {
    return "snapshot-" + number + ".safetensors";
  }

  @Override
  public double cost() {
    return refine.training().cost(train.count());
  }

  /** The methods in their order. */
  private List<String> methods() {
    List<String> all = new ArrayList<>(start.refinements());
    all.add(refine.method());
    return all;
  }

  @Override
  public Training read(Path folder) {
    return Training.read(folder);
  }

  @Override
  public void run(StageRun run) throws IOException {
    ImageDataset images = train.read();
    try (Target before = start.openTarget(run::input, images)) {
      SoundnessCheck.target(before, images).forEach(run::found);
    }
    try (Classifier classifier = start.open(start.architecture(), run::input, images)) {
      FineTuner tuner =
          new FineTuner(refine.training(), seed)
              .in(run.checkpoint())
              .watching(Training.accuracy(images), Training.whiteBoxSuccess(images))
              .telling(Training.listener(run));
      FineTuner.Result result = refine.train(tuner, classifier, images);
      Training.of(result)
          .write(run.output(), classifier, Map.of("refined", String.join(", ", methods())));
      for (int number = 1; number <= refine.files(); number++) {
        Files.copy(
            FineTuner.network(run.checkpoint(), number), run.output().resolve(snapshot(number)));
      }
    }
  }
}

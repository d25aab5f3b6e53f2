package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.evaluate.Predictions;
import org.lrs.evaluate.SoundnessCheck;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.evaluate.SoundnessCheck.Severity;
import org.lrs.evaluate.Target;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.plan.StageRun;
import org.lrs.experiment.store.Disk;
import org.lrs.experiment.store.Json;
import org.lrs.nn.HostTensor;
import org.lrs.nn.Npy;

/** Asks one network what it sees on clean or adversarial images, as they are saved. */
public final class PredictImages implements Stage {

  private static final int BATCH = 200;
  private static final String PREDICTIONS = "predictions.npy";
  private static final String FINDINGS = "findings.json";

  private static final String NOBODY = "";

  private final ImageStage images;
  private final Predictor predictor;
  private final OpenTarget open;

  /**
   * @param images what is looked at
   * @param predictor who looks
   * @param open keeps the network open between stages
   */
  public PredictImages(ImageStage images, Predictor predictor, OpenTarget open) {
    this.images = images;
    this.predictor = predictor;
    this.open = open;
  }

  @Override
  public String kind() {
    return "evaluate";
  }

  @Override
  public String label() {
    return images instanceof CraftAdversarial craft
        ? "evaluate "
            + predictor.name()
            + " on "
            + craft.attack().name()
            + " from "
            + craft.surrogate()
        : "evaluate " + predictor.name() + " on clean images";
  }

  @Override
  public Object parameters() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", 1);
    all.put("network", predictor.parameters());
    return all;
  }

  @Override
  public List<Stage> inputs() {
    List<Stage> inputs = new ArrayList<>(List.of(images));
    inputs.addAll(predictor.inputs());
    return inputs;
  }

  @Override
  public double cost() {
    return images.count();
  }

  @Override
  public void run(StageRun run) throws IOException {
    ImageDataset all = images.images(run);
    Target target = open.of(predictor, () -> predictor.open(run::input, all));
    if (target.classes() != all.classes()) {
      throw new IllegalArgumentException(
          "'%s' knows %d classes, the data set has %d; it cannot be compared on these images"
              .formatted(predictor.name(), target.classes(), all.classes()));
    }
    Predictions predictions = ask(target, all.images(), run);
    long[] classes = Arrays.stream(predictions.classes()).asLongStream().toArray();
    Npy.write(run.output().resolve(PREDICTIONS), HostTensor.of(classes, classes.length));
    List<Finding> findings = check(target, all, predictions, run);
    Files.writeString(run.output().resolve(FINDINGS), Json.text(findings));
    findings.stream()
        .filter(finding -> finding.severity() != Severity.INFO)
        .forEach(finding -> run.warn(predictor.name() + ": " + finding.sentence()));
  }

  private static Predictions ask(Target target, Images images, StageRun run) {
    int[] classes = new int[images.count()];
    float[][] scores = new float[images.count()][];
    for (int from = 0; from < images.count(); from += BATCH) {
      int to = Math.min(from + BATCH, images.count());
      Predictions part = Predictions.of(target, images.slice(from, to));
      System.arraycopy(part.classes(), 0, classes, from, to - from);
      System.arraycopy(part.scores(), 0, scores, from, to - from);
      run.advance((double) to / images.count(), "");
    }
    return new Predictions(classes, scores);
  }

  /** Clean images are looked at twice: the second time as an attack with ε = 0 would save them. */
  private List<Finding> check(
      Target target, ImageDataset all, Predictions predictions, StageRun run) {
    return images instanceof CraftAdversarial
        ? List.of()
        : SoundnessCheck.target(NOBODY, all, predictions, ask(target, Unchanged.of(all), run));
  }

  /** Classes predicted for each image, from a finished result. */
  public static int[] predictions(Path result) {
    return Arrays.stream(Npy.read(result.resolve(PREDICTIONS)).toLongs())
        .mapToInt(Math::toIntExact)
        .toArray();
  }

  /**
   * Soundness findings of a finished result.
   *
   * @param subject name of the network; results do not depend on names and hold none
   */
  public static List<Finding> findings(Path result, String subject) {
    Path file = result.resolve(FINDINGS);
    String json = Disk.reading(file, () -> Files.readString(file));
    return Arrays.stream(Json.mapper().readValue(json, Finding[].class))
        .map(finding -> new Finding(finding.severity(), subject, finding.sentence()))
        .toList();
  }
}

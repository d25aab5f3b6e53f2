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
import org.lrs.evaluate.Predictions;
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
  private static final String SCORES = "scores.json";

  private final ImageStage images;
  private final Predictor predictor;
  private final OpenTarget open;

  /**
   * What the scores looked like, for soundness checks.
   *
   * @param finite whether no score was NaN or infinite
   * @param probabilities whether every row lay in [0, 1] and summed to 1: not logits
   */
  public record Scores(boolean finite, boolean probabilities) {}

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
    Target target = open.of(predictor, () -> predictor.open(run, all));
    if (target.classes() != all.classes()) {
      throw new IllegalArgumentException(
          "'%s' knows %d classes, the data set has %d; it cannot be compared on these images"
              .formatted(predictor.name(), target.classes(), all.classes()));
    }
    long[] predictions = new long[all.size()];
    boolean finite = true;
    boolean probabilities = true;
    for (int from = 0; from < all.size(); from += BATCH) {
      int to = Math.min(from + BATCH, all.size());
      Predictions part = Predictions.of(target, all.images().slice(from, to));
      for (int i = from; i < to; i++) {
        float[] row = part.scores()[i - from];
        predictions[i] = part.classes()[i - from];
        finite &= isFinite(row);
        probabilities &= isProbability(row);
      }
      run.advance((double) to / all.size(), "");
    }
    Npy.write(run.output().resolve(PREDICTIONS), HostTensor.of(predictions, predictions.length));
    Files.writeString(run.output().resolve(SCORES), Json.text(new Scores(finite, probabilities)));
  }

  /** Classes predicted for each image, from a finished result. */
  public static int[] predictions(Path result) {
    return Arrays.stream(Npy.read(result.resolve(PREDICTIONS)).toLongs())
        .mapToInt(Math::toIntExact)
        .toArray();
  }

  /** What the scores looked like, from a finished result. */
  public static Scores scores(Path result) {
    Path file = result.resolve(SCORES);
    return Json.mapper().readValue(Disk.reading(file, () -> Files.readString(file)), Scores.class);
  }

  private static boolean isFinite(float[] row) {
    for (float score : row) {
      if (!Float.isFinite(score)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isProbability(float[] row) {
    double sum = 0;
    for (float score : row) {
      if (score < 0 || score > 1) {
        return false;
      }
      sum += score;
    }
    return Math.abs(sum - 1) < 1e-3;
  }
}

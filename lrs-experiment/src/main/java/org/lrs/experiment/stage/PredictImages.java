package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.Pixels;
import org.lrs.evaluate.Predictions;
import org.lrs.evaluate.SoundnessCheck;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.evaluate.Target;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.network.OpenTarget;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.plan.StageRun;
import org.lrs.experiment.store.Json;
import org.lrs.format.DType;
import org.lrs.format.FormatException;
import org.lrs.format.HostTensor;
import org.lrs.format.Npy;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.threat.LinfBall;

/**
 * Predictions of one network on clean or adversarial images, as they are saved.
 *
 * @param images what is looked at
 * @param network the network that predicts
 * @param open keeps the network open between stages
 */
public record PredictImages(ImageStage<?> images, NetworkRef network, OpenTarget open)
    implements Stage<PredictImages.Predicted> {

  private static final int BATCH = 200;
  private static final String PREDICTIONS = "predictions.npy";
  private static final String RECORDED = "recorded.npy";
  private static final String FINDINGS = "findings.json";

  private static final String NOBODY = "";

  /**
   * What the network predicts.
   *
   * @param classes predicted for each image
   * @param recorded the same after each recorded step of the attack, the last one included; empty
   *     if none was recorded
   * @param findings of the soundness checks
   */
  public record Predicted(int[] classes, List<int[]> recorded, List<Finding> findings) {}

  @Override
  public String kind() {
    return "evaluate";
  }

  @Override
  public String label() {
    return images instanceof CraftAdversarial craft
        ? "evaluate %s on %s from %s"
            .formatted(network.name(), craft.attack().name(), craft.surrogate().name())
        : "evaluate " + network.name() + " on clean images";
  }

  @Override
  public Object parameters() {
    return Map.of("version", 1, "network", network.digest());
  }

  @Override
  public List<Stage<?>> inputs() {
    return network.inputsBehind(images);
  }

  @Override
  public double cost() {
    return (double) images.count() * Math.max(1, recorded().size());
  }

  /** Steps of the attack after which the images are looked at, the last one included. */
  private List<Integer> recorded() {
    return images instanceof CraftAdversarial craft ? craft.attack().recorded() : List.of();
  }

  @Override
  public void run(StageRun run) throws IOException {
    ImageDataset all = images.images(run);
    Target target = open.of(network, () -> network.openTarget(run::input, all));
    SoundnessCheck.requireFit(target, all);
    Predictions predictions = ask(target, all.images(), run, 0);
    long[] classes = Arrays.stream(predictions.classes()).asLongStream().toArray();
    Npy.write(run.output().resolve(PREDICTIONS), HostTensor.of(classes, classes.length));
    int steps = recorded().size() - 1;
    if (steps >= 0) {
      long[] earlier =
          IntStream.range(0, steps)
              .boxed()
              .flatMapToInt(s -> after(s, target, run))
              .asLongStream()
              .toArray();
      Npy.write(run.output().resolve(RECORDED), HostTensor.of(earlier, steps, all.size()));
    }
    List<Finding> findings = check(target, all, predictions, run);
    Files.writeString(run.output().resolve(FINDINGS), Json.text(findings));
    findings.forEach(finding -> run.found(named(finding)));
  }

  /** Queries the target; what was queried before is so many times the number of images. */
  private Predictions ask(Target target, Images images, StageRun run, int before) {
    int[] classes = new int[images.count()];
    float[][] scores = new float[images.count()][];
    for (int from = 0; from < images.count(); from += BATCH) {
      int to = Math.min(from + BATCH, images.count());
      Predictions part = Predictions.of(target, images.slice(from, to));
      System.arraycopy(part.classes(), 0, classes, from, to - from);
      System.arraycopy(part.scores(), 0, scores, from, to - from);
      double rounds = before + (double) to / images.count();
      run.advance(rounds / Math.max(before + 1, recorded().size()), "");
    }
    return new Predictions(classes, scores);
  }

  /** Classes predicted after one of the recorded steps, counted from 0. */
  private IntStream after(int number, Target target, StageRun run) {
    Images then = CraftAdversarial.afterStep(run.input(images), recorded().get(number));
    return Arrays.stream(ask(target, then, run, number + 1).classes());
  }

  /** Clean images are looked at twice: the second time as an attack with ε = 0 would save them. */
  private List<Finding> check(
      Target target, ImageDataset all, Predictions predictions, StageRun run) {
    return images instanceof CraftAdversarial
        ? List.of()
        : SoundnessCheck.target(NOBODY, all, predictions, ask(target, unchanged(all), run, 1));
  }

  /**
   * Clean images through the same steps as adversarial ones: to tensors, into a ball of 0, to 8
   * bit.
   */
  private static Images unchanged(ImageDataset clean) {
    LinfBall point = new LinfBall(0);
    Pixels saved =
        (from, to) -> {
          try (Scope scope = Scope.open()) {
            Tensor images = ImageBatch.range(clean, from, to).images();
            return point.quantize(point.project(images, images), images).toByteArray();
          }
        };
    Images like = clean.images();
    return new Images(saved, like.count(), like.channels(), like.height(), like.width());
  }

  @Override
  public Predicted read(Path folder) {
    int[] classes = classes(folder.resolve(PREDICTIONS), images.count());
    List<int[]> steps = new ArrayList<>();
    if (!recorded().isEmpty()) {
      int[] earlier = classes(folder.resolve(RECORDED), (recorded().size() - 1L) * classes.length);
      for (int from = 0; from < earlier.length; from += classes.length) {
        steps.add(Arrays.copyOfRange(earlier, from, from + classes.length));
      }
      steps.add(classes);
    }
    // Results do not depend on names and hold none.
    List<Finding> findings =
        Arrays.stream(Json.read(folder.resolve(FINDINGS), Finding[].class))
            .map(this::named)
            .toList();
    return new Predicted(classes, steps, findings);
  }

  private Finding named(Finding finding) {
    return new Finding(finding.severity(), network.name(), finding.sentence());
  }

  /** The classes in a file that has so many. */
  private static int[] classes(Path file, long count) {
    HostTensor array = Npy.read(file);
    if (array.dtype() != DType.I64 || array.count() != count) {
      throw new FormatException(
          file, "expected %s predicted classes as integers, got %s".formatted(count, array));
    }
    long[] classes = array.toLongs();
    if (Arrays.stream(classes).anyMatch(k -> k < 0 || k > Integer.MAX_VALUE)) {
      throw new FormatException(file, "has a class that is negative or too large");
    }
    return Arrays.stream(classes).mapToInt(Math::toIntExact).toArray();
  }
}

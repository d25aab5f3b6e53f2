package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lrs.analysis.GradientCurvature;
import org.lrs.analysis.GradientNorm;
import org.lrs.analysis.GradientSimilarity;
import org.lrs.analysis.LocalLipschitz;
import org.lrs.analysis.Measure;
import org.lrs.analysis.WhiteBox;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.configuration.AnalyzeSpec;
import org.lrs.experiment.network.ClassifierRef;
import org.lrs.experiment.network.SurrogateRef;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.plan.StageRun;
import org.lrs.experiment.store.Json;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * Measures networks at clean images and leaves the figures as JSON.
 *
 * @param <R> the figures
 * @param settings the parameters, found when they are needed, since that reads files
 * @param passes the cost, found when it is needed, since that may read the images
 * @param file of the figures in the result
 * @param type of the figures
 * @param figures does the work
 */
public record Measurement<R>(
    String kind,
    String label,
    Supplier<Object> settings,
    List<Stage<?>> inputs,
    DoubleSupplier passes,
    String file,
    Class<R> type,
    Work<R> figures)
    implements Stage<R> {

  private static final int BATCH = 64;
  private static final GradientCurvature CURVATURE = GradientCurvature.defaults();

  /** Takes the figures. */
  interface Work<R> {
    R in(StageRun run);
  }

  /**
   * Mean smoothness of a surrogate.
   *
   * @param images number of images they are means over
   * @param empiricalLipschitz mean empirical local Lipschitz constant
   * @param inputGradientNorm mean L2 norm of the cross-entropy's gradient, in pixel units
   * @param curvature mean curvature of the cross-entropy along its gradient, with the usual step of
   *     {@link GradientCurvature}, in pixel units
   */
  public record Smoothness(
      int images, double empiricalLipschitz, double inputGradientNorm, double curvature) {}

  @Override
  public Object parameters() {
    return settings.get();
  }

  @Override
  public double cost() {
    return passes.getAsDouble();
  }

  @Override
  public void run(StageRun run) throws IOException {
    Files.writeString(run.output().resolve(file), Json.text(figures.in(run)));
  }

  @Override
  public R read(Path folder) {
    return Json.read(folder.resolve(file), type);
  }

  /**
   * Takes one measure of one network.
   *
   * @param clean images that are measured at
   * @param seed root of random draws
   */
  public static <R> Measurement<R> of(
      ImageStage<?> clean, ClassifierRef network, Measure<R> measure, long seed) {
    return new Measurement<>(
        "measure-" + measure.name(),
        "measure " + measure.name().replace('-', ' ') + " of " + network.name(),
        () -> Map.of("version", 1, "measure", measure, "seed", seed, "network", network.digest()),
        network.inputsBehind(clean),
        () -> measure.cost(clean.count()),
        "figures.json",
        measure.result(),
        run -> {
          ImageDataset images = clean.images(run);
          try (WhiteBox opened = new WhiteBox(network.open(network.name(), run::input, images))) {
            return measure.of(opened, images, Rng.of(seed), share -> run.advance(share, ""));
          }
        });
  }

  /**
   * Compares the input gradients of networks.
   *
   * @param clean images that are measured at
   * @param names of the networks in the figures, each another
   */
  public static Measurement<GradientSimilarity> similarity(
      ImageStage<?> clean, List<String> names, List<ClassifierRef> models) {
    return new Measurement<>(
        "similarity",
        "compare the gradients of " + String.join(", ", names),
        () -> {
          List<Object> networks = models.stream().map(ClassifierRef::digest).toList();
          return Map.of("version", 1, "names", names, "networks", networks);
        },
        Stream.concat(Stream.of(clean), models.stream().flatMap(m -> m.inputs().stream())).toList(),
        () -> 3.0 * models.size() * clean.count(),
        "similarity.json",
        GradientSimilarity.class,
        run -> {
          ImageDataset images = clean.images(run);
          List<WhiteBox> networks = new ArrayList<>();
          try {
            for (int i = 0; i < models.size(); i++) {
              networks.add(new WhiteBox(models.get(i).open(names.get(i), run::input, images)));
            }
            return GradientSimilarity.of(names, networks, images, share -> run.advance(share, ""));
          } finally {
            networks.forEach(WhiteBox::close);
          }
        });
  }

  /**
   * Measures how smooth one surrogate is: empirical Lipschitz constant, input-gradient norm and
   * curvature along the gradient.
   *
   * @param clean images; the first of them are measured
   * @param seed root of the random starts
   */
  public static Measurement<Smoothness> smoothness(
      ImageStage<?> clean, SurrogateRef surrogate, AnalyzeSpec analyze, long seed) {
    return new Measurement<>(
        "smoothness",
        "measure smoothness of " + surrogate.name(),
        () ->
            Map.ofEntries(
                Map.entry("version", 2),
                Map.entry("analyze", analyze),
                Map.entry("curvature", CURVATURE),
                Map.entry("seed", seed),
                Map.entry("batch", BATCH),
                Map.entry("surrogate", surrogate.digest())),
        surrogate.inputsBehind(clean),
        () -> {
          int images = surrogate.count() * Math.min(analyze.images(), clean.count());
          // A step of ascent is a gradient and a pass, a gradient about three passes.
          return images * (4.0 * (analyze.lipschitz().steps() + 1) + 3 * 3);
        },
        "smoothness.json",
        Smoothness.class,
        run -> smoothness(run, clean.images(run), surrogate, analyze, seed));
  }

  private static Smoothness smoothness(
      StageRun run, ImageDataset all, SurrogateRef surrogate, AnalyzeSpec analyze, long seed) {
    int count = Math.min(analyze.images(), all.size());
    double lipschitz = 0;
    double norm = 0;
    double curvature = 0;
    try (Surrogate frozen = surrogate.openSurrogate(run::input, all, List.of())) {
      for (int from = 0; from < count; from += BATCH) {
        int to = Math.min(from + BATCH, count);
        try (Scope scope = Scope.open()) {
          ImageBatch batch = ImageBatch.range(all, from, to);
          Tensor start = LocalLipschitz.start(batch, Rng.of(seed));
          lipschitz += sum(analyze.lipschitz().perImage(frozen, batch.images(), start));
          norm += sum(GradientNorm.perImage(frozen, batch.images(), batch.labels()));
          curvature += sum(CURVATURE.perImage(frozen, batch.images(), batch.labels()));
        }
        run.advance((double) to / count, "");
      }
    }
    return new Smoothness(count, lipschitz / count, norm / count, curvature / count);
  }

  private static double sum(Tensor perImage) {
    double sum = 0;
    for (float value : perImage.toFloatArray()) {
      sum += value;
    }
    return sum;
  }
}

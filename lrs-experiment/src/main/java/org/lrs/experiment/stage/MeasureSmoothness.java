package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.analysis.GradientCurvature;
import org.lrs.analysis.GradientNorm;
import org.lrs.analysis.LocalLipschitz;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.configuration.AnalyzeSpec;
import org.lrs.experiment.network.SurrogateRef;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.plan.StageRun;
import org.lrs.experiment.store.Json;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * Measures how smooth one surrogate is: empirical Lipschitz constant, input-gradient norm and
 * curvature along the gradient.
 *
 * @param clean images; the first of them are measured
 * @param seed root of the random starts
 */
public record MeasureSmoothness(
    ImageStage<?> clean, SurrogateRef surrogate, AnalyzeSpec analyze, long seed)
    implements Stage<MeasureSmoothness.Smoothness> {

  private static final int BATCH = 64;
  private static final String FILE = "smoothness.json";
  private static final GradientCurvature CURVATURE = GradientCurvature.defaults();

  /**
   * The figures.
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
  public String kind() {
    return "smoothness";
  }

  @Override
  public String label() {
    return "measure smoothness of " + surrogate.name();
  }

  @Override
  public Object parameters() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", 2);
    all.put("analyze", analyze);
    all.put("curvature", CURVATURE);
    all.put("seed", seed);
    all.put("batch", BATCH);
    all.put("surrogate", surrogate.digest());
    return all;
  }

  @Override
  public List<Stage<?>> inputs() {
    return surrogate.inputsBehind(clean);
  }

  @Override
  public double cost() {
    int images = surrogate.count() * Math.min(analyze.images(), clean.count());
    // A step of ascent is a gradient and a pass, a gradient about three passes.
    return images * (4.0 * (analyze.lipschitz().steps() + 1) + 3 * 3);
  }

  @Override
  public void run(StageRun run) throws IOException {
    ImageDataset all = clean.images(run);
    int count = Math.min(analyze.images(), all.size());
    double lipschitz = 0;
    double norm = 0;
    double curvature = 0;
    try (Surrogate frozen = surrogate.openSurrogate(run::input, all, List.of())) {
      for (int from = 0; from < count; from += BATCH) {
        int to = Math.min(from + BATCH, count);
        try (Scope scope = Scope.open()) {
          ImageBatch batch = ImageBatch.range(all, from, to);
          lipschitz +=
              sum(
                  analyze
                      .lipschitz()
                      .perImage(frozen, batch.images(), LocalLipschitz.start(batch, Rng.of(seed))));
          norm += sum(GradientNorm.perImage(frozen, batch.images(), batch.labels()));
          curvature += sum(CURVATURE.perImage(frozen, batch.images(), batch.labels()));
        }
        run.advance((double) to / count, "");
      }
    }
    Smoothness smoothness =
        new Smoothness(count, lipschitz / count, norm / count, curvature / count);
    Files.writeString(run.output().resolve(FILE), Json.text(smoothness));
  }

  @Override
  public Smoothness read(Path folder) {
    return Json.read(folder.resolve(FILE), Smoothness.class);
  }

  private static double sum(Tensor perImage) {
    double sum = 0;
    for (float value : perImage.toFloatArray()) {
      sum += value;
    }
    return sum;
  }
}

package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.plan.StageRun;
import org.lrs.experiment.store.Json;
import org.lrs.format.Safetensors;
import org.lrs.model.Classifier;
import org.lrs.refine.StepRecord;
import org.lrs.refine.TrainingListener;

/**
 * What training left besides the weights.
 *
 * @param steps every step
 * @param warnings early signs of trouble, in sentences
 */
public record Training(List<StepRecord> steps, List<String> warnings) {

  private static final String FILE = "training.json";

  /** Reads it from a finished stage. */
  static Training read(Path result) {
    return Json.read(result.resolve(FILE), Training.class);
  }

  /** Writes the trained weights, and this next to them. */
  void write(Path output, Classifier trained, Map<String, String> metadata) throws IOException {
    Safetensors.write(output.resolve(ModelFile.WEIGHTS), trained.parameters().toHost(), metadata);
    Files.writeString(output.resolve(FILE), Json.text(this));
  }

  /** Reports steps and warnings to a stage's listener. */
  static TrainingListener listener(StageRun run) {
    return new TrainingListener() {
      @Override
      public void onStep(StepRecord step, int totalSteps) {
        run.measured(figures(step));
        run.advance(
            (step.step() + 1.0) / totalSteps,
            "step %d of %d, loss %.3f".formatted(step.step() + 1, totalSteps, step.total()));
      }

      @Override
      public void onAccuracy(int done, double accuracy) {
        run.measured(Map.of("clean accuracy", accuracy));
      }

      @Override
      public void onWarning(String sentence) {
        run.warn(sentence);
      }
    };
  }

  private static Map<String, Double> figures(StepRecord step) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("loss", (double) step.total());
    figures.put("cross-entropy", (double) step.crossEntropy());
    figures.put("LRS-1", (double) step.penalty1());
    figures.put("LRS-2", (double) step.penalty2());
    figures.put("further terms", (double) step.further());
    figures.values().removeIf(value -> value.isNaN());
    return figures;
  }
}

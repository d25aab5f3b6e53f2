package org.lrs.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.lrs.Range;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.configuration.RefineSpec;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.stage.RefineSurrogate;
import org.lrs.experiment.store.Canonical;
import org.lrs.experiment.store.Json;
import org.lrs.model.Classifier;
import org.lrs.refine.FineTuner;
import org.lrs.refine.Outcome;
import org.lrs.refine.Training;

/**
 * How fast a refinement is on this machine, so that one can be as long as a given time.
 *
 * <p>The same time gives other weights on another machine: what repeats a refinement is the number
 * of steps. A run that is given again after an interruption finds its pace in its folder.
 *
 * @param refinement digest of what was timed, whatever its length
 * @param secondsPerStep median over a few steps
 */
public record Pace(String refinement, double secondsPerStep) {

  private static final String FILE = "pace.json";
  private static final int UNTIMED = 2;
  private static final int TIMED = 7;
  private static final double NANOS = 1e9;

  /**
   * Steps that take so many minutes.
   *
   * @param out folder of the refinement, which keeps the pace until the refinement is finished
   * @return at least 1
   * @throws IllegalArgumentException if the time is not above 0, or network and images do not fit
   */
  public static int steps(double minutes, EngineNetwork start, RefineRun run, Path out) {
    Range.require(
        minutes > 0 && Double.isFinite(minutes), "--minutes must be above 0, got " + minutes);
    RefineSpec any = run.refine().lasting(UNTIMED + TIMED, run.train().count());
    RefineSurrogate stage = new RefineSurrogate("", start, any, run.train(), run.seed());
    String key = Canonical.digest(stage.parameters());
    try (RunFolder folder = RunFolder.open(out)) {
      Path file = out.resolve(FILE);
      Pace pace = Files.isRegularFile(file) ? Json.read(file, Pace.class) : new Pace("", 0);
      if (!pace.refinement().equals(key)) {
        pace = new Pace(key, measured(start, any.training(), run));
        folder.writeJson(FILE, pace);
      }
      return (int) Math.max(1, 60 * minutes / pace.secondsPerStep());
    }
  }

  private static double measured(EngineNetwork start, Training training, RefineRun run) {
    long[] ends = new long[UNTIMED + TIMED];
    ImageDataset images = run.train().read();
    try (Classifier classifier = start.open(start.name(), stage -> null, images)) {
      // Without an outcome, as that comes once, after the last step.
      Training timed = training.outcome(new Outcome.Last(1));
      FineTuner tuner =
          new FineTuner(timed, run.seed())
              .telling((step, total) -> ends[step.step()] = System.nanoTime());
      FineTuner.Result unused = run.refine().train(tuner, classifier, images);
    }
    double[] seconds = new double[TIMED];
    Arrays.setAll(seconds, i -> (ends[UNTIMED + i] - ends[UNTIMED + i - 1]) / NANOS);
    Arrays.sort(seconds);
    return seconds[TIMED / 2];
  }
}

package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lrs.analysis.Measure;
import org.lrs.analysis.WhiteBox;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.network.ClassifierRef;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.plan.StageRun;
import org.lrs.experiment.store.Json;
import org.lrs.tensor.Rng;

/**
 * Takes one measure of one network at the images.
 *
 * @param <R> the figures
 * @param clean images that are measured at
 * @param seed root of random draws
 */
public record MeasureNetwork<R>(
    ImageStage<?> clean, ClassifierRef network, Measure<R> measure, long seed) implements Stage<R> {

  private static final String FILE = "figures.json";

  @Override
  public String kind() {
    return "measure-" + measure.name();
  }

  @Override
  public String label() {
    return "measure " + measure.name().replace('-', ' ') + " of " + network.name();
  }

  @Override
  public Object parameters() {
    return Map.of("version", 1, "measure", measure, "seed", seed, "network", network.digest());
  }

  @Override
  public List<Stage<?>> inputs() {
    return network.inputsBehind(clean);
  }

  @Override
  public double cost() {
    return measure.cost(clean.count());
  }

  @Override
  public void run(StageRun run) throws IOException {
    ImageDataset images = clean.images(run);
    try (WhiteBox opened = new WhiteBox(network.open(network.name(), run::input, images))) {
      R figures = measure.of(opened, images, Rng.of(seed), share -> run.advance(share, ""));
      Files.writeString(run.output().resolve(FILE), Json.text(figures));
    }
  }

  @Override
  public R read(Path folder) {
    return Json.read(folder.resolve(FILE), measure.result());
  }
}

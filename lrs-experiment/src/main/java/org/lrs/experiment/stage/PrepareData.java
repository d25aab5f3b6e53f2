package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.lrs.data.ImageDataset;
import org.lrs.data.NpyDataset;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.plan.StageRun;

/**
 * Decodes the images to attack and keeps them as NumPy arrays.
 *
 * @param source where the images come from
 */
public record PrepareData(Source source) implements ImageStage<ImageDataset> {

  @Override
  public String kind() {
    return "prepare";
  }

  @Override
  public String label() {
    return "prepare " + source.describe();
  }

  @Override
  public Object parameters() {
    return Map.of("version", 1, "source", source.parameters());
  }

  @Override
  public double cost() {
    return count();
  }

  @Override
  public int count() {
    return source.count();
  }

  @Override
  public void run(StageRun run) throws IOException {
    NpyDataset.write(run.output(), source.readOnce());
  }

  @Override
  public ImageDataset read(Path folder) {
    return NpyDataset.read(folder, null);
  }
}

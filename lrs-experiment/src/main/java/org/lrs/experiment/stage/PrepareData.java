package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lrs.data.ImageDataset;
import org.lrs.data.NpyDataset;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.plan.StageRun;

/** Decodes the images to attack and keeps them as NumPy arrays. */
public final class PrepareData implements ImageStage<ImageDataset> {

  private final Source source;

  /**
   * @param source where the images come from
   */
  public PrepareData(Source source) {
    this.source = source;
  }

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
  public List<Stage<?>> inputs() {
    return List.of();
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
    ImageDataset images = source.read();
    NpyDataset.write(run.output(), images);
  }

  @Override
  public ImageDataset read(Path folder) {
    return NpyDataset.read(folder, null);
  }
}

package org.lrs.experiment.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.store.HashedFile;
import org.lrs.model.Classifier;

/**
 * A network that a refinement leaves: the refined one, or one of those it keeps along the
 * trajectory.
 *
 * @param name name in results
 * @param origin the pretrained network
 * @param refinements names of the refinements that made it, the first one first
 * @param stage the last of them
 * @param file of the weights in the stage's result
 */
public record RefinedNetwork(
    String name, EngineNetwork origin, List<String> refinements, Stage<?> stage, String file)
    implements ClassifierRef {

  public RefinedNetwork {
    refinements = List.copyOf(refinements);
  }

  @Override
  public RefinedNetwork called(String other) {
    return new RefinedNetwork(other, origin, refinements, stage, file);
  }

  @Override
  public String architecture() {
    return origin.architecture();
  }

  /** Which network of the stage it is; the rest is in {@link #inputs}. */
  @Override
  public Object digest() {
    return file.equals(ModelFile.WEIGHTS) ? Map.of() : Map.of("file", file);
  }

  @Override
  public List<Stage<?>> inputs() {
    return List.of(stage);
  }

  @Override
  public List<HashedFile> files() {
    return origin.files();
  }

  @Override
  public Classifier open(String called, Function<Stage<?>, Path> results, ImageDataset images) {
    return origin.read(called, results.apply(stage).resolve(file), images);
  }
}

package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lrs.analysis.GradientSimilarity;
import org.lrs.analysis.WhiteBox;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.network.ClassifierRef;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.plan.StageRun;
import org.lrs.experiment.store.Json;

/**
 * Compares the input gradients of networks at the images.
 *
 * @param clean images that are measured at
 * @param names of the networks in the figures, each another
 */
public record MeasureSimilarity(ImageStage<?> clean, List<String> names, List<ClassifierRef> models)
    implements Stage<GradientSimilarity> {

  private static final String FILE = "similarity.json";

  public MeasureSimilarity {
    names = List.copyOf(names);
    models = List.copyOf(models);
  }

  @Override
  public String kind() {
    return "similarity";
  }

  @Override
  public String label() {
    return "compare the gradients of " + String.join(", ", names);
  }

  @Override
  public Object parameters() {
    List<Object> networks = models.stream().map(ClassifierRef::digest).toList();
    return Map.of("version", 1, "names", names, "networks", networks);
  }

  @Override
  public List<Stage<?>> inputs() {
    List<Stage<?>> inputs = new ArrayList<>(List.of(clean));
    models.forEach(model -> inputs.addAll(model.inputs()));
    return inputs;
  }

  @Override
  public double cost() {
    return 3.0 * models.size() * clean.count();
  }

  @Override
  public void run(StageRun run) throws IOException {
    ImageDataset images = clean.images(run);
    List<WhiteBox> networks = new ArrayList<>();
    try {
      for (int i = 0; i < models.size(); i++) {
        networks.add(new WhiteBox(models.get(i).open(names.get(i), run::input, images)));
      }
      GradientSimilarity found =
          GradientSimilarity.of(names, networks, images, share -> run.advance(share, ""));
      Files.writeString(run.output().resolve(FILE), Json.text(found));
    } finally {
      networks.forEach(WhiteBox::close);
    }
  }

  @Override
  public GradientSimilarity read(Path folder) {
    return Json.read(folder.resolve(FILE), GradientSimilarity.class);
  }
}

package org.lrs.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.lrs.experiment.Graph.AttackNode;
import org.lrs.experiment.Graph.SurrogateNode;
import org.lrs.experiment.Graph.TargetNode;
import org.lrs.experiment.stage.PredictImages;

/**
 * What the networks of a run say about each image of one folder of images: the file {@code
 * predictions.json} beside them.
 *
 * @param surrogates predicted classes in the order of the images, by the name of the surrogate;
 *     beside adversarial images only the surrogate they were crafted on
 * @param targets the same of every target
 */
public record SavedPredictions(Map<String, int[]> surrogates, Map<String, int[]> targets) {

  private static final String FILE = "/predictions.json";

  /** On the clean images. */
  private static SavedPredictions clean(Graph graph, Function<PredictImages, int[]> read) {
    SavedPredictions saved = new SavedPredictions(new LinkedHashMap<>(), new LinkedHashMap<>());
    for (SurrogateNode node : graph.surrogates()) {
      saved.surrogates.put(node.spec().name(), read.apply(node.predictClean()));
    }
    for (TargetNode node : graph.targets()) {
      saved.targets.put(node.spec().name(), read.apply(node.predictClean()));
    }
    return saved;
  }

  /** On the images of attack {@code a} crafted on surrogate {@code s}. */
  private static SavedPredictions adversarial(
      Graph graph, int s, int a, Function<PredictImages, int[]> read) {
    SurrogateNode surrogate = graph.surrogates().get(s);
    SavedPredictions saved = new SavedPredictions(new LinkedHashMap<>(), new LinkedHashMap<>());
    int[] own = read.apply(surrogate.attacks().get(a).whiteBox());
    saved.surrogates.put(surrogate.spec().name(), own);
    for (TargetNode node : graph.targets()) {
      saved.targets.put(node.spec().name(), read.apply(node.predictions().get(s).get(a)));
    }
    return saved;
  }

  /** Writes the files of all folders of images. */
  static void publish(RunFolder folder, Graph graph, Function<PredictImages, int[]> read) {
    folder.writeJson("clean" + FILE, clean(graph, read));
    for (int s = 0; s < graph.surrogates().size(); s++) {
      for (int a = 0; a < graph.surrogates().get(s).attacks().size(); a++) {
        AttackNode attack = graph.surrogates().get(s).attacks().get(a);
        folder.writeJson(attack.folder() + FILE, adversarial(graph, s, a, read));
      }
    }
  }

  /** Whether a folder of images has predictions. */
  public static boolean in(Path run, String images) {
    return Files.isRegularFile(run.resolve(images + FILE));
  }

  /**
   * Reads the predictions of a finished run.
   *
   * @param images folder inside the run, such as {@code clean}
   */
  public static SavedPredictions read(Path run, String images) {
    return RunFolder.read(run, images + FILE, SavedPredictions.class);
  }
}

package org.lrs.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lrs.experiment.Graph.AttackNode;
import org.lrs.experiment.Graph.SurrogateNode;
import org.lrs.experiment.Graph.TargetNode;
import org.lrs.experiment.plan.Finished;

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

  /** Writes the files of all folders of images. */
  static void publish(RunFolder folder, Graph graph, Finished finished) {
    SavedPredictions clean = new SavedPredictions(new LinkedHashMap<>(), new LinkedHashMap<>());
    for (SurrogateNode node : graph.surrogates()) {
      clean.surrogates.put(node.name(), finished.get(node.predictClean()).classes());
    }
    for (TargetNode node : graph.targets()) {
      clean.targets.put(node.name(), finished.get(node.predictClean()).classes());
    }
    folder.writeJson(FinishedRun.CLEAN + FILE, clean);
    for (AttackNode attack : graph.attacks()) {
      String surrogate = attack.surrogate().name();
      Map<String, int[]> targets = new LinkedHashMap<>();
      attack
          .onTargets()
          .forEach((node, stage) -> targets.put(node.name(), finished.get(stage).classes()));
      folder.writeJson(
          FinishedRun.adversarial(surrogate, attack.name()) + FILE,
          new SavedPredictions(
              Map.of(surrogate, finished.get(attack.whiteBox()).classes()), targets));
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

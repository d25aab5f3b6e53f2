package org.lrs.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.NpyDataset;
import org.lrs.experiment.Graph.AttackNode;
import org.lrs.experiment.Graph.SurrogateNode;
import org.lrs.experiment.Graph.TargetNode;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.stage.PredictImages;
import org.lrs.report.RunReport.GalleryItem;
import org.lrs.report.RunReport.Prediction;

/**
 * A few images to look at: the first of those that most targets get right when clean, the same for
 * every surrogate and attack, chosen without a look at the adversarial ones.
 */
final class Gallery {

  private static final int IMAGES = 4;

  private final Graph graph;
  private final Function<Stage, Path> folders;
  private final ImageDataset clean;

  Gallery(Graph graph, Function<Stage, Path> folders) {
    this.graph = graph;
    this.folders = folders;
    this.clean = NpyDataset.read(folders.apply(graph.clean()), null);
  }

  List<GalleryItem> items() {
    int[] chosen = choose();
    List<GalleryItem> items = new ArrayList<>();
    for (int s = 0; s < graph.surrogates().size(); s++) {
      SurrogateNode surrogate = graph.surrogates().get(s);
      for (int a = 0; a < surrogate.attacks().size(); a++) {
        AttackNode attack = surrogate.attacks().get(a);
        Images adversarial = NpyDataset.read(folders.apply(attack.craft()), null).images();
        for (int i : chosen) {
          items.add(item(s, a, i, adversarial));
        }
      }
    }
    return items;
  }

  private int[] choose() {
    int[] labels = clean.labels();
    int[] right = new int[labels.length];
    for (TargetNode target : graph.targets()) {
      int[] predictions = predictions(target.predictClean());
      for (int i = 0; i < labels.length; i++) {
        right[i] += predictions[i] == labels[i] ? 1 : 0;
      }
    }
    return IntStream.range(0, labels.length)
        .boxed()
        .sorted(Comparator.comparingInt((Integer i) -> -right[i]).thenComparingInt(i -> i))
        .limit(IMAGES)
        .mapToInt(i -> i)
        .toArray();
  }

  private GalleryItem item(int s, int a, int i, Images adversarial) {
    SurrogateNode surrogate = graph.surrogates().get(s);
    AttackNode attack = surrogate.attacks().get(a);
    List<Prediction> predictions = new ArrayList<>();
    predictions.add(
        new Prediction(
            surrogate.spec().name(),
            predictions(surrogate.predictClean())[i],
            predictions(attack.whiteBox())[i]));
    for (TargetNode target : graph.targets()) {
      predictions.add(
          new Prediction(
              target.spec().name(),
              predictions(target.predictClean())[i],
              predictions(target.predictions().get(s).get(a))[i]));
    }
    Images images = clean.images();
    return new GalleryItem(
        surrogate.spec().name(),
        attack.craft().attack().name(),
        clean.ids()[i],
        clean.labels()[i],
        images.height(),
        images.width(),
        images.channels(),
        images.toHwc(i),
        adversarial.toHwc(i),
        predictions);
  }

  private int[] predictions(PredictImages stage) {
    return PredictImages.predictions(folders.apply(stage));
  }
}

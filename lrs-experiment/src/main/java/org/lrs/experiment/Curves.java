package org.lrs.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lrs.data.ImageDataset;
import org.lrs.data.TargetClasses;
import org.lrs.evaluate.TransferResult;
import org.lrs.experiment.Graph.AttackNode;
import org.lrs.experiment.Graph.SurrogateNode;
import org.lrs.experiment.Graph.TargetNode;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.stage.CraftAdversarial;
import org.lrs.experiment.stage.PredictImages;
import org.lrs.result.RunResults.CurvePoint;

/** Success after the recorded steps of each attack, on the surrogate itself and on the targets. */
final class Curves {

  private final Graph graph;
  private final Function<Stage, Path> folders;
  private final ImageDataset clean;
  private final List<CurvePoint> points = new ArrayList<>();

  Curves(Graph graph, Function<Stage, Path> folders, ImageDataset clean) {
    this.graph = graph;
    this.folders = folders;
    this.clean = clean;
  }

  List<CurvePoint> points() {
    for (int s = 0; s < graph.surrogates().size(); s++) {
      SurrogateNode surrogate = graph.surrogates().get(s);
      for (int a = 0; a < surrogate.attacks().size(); a++) {
        AttackNode attack = surrogate.attacks().get(a);
        add(attack.craft(), null, surrogate.predictClean(), attack.whiteBox());
        for (TargetNode target : graph.targets()) {
          PredictImages predictions = target.predictions().get(s).get(a);
          add(attack.craft(), target.spec().name(), target.predictClean(), predictions);
        }
      }
    }
    return points;
  }

  /** Adds one curve, by the name of a target or null for the surrogate itself. */
  private void add(
      CraftAdversarial craft, String target, PredictImages onClean, PredictImages onAdversarial) {
    List<int[]> recorded = PredictImages.recorded(folders.apply(onAdversarial));
    if (recorded.isEmpty()) {
      return;
    }
    int[] before = PredictImages.predictions(folders.apply(onClean));
    Optional<int[]> asked = TargetClasses.in(folders.apply(craft), clean);
    for (int i = 0; i < recorded.size(); i++) {
      int step = craft.attack().recorded().get(i);
      TransferResult transfer = TransferResult.of(before, recorded.get(i), clean.labels(), asked);
      points.add(
          new CurvePoint(
              craft.surrogate(),
              craft.attack().name(),
              target,
              step,
              craft.gradients(step),
              transfer.all(),
              transfer.cleanCorrect()));
    }
  }
}

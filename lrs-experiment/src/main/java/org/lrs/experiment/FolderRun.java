package org.lrs.experiment;

import java.util.List;
import java.util.function.BiFunction;
import org.lrs.experiment.plan.Finished;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.plan.Runner;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.store.ArtifactStore;

/** Runs some stages into a run folder; interrupted ones go on later. */
final class FolderRun {

  private FolderRun() {}

  /**
   * Runs stages, or what is left of them.
   *
   * @param publish copies the requested files out of the stages' results and returns it
   */
  static <T> T run(
      Experiment.Options options,
      List<? extends Stage<?>> stages,
      Progress progress,
      BiFunction<RunFolder, Finished, T> publish) {
    try (RunFolder folder = RunFolder.open(options.out())) {
      ArtifactStore store = options.openStore();
      Plan plan = Plan.of(stages, store);
      T result = publish.apply(folder, new Runner(store, progress).run(plan));
      folder.finish();
      return result;
    }
  }
}

package org.lrs.experiment;

import java.util.List;
import java.util.Optional;
import org.lrs.Range;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.evaluate.Predictions;
import org.lrs.evaluate.SoundnessCheck;
import org.lrs.evaluate.Target;
import org.lrs.experiment.configuration.RefineSpec;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.network.ClassifierRef;
import org.lrs.experiment.network.RefinedNetwork;
import org.lrs.experiment.plan.Finished;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.stage.RefineSurrogate;
import org.lrs.format.Checksums;
import org.lrs.model.CheckpointCard;
import org.lrs.model.InputShape;
import org.lrs.report.SearchHtml;
import org.lrs.result.SearchResults;

/**
 * Refines a network, and measures it on test images; writes {@code model.safetensors}, {@code
 * model.json} (its card) and {@code training.json}.
 *
 * @param name name of the refined network
 * @param start the network before
 * @param refine how it is refined
 * @param train images to train on
 * @param test images to measure the accuracy on
 * @param search the search that chose settings, to be kept beside the weights; empty without one
 * @param seed root of order and augmentation
 */
public record RefineRun(
    String name,
    ClassifierRef start,
    RefineSpec refine,
    Source train,
    Source test,
    Optional<SearchResults> search,
    long seed)
    implements FolderRun<CheckpointCard> {

  /** The same run after a search that chose its settings, to be kept beside the weights. */
  public RefineRun after(SearchResults found) {
    return new RefineRun(name, start, refine, train, test, Optional.of(found), seed);
  }

  /**
   * The same run of so many steps, over as many epochs as they take.
   *
   * @param steps at least 1
   */
  public RefineRun lasting(int steps) {
    Range.require(steps >= 1, "--steps must be at least 1, got " + steps);
    RefineSpec longer = refine.lasting(steps, train.count());
    return new RefineRun(name, start, longer, train, test, search, seed);
  }

  @Override
  public CheckpointCard run(Experiment.Options options, Progress progress) {
    RefineSurrogate stage = new RefineSurrogate(name, start, refine, train, seed);
    return options.run(
        List.of(stage),
        progress,
        (folder, results) -> {
          search.ifPresent(found -> write(folder, found, options.command()));
          CheckpointCard card = card(stage.network(), results, progress, options.command());
          folder.copyTraining(results.apply(stage), card);
          return card;
        });
  }

  private static void write(RunFolder folder, SearchResults found, String command) {
    folder.writeJson("auto.json", found);
    folder.write("auto.html", SearchHtml.render(found, command));
  }

  private CheckpointCard card(
      RefinedNetwork refined, Finished results, Progress progress, String command) {
    ImageDataset images = test.read();
    Images pixels = images.images();
    try (Target target = refined.openTarget(results, images)) {
      SoundnessCheck.target(target, images).forEach(progress::found);
      return new CheckpointCard(
          name,
          refined.architecture(),
          new InputShape(pixels.channels(), pixels.height(), pixels.width()),
          images.classes(),
          refined.origin().normalization().orElseGet(() -> Normalization.none(pixels.channels())),
          images.name(),
          Predictions.of(target, pixels).accuracy(images.labels()),
          images.size(),
          Checksums.sha256(results.apply(refined.stage()).resolve(refined.file())),
          command);
    }
  }
}

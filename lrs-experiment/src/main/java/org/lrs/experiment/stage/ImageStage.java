package org.lrs.experiment.stage;

import org.lrs.data.ImageDataset;
import org.lrs.data.NpyDataset;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.plan.StageRun;

/**
 * A stage that leaves labelled images: clean or adversarial ones.
 *
 * @param <R> the images, with what belongs to them
 */
public interface ImageStage<R> extends Stage<R> {

  /** Number of images, for costs before anything has run. */
  int count();

  /** The images, read from this stage's finished result. */
  default ImageDataset images(StageRun run) {
    return NpyDataset.read(run.input(this), null);
  }
}

package org.lrs.experiment.stage;

import org.lrs.data.ImageDataset;
import org.lrs.data.NpyDataset;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.plan.StageRun;

/** A stage whose result is a folder of labelled images: clean or adversarial ones. */
public interface ImageStage extends Stage {

  /** Number of images, for costs before anything has run. */
  int count();

  /** The images, read from this stage's finished result. */
  default ImageDataset images(StageRun run) {
    return NpyDataset.read(run.input(this), null);
  }
}

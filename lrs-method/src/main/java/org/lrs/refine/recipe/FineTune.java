package org.lrs.refine.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Source;
import org.lrs.refine.Refinement;
import org.lrs.refine.Training;

/** Cross-entropy alone, the control of every comparison. */
@Published(
    name = "fine-tune",
    summary = "cross-entropy alone: the control",
    paper = Source.LRS,
    at = "the release's training with both weights 0",
    formula = "loss = mean ℓ",
    differences = "None: it is plain training from the pretrained weights.")
@AutoService(Refinement.class)
public record FineTune() implements Refinement {

  @Override
  public Training addTo(Training training) {
    return training;
  }
}

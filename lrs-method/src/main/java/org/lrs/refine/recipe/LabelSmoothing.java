package org.lrs.refine.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.refine.Refinement;
import org.lrs.refine.Training;

/**
 * Cross-entropy of smoothed labels, in every term that has labels.
 *
 * @param share of the label that all classes have in common, in (0, 1)
 */
@Published(
    name = "label-smoothing",
    summary = "cross-entropy of smoothed labels",
    paper =
        "Szegedy, Vanhoucke, Ioffe, Shlens, Wojna: Rethinking the Inception Architecture for"
            + " Computer Vision, CVPR 2016, arXiv 1512.00567",
    at = "section 7",
    formula = "ℓ = −Σ_k ((1 − share) · [k = y] + share / classes) · log p_k",
    differences = "None.")
@AutoService(Refinement.class)
public record LabelSmoothing(double share) implements Refinement {

  /** The published share. */
  public LabelSmoothing() {
    this(0.1);
  }

  public LabelSmoothing {
    Range.checkInside("labelSmoothing", share, 0, 1);
  }

  @Override
  public Training addTo(Training training) {
    return training.labelSmoothing(share);
  }
}

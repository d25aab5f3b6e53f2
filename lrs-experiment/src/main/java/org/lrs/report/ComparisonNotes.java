package org.lrs.report;

import java.util.List;
import org.lrs.result.SurrogateComparison;

/** How to read a comparison of surrogates: the notes below its tables. */
final class ComparisonNotes {

  private ComparisonNotes() {}

  /** Returns what the marks and intervals mean. */
  static List<String> of(SurrogateComparison model) {
    String counted = Figures.list(model.counted());
    return List.of(
        "Success is the share of images on which the attack succeeds: of all images, or of those"
            + " the target gets right when clean. Means are over "
            + counted
            + "; targets in brackets do not count in them. Differences are taken on the images that count for both surrogates.",
        "Single rates have Wilson 95 % intervals, single differences Newcombe's paired interval"
            + " (method 10). The targets see the same images and are not independent, so means and"
            + " differences of means have percentile intervals of "
            + Figures.count(model.replicates())
            + " bootstrap replicates over images, each with all its targets.",
        "p is of the exact two-sided McNemar test, with Holm's correction over its family: all"
            + " surrogates and targets of one table with the same reference. "
            + ComparisonTables.UP
            + " and "
            + ComparisonTables.DOWN
            + " mark rates above and below those of "
            + model.baseline()
            + " with p ≤ 0.05 after the correction.",
        "The intervals are about the choice of images. They do not cover what another seed of the"
            + " refinement would change, and are not widened for being many; the p-values are.",
        "Robust accuracy is one minus the success of the same attack on the surrogate itself, over"
            + " all images. Rank correlations are over the surrogates, with mean success of images"
            + " right when clean; Spearman's interval is that of Bonett and Wright through Fisher's"
            + " z. They see only what rises or falls throughout, not an optimum in the middle."
            + " Surrogates made from one network are no random sample of surrogates: a"
            + " correlation describes those of this comparison.");
  }
}

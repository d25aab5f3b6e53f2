package org.lrs.experiment.configuration;

import org.lrs.Range;
import org.lrs.analysis.EmpiricalLipschitz;

/**
 * What is measured on every surrogate.
 *
 * @param images number of images, from the first of the attacked ones
 * @param lipschitz how the empirical Lipschitz constant is searched for
 */
public record AnalyzeSpec(int images, EmpiricalLipschitz lipschitz) {

  /** 128 images with the usual search. */
  public static AnalyzeSpec defaults() {
    return new AnalyzeSpec(128, EmpiricalLipschitz.defaults());
  }

  public AnalyzeSpec {
    Range.checkAtLeast("images", images, 1);
  }
}

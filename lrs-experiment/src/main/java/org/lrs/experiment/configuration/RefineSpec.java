package org.lrs.experiment.configuration;

import org.lrs.refine.FineTuneSettings;
import org.lrs.refine.Method;

/**
 * How a surrogate is refined.
 *
 * @param method name of the method, such as {@code lrs-f} or {@code swag}
 * @param preset settings it started from: {@code stable} or {@code published}
 * @param settings the preset with the spec's own values
 * @param snapshots networks it gives: at equally spaced steps, the last being the outcome, or drawn
 *     around the outcome; 1 for the outcome alone
 */
public record RefineSpec(String method, String preset, FineTuneSettings settings, int snapshots) {

  /** The same refinement, keeping so many snapshots. */
  RefineSpec keeping(int count) {
    return new RefineSpec(method, preset, settings, count);
  }

  /** Files of networks beside the outcome. */
  public int files() {
    return snapshots > 1 && settings.draws() ? snapshots : snapshots - 1;
  }

  /** The stable preset of a method. */
  static RefineSpec stable(Method method) {
    return new RefineSpec(method.title(), "stable", method.stable(), 1);
  }
}

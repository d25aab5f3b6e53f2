package org.lrs.experiment.spec;

import org.lrs.finetune.FineTuneSettings;

/**
 * How a surrogate is refined.
 *
 * @param method name of the method: {@code fine-tune, lrs-1, lrs-2, lrs-f}
 * @param preset settings it started from: {@code stable} or {@code published}
 * @param settings the preset with the spec's own values
 * @param snapshots networks kept at equally spaced steps, the outcome among them; 1 for it alone
 */
public record RefineSpec(String method, String preset, FineTuneSettings settings, int snapshots) {

  /** The same refinement, keeping so many snapshots. */
  RefineSpec keeping(int count) {
    return new RefineSpec(method, preset, settings, count);
  }

  /** The stable preset of a method. */
  static RefineSpec stable(FineTuneSettings.Method method) {
    return new RefineSpec(method.title(), "stable", FineTuneSettings.stable(method), 1);
  }
}

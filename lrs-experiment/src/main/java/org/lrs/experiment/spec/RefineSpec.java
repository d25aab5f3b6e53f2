package org.lrs.experiment.spec;

import org.lrs.finetune.FineTuneSettings;

/**
 * How a surrogate is refined.
 *
 * @param method name of the method: {@code fine-tune, lrs-1, lrs-2, lrs-f}
 * @param preset settings it started from: {@code stable} or {@code published}
 * @param settings the preset with the spec's own values
 */
public record RefineSpec(String method, String preset, FineTuneSettings settings) {}

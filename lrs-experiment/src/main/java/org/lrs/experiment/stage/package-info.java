/**
 * The stages of an experiment, in their order: {@link org.lrs.experiment.stage.PrepareData}, {@link
 * org.lrs.experiment.stage.RefineSurrogate}, {@link org.lrs.experiment.stage.CraftAdversarial},
 * {@link org.lrs.experiment.stage.PredictImages}, {@link org.lrs.experiment.stage.Measurement}.
 */
package org.lrs.experiment.stage;

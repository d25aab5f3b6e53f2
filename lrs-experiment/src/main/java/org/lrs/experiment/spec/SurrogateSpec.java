package org.lrs.experiment.spec;

import java.util.Optional;

/**
 * A network to attack, as it is or refined.
 *
 * @param name name in results and folders
 * @param model the pretrained network
 * @param refine how it is refined; empty for the plain surrogate
 */
public record SurrogateSpec(String name, ModelSpec.Engine model, Optional<RefineSpec> refine) {}

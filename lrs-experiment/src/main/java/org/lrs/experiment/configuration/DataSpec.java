package org.lrs.experiment.configuration;

/**
 * The images of an experiment.
 *
 * @param train images surrogates are refined on
 * @param evaluate images that are attacked
 */
public record DataSpec(Source train, Source evaluate) {}

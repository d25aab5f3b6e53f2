/**
 * An experiment as a graph of stages whose results are kept by what they were made from. Start with
 * {@link org.lrs.experiment.Experiment}; the order of the work is in {@link
 * org.lrs.experiment.Graph}.
 */
package org.lrs.experiment;

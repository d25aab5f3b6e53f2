/**
 * Work as a graph of stages whose results are kept by what they were made from. Start with {@link
 * org.lrs.experiment.plan.Stage}.
 */
package org.lrs.experiment.plan;

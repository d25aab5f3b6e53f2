/**
 * The results of runs, sweeps and comparisons as plain values, each declared once: their files are
 * these records as JSON, and their pages read them. Start with {@link org.lrs.result.RunResults}.
 */
package org.lrs.result;

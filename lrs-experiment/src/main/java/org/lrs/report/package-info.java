/**
 * Turns the figures of a run into something a person reads: one self-contained HTML file and an
 * aligned table for the terminal.
 *
 * <p>Everything shown is a function of {@link org.lrs.report.RunReport}; read that first. {@link
 * org.lrs.report.HtmlReport} and {@link org.lrs.report.TextReport} render it. The same report gives
 * the same bytes: nothing here looks at the clock, the machine or the network.
 */
package org.lrs.report;

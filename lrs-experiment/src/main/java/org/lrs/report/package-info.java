/**
 * Turns the figures of a run into something a person reads: one self-contained HTML file and an
 * aligned table for the terminal.
 *
 * <p>Everything shown is a function of {@link org.lrs.report.ReportModel}; read that first. {@link
 * org.lrs.report.HtmlReport} and {@link org.lrs.report.TextReport} render it. The same model gives
 * the same bytes: nothing here looks at the clock, the machine or the network.
 */
package org.lrs.report;

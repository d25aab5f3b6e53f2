/**
 * Turns results into something a person reads: self-contained HTML files, tables for the terminal
 * and Markdown.
 *
 * <p>Pages are templates in {@code src/main/jte}: {@code layout.jte} has what all pages share,
 * {@code table.jte} draws every {@link org.lrs.report.Grid}, and {@code chart.js} beside these
 * classes draws every chart. Start with {@link org.lrs.report.HtmlReport} and {@code report.jte}.
 * The same results give the same bytes: nothing here depends on the clock, the machine or the
 * network.
 */
package org.lrs.report;

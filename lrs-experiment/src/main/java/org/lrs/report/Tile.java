package org.lrs.report;

/**
 * One of the figures that matter most, at the head of a page.
 *
 * @param title what it is
 * @param value the figure
 * @param note a few words below it
 * @param state colour of the figure: {@code good, unsure, bad} or {@code plain}
 */
record Tile(String title, String value, String note, String state) {}

package org.lrs.report;

import java.util.List;

/**
 * A panel of bars, one per surrogate.
 *
 * @param title what the bars show
 * @param note a line under the title
 * @param denominator key of the denominator it is shown for, or null if it is always shown
 */
record Bars(String title, String note, String denominator, List<Bar> bars) {

  /**
   * One bar.
   *
   * @param name what it is
   * @param colour CSS value
   * @param value its length in words
   * @param length share of the panel's width, in [0, 1]
   * @param marks on the bar
   */
  record Bar(String name, String colour, String value, double length, List<Mark> marks) {
    /** Keeps the bar in the panel; what was not measured has no length. */
    Bar {
      length = Double.isFinite(length) ? Math.max(0, Math.min(1, length)) : 0;
    }
  }

  /**
   * One mark.
   *
   * @param at its place along the panel, in [0, 1]
   * @param words for the tooltip
   */
  record Mark(double at, String words) {}
}

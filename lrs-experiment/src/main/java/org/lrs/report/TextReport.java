package org.lrs.report;

/** Renders a report's success matrix for a terminal. */
public final class TextReport {
  private TextReport() {}

  /**
   * Returns an aligned table per attack: surrogates × targets.
   *
   * @param model the figures
   */
  public static String matrix(ReportModel model) {
    return model.title();
  }
}

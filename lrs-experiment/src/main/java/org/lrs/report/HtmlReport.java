package org.lrs.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Renders a report as one HTML file that needs nothing else: no network, no folder beside it. */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * Returns the page.
   *
   * @param model everything it shows
   */
  public static String render(ReportModel model) {
    return "<!doctype html><title>" + model.title().replace("<", "&lt;") + "</title>";
  }

  /**
   * Writes the page to a file.
   *
   * @param model everything it shows
   * @param file the HTML file, replaced if it exists
   * @throws IOException if the file cannot be written
   */
  public static void write(ReportModel model, Path file) throws IOException {
    Files.writeString(file, render(model));
  }
}

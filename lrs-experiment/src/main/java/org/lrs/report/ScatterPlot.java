package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import org.lrs.statistics.Estimate;

/** Points with intervals in a small chart, drawn as markup that needs no script. */
final class ScatterPlot {
  private static final int WIDTH = 340;
  private static final int HEIGHT = 230;
  private static final int LEFT = 40;
  private static final int RIGHT = 12;
  private static final int TOP = 8;
  private static final int BOTTOM = 24;

  private static final double RADIUS = 3.5;

  /** Width of a letter of a name, roughly. */
  private static final double LETTER = 6.3;

  /** More points than this have their names in the tooltip only. */
  private static final int NAMED = 14;

  private ScatterPlot() {}

  /**
   * One point.
   *
   * @param name what it is
   * @param x place along the horizontal axis
   * @param y height, with its interval
   * @param colour CSS value
   * @param words for the tooltip
   */
  record Point(String name, double x, Estimate y, String colour, String words) {}

  /**
   * Returns the chart.
   *
   * @param title what stands along the horizontal axis
   * @param under a line below the title
   * @param logarithmic whether the horizontal axis is
   */
  static Markup of(String title, String under, List<Point> points, boolean logarithmic) {
    Axis x = Axis.around(points.stream().mapToDouble(Point::x).toArray(), logarithmic);
    Axis y =
        Axis.around(
            points.stream()
                .flatMap(p -> List.of(p.y().low(), p.y().high()).stream())
                .mapToDouble(Double::doubleValue)
                .toArray(),
            false);
    Markup html = new Markup();
    html.open("figure", "class", "panel curve").open("figcaption").text(title);
    html.element("small", under).close();
    html.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "aria-label", title);
    for (double tick : y.ticks()) {
      line(html, "grid", LEFT, down(y.place(tick)), WIDTH - RIGHT, down(y.place(tick)));
      text(html, LEFT - 6, down(y.place(tick)) + 4, "end", tick(tick));
    }
    for (double tick : x.ticks()) {
      text(html, across(x.place(tick)), HEIGHT - 6, "middle", tick(tick));
    }
    List<Box> taken = new ArrayList<>();
    for (Point point : points) {
      taken.add(Box.around(across(x.place(point.x())), down(y.place(point.y().value()))));
    }
    for (Point point : points) {
      point(html, point, x, y, points.size() <= NAMED ? taken : null);
    }
    return html.close(2);
  }

  /** A place that is taken by a point or a name. */
  private record Box(double left, double top, double right, double bottom) {
    static Box around(double across, double down) {
      return new Box(across - RADIUS, down - RADIUS, across + RADIUS, down + RADIUS);
    }

    boolean free(List<Box> taken) {
      return left > LEFT
          && right < WIDTH
          && taken.stream()
              .noneMatch(
                  other ->
                      left < other.right
                          && other.left < right
                          && top < other.bottom
                          && other.top < bottom);
    }
  }

  /** Writes a name where there is room beside its point; nowhere if there is none. */
  private static void name(Markup html, String name, double across, double down, List<Box> taken) {
    double width = name.length() * LETTER;
    for (int lower : new int[] {-4, 11, -14, 21}) {
      for (boolean right : new boolean[] {true, false}) {
        double from = right ? across + 2 * RADIUS : across - 2 * RADIUS - width;
        double line = down + lower;
        Box box = new Box(from, line - LETTER - 2, from + width, line + 2);
        if (box.free(taken)) {
          taken.add(box);
          text(html, from, line, "start", name);
          return;
        }
      }
    }
  }

  private static void point(Markup html, Point point, Axis x, Axis y, List<Box> names) {
    double across = across(x.place(point.x()));
    double down = down(y.place(point.y().value()));
    html.open("g", "style", "--c:" + point.colour()).element("title", point.words());
    String low = Figures.css(down(y.place(point.y().low())));
    String high = Figures.css(down(y.place(point.y().high())));
    html.element(
        "path", "", "class", "raw", "d", "M" + Figures.css(across) + " " + low + "V" + high);
    html.element(
        "circle", "", "r", Figures.css(RADIUS), "cx", Figures.css(across), "cy", Figures.css(down));
    if (names != null) {
      name(html, point.name(), across, down, names);
    }
    html.close();
  }

  private static double across(double place) {
    return LEFT + place * (WIDTH - LEFT - RIGHT);
  }

  private static double down(double place) {
    return HEIGHT - BOTTOM - place * (HEIGHT - BOTTOM - TOP);
  }

  private static String tick(double value) {
    return value == Math.rint(value) ? Figures.count((long) value) : Figures.format("%.3g", value);
  }

  private static void line(Markup html, String kind, double x1, double y1, double x2, double y2) {
    html.element(
        "line",
        "",
        "class",
        kind,
        "x1",
        Figures.css(x1),
        "x2",
        Figures.css(x2),
        "y1",
        Figures.css(y1),
        "y2",
        Figures.css(y2));
  }

  private static void text(Markup html, double x, double y, String anchor, String words) {
    html.element("text", words, "x", Figures.css(x), "y", Figures.css(y), "text-anchor", anchor);
  }
}

package org.lrs.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.CurvePoint;
import org.lrs.result.RunResults.Surrogate;
import org.lrs.result.RunResults.Target;

/** Success after the recorded steps of the attacks: data of the charts and a table of the means. */
final class StepsSection {
  /** Steps that have a column in the table. */
  private static final int COLUMNS = 7;

  private static final Predicate<CurvePoint> ON_TARGETS = point -> point.target() != null;

  private final RunResults model;
  private final Colours colours;
  private final List<Curve> curves = new ArrayList<>();

  StepsSection(RunResults model) {
    this.model = model;
    colours = new Colours(model.surrogates());
    for (Surrogate surrogate : model.surrogates()) {
      for (Attack attack : model.attacks()) {
        List<CurvePoint> points =
            model.curves().stream()
                .filter(p -> p.surrogate().equals(surrogate.name()))
                .filter(p -> p.attack().equals(attack.name()))
                .toList();
        if (!points.isEmpty()) {
          curves.add(new Curve(surrogate, attack, points));
        }
      }
    }
  }

  /** One attack on one surrogate, on everyone who saw its images. */
  private record Curve(Surrogate surrogate, Attack attack, List<CurvePoint> points) {
    List<Integer> steps() {
      return points.stream().map(CurvePoint::step).distinct().toList();
    }

    List<Long> gradients() {
      return points.stream().map(CurvePoint::gradients).distinct().toList();
    }

    /** Mean rate after a step over some of those who saw it, or null. */
    Double mean(int step, Predicate<CurvePoint> seen) {
      double mean =
          Comparison.mean(
              points.stream()
                  .filter(seen)
                  .filter(p -> p.step() == step)
                  .map(CurvePoint::cleanCorrect));
      return Double.isNaN(mean) ? null : mean;
    }

    List<Double> percent(Predicate<CurvePoint> seen) {
      return steps().stream()
          .map(step -> mean(step, seen))
          .map(rate -> rate == null ? null : Double.valueOf(Figures.format("%.2f", 100 * rate)))
          .toList();
    }
  }

  /** Returns whether any attack was recorded. */
  boolean present() {
    return !curves.isEmpty();
  }

  /** Returns what the charts draw, as plain maps and lists for JSON. */
  Map<String, Object> data() {
    Map<String, Predicate<CurvePoint>> views = new LinkedHashMap<>();
    views.put("all targets (mean)", ON_TARGETS);
    views.put("the surrogate itself", ON_TARGETS.negate());
    for (Target target : model.targets()) {
      views.put(target.name(), p -> Objects.equals(p.target(), target.name()));
    }
    List<Object> drawn = new ArrayList<>();
    for (Curve curve : curves) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("surrogate", curve.surrogate().name());
      values.put("attack", curve.attack().name());
      values.put("steps", curve.steps());
      values.put("gradients", curve.gradients());
      values.put("rates", views.values().stream().map(curve::percent).toList());
      drawn.add(values);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("views", views.keySet());
    data.put(
        "surrogates",
        model.surrogates().stream()
            .filter(s -> curves.stream().anyMatch(c -> c.surrogate().equals(s)))
            .map(s -> Map.of("name", s.name(), "colour", colours.value(s)))
            .toList());
    data.put("attacks", attacks());
    data.put("curves", drawn);
    return data;
  }

  private List<Object> attacks() {
    List<Object> recorded = new ArrayList<>();
    for (Attack attack : model.attacks()) {
      if (curves.stream().anyMatch(c -> c.attack().equals(attack))) {
        recorded.add(Map.of("name", attack.name(), "colour", Colours.hue(recorded.size())));
      }
    }
    return recorded;
  }

  /** Returns the entry of the page's navigation, or nothing. */
  Markup link() {
    return present() ? new Markup().element("a", "Steps", "href", "#steps") : new Markup();
  }

  /** Returns the section, or nothing. */
  Markup render() {
    Markup html = new Markup();
    if (!present()) {
      return html;
    }
    html.open("section", "id", "steps").element("h2", "Success over the steps");
    html.element(
        "p",
        "Share of the "
            + Denominator.CLEAN_CORRECT.words()
            + " on which the attack succeeds after so many steps, or after so many gradient"
            + " evaluations per image. An attack that leads after few steps need not lead after many, and a"
            + " step of one attack may cost as much as hundreds of another.",
        "class",
        "about");
    html.open("div", "class", "controls js-only", "id", "step-controls", "hidden", "").close();
    html.open("div", "class", "panels js-only", "id", "step-curves").close();
    return html.add(table()).close();
  }

  private Markup table() {
    List<Integer> steps = columns();
    Markup html = new Markup();
    html.open("div", "class", "scroll").open("table", "class", "plain");
    html.element("caption", "Mean success over the targets in % after so many steps");
    html.open("thead").open("tr").element("th", "Surrogate", "scope", "col");
    html.element("th", "Attack", "scope", "col");
    html.element("th", "Gradients per image", "scope", "col", "class", "number");
    for (int step : steps) {
      html.element("th", Figures.count(step, "step"), "scope", "col", "class", "number");
    }
    html.element("th", "Last step", "scope", "col", "class", "number");
    html.close(2).open("tbody");
    for (Curve curve : curves) {
      html.open("tr").element("th", curve.surrogate().name(), "scope", "row");
      html.element("td", curve.attack().name());
      List<Long> gradients = curve.gradients();
      html.element("td", Figures.count(gradients.get(gradients.size() - 1)), "class", "number");
      for (int step : steps) {
        html.element("td", Figures.percent(curve.mean(step, ON_TARGETS)), "class", "number");
      }
      int last = curve.steps().get(curve.steps().size() - 1);
      html.element("td", Figures.percent(curve.mean(last, ON_TARGETS)), "class", "number");
      html.close();
    }
    return html.close(3);
  }

  /** The steps that most curves recorded. */
  private List<Integer> columns() {
    Map<Integer, Long> seen =
        curves.stream()
            .flatMap(curve -> curve.steps().stream())
            .collect(Collectors.groupingBy(step -> step, TreeMap::new, Collectors.counting()));
    return seen.keySet().stream()
        .sorted(Comparator.comparing(seen::get).reversed())
        .limit(COLUMNS)
        .sorted()
        .toList();
  }
}

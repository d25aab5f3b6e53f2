package org.lrs.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.CurvePoint;
import org.lrs.result.RunResults.Target;
import org.lrs.result.Surrogate;

/** Success after the recorded steps of the attacks: data of the charts and a table of the means. */
final class StepsSection {
  /** Steps that have a column in the table. */
  private static final int COLUMNS = 7;

  private static final Predicate<CurvePoint> ON_TARGETS = point -> point.target() != null;

  private final RunResults model;
  private final Map<String, String> colours;
  private final List<Curve> curves;

  StepsSection(RunResults model) {
    this.model = model;
    colours = Colours.of(model.surrogates());
    curves =
        model.surrogates().stream()
            .flatMap(s -> model.attacks().stream().map(a -> new Curve(s, a, points(s, a))))
            .filter(curve -> !curve.points().isEmpty())
            .toList();
  }

  private List<CurvePoint> points(Surrogate surrogate, Attack attack) {
    return model.curves().stream()
        .filter(p -> p.surrogate().equals(surrogate.name()) && p.attack().equals(attack.name()))
        .toList();
  }

  /** One attack on one surrogate, on everyone who saw its images. */
  record Curve(Surrogate surrogate, Attack attack, List<CurvePoint> points) {
    List<Integer> steps() {
      return points.stream().map(CurvePoint::step).distinct().toList();
    }

    List<Long> gradients() {
      return points.stream().map(CurvePoint::gradients).distinct().toList();
    }

    /** Mean rate after a step over some of those who saw it, or NaN. */
    double mean(int step, Predicate<CurvePoint> seen) {
      return Comparison.mean(
          points.stream().filter(seen).filter(p -> p.step() == step).map(CurvePoint::cleanCorrect));
    }

    List<Double> percent(Predicate<CurvePoint> seen) {
      return steps().stream().map(step -> Figures.drawn(mean(step, seen))).toList();
    }
  }

  /** Returns whether any attack was recorded. */
  boolean present() {
    return !curves.isEmpty();
  }

  /** What the charts draw; views are on whom success is measured. */
  record Data(List<String> views, List<Line> surrogates, List<Line> attacks, List<Drawn> curves) {}

  /** What a line stands for. */
  private record Line(String name, String colour) {}

  /** One attack on one surrogate; rates in percent, one list per view. */
  private record Drawn(
      String surrogate,
      String attack,
      List<Integer> steps,
      List<Long> gradients,
      List<List<Double>> rates) {}

  /** Returns what the charts draw. */
  Data data() {
    Map<String, Predicate<CurvePoint>> views = new LinkedHashMap<>();
    views.put("all targets (mean)", ON_TARGETS);
    views.put("the surrogate itself", ON_TARGETS.negate());
    for (Target target : model.targets()) {
      views.put(target.name(), p -> Objects.equals(p.target(), target.name()));
    }
    List<Line> surrogates =
        curves.stream()
            .map(Curve::surrogate)
            .distinct()
            .map(s -> new Line(s.name(), colours.get(s.name())))
            .toList();
    List<Attack> recorded =
        model.attacks().stream()
            .filter(attack -> curves.stream().anyMatch(c -> c.attack().equals(attack)))
            .toList();
    List<Line> attacks =
        IntStream.range(0, recorded.size())
            .mapToObj(i -> new Line(recorded.get(i).name(), Colours.hue(i)))
            .toList();
    List<Drawn> drawn =
        curves.stream()
            .map(
                c ->
                    new Drawn(
                        c.surrogate().name(),
                        c.attack().name(),
                        c.steps(),
                        c.gradients(),
                        views.values().stream().map(c::percent).toList()))
            .toList();
    return new Data(List.copyOf(views.keySet()), surrogates, attacks, drawn);
  }

  /** Returns the mean over the targets after some of the steps. */
  Grid<Curve> table() {
    return Grid.of("Mean success over the targets in % after so many steps", curves)
        .column("Surrogate", curve -> curve.surrogate().name())
        .column("Attack", curve -> curve.attack().name())
        .number("Gradients per image", curve -> Figures.count(last(curve.gradients())))
        .numbers(
            columns(),
            step -> Figures.count(step, "step"),
            (curve, step) -> Figures.percent(curve.mean(step, ON_TARGETS)))
        .number("Last step", curve -> Figures.percent(curve.mean(last(curve.steps()), ON_TARGETS)));
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
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

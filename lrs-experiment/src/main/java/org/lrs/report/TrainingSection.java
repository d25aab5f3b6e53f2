package org.lrs.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.lrs.result.RunResults;
import org.lrs.result.Surrogate;
import org.lrs.result.Surrogate.TrainingStep;

/** The terms of the loss during refinement: data of the charts and a table of the ends. */
final class TrainingSection {
  /** Points kept per curve; more steps are averaged in groups of equal size. */
  static final int POINTS = 500;

  private final List<Surrogate> trained;
  private final Map<String, String> colours;
  private final List<Term> terms;

  TrainingSection(RunResults model) {
    trained = model.surrogates().stream().filter(s -> !s.training().isEmpty()).toList();
    colours = Colours.of(model.surrogates());
    boolean further =
        trained.stream().flatMap(s -> s.training().stream()).anyMatch(s -> s.further() != null);
    terms = TERMS.stream().filter(term -> further || !term.equals(FURTHER)).toList();
  }

  /** One recorded quantity. */
  private record Term(String title, Function<TrainingStep, Double> value) {}

  private static final Term FURTHER = new Term("Further terms", TrainingStep::further);
  private static final List<Term> TERMS =
      List.of(
          new Term("Cross-entropy", TrainingStep::crossEntropy),
          new Term("Penalty 1: gradient norm", TrainingStep::penalty1),
          new Term("Penalty 2: curvature", TrainingStep::penalty2),
          FURTHER,
          new Term("Total loss", TrainingStep::total),
          new Term("Parameter-gradient norm", TrainingStep::gradientNorm),
          new Term("Learning rate", TrainingStep::learningRate));

  /** Returns whether any surrogate has a curve. */
  boolean present() {
    return !trained.isEmpty();
  }

  /** What the charts draw. */
  record Data(List<String> terms, List<Curve> curves) {}

  /** The refinement of one surrogate: values of each term at the steps. */
  private record Curve(
      String name, String colour, List<Long> steps, Map<String, List<Double>> terms) {}

  /** Returns what the charts draw. */
  Data data() {
    List<Curve> curves = new ArrayList<>();
    for (Surrogate surrogate : trained) {
      Map<String, List<Double>> values = new LinkedHashMap<>();
      List<List<TrainingStep>> groups = groups(surrogate.training());
      for (Term term : terms) {
        values.put(term.title(), groups.stream().map(group -> mean(group, term.value())).toList());
      }
      List<Long> steps = groups.stream().map(group -> group.get(0).step()).toList();
      curves.add(new Curve(surrogate.name(), colours.get(surrogate.name()), steps, values));
    }
    return new Data(terms.stream().map(Term::title).toList(), curves);
  }

  /** Returns first and last value of each term; each is a mean over a twentieth of the steps. */
  Grid<Surrogate> table() {
    return Grid.of("Mean of the first and of the last twentieth of the steps", trained)
        .column("Surrogate", Surrogate::name)
        .number("Steps", surrogate -> Figures.count(surrogate.training().size()))
        .numbers(terms, Term::title, TrainingSection::ends);
  }

  private static String ends(Surrogate surrogate, Term term) {
    List<TrainingStep> steps = surrogate.training();
    int share = Math.max(1, steps.size() / 20);
    Double first = mean(steps.subList(0, share), term.value());
    Double last = mean(steps.subList(steps.size() - share, steps.size()), term.value());
    return first == null ? Figures.NONE : Figures.number(first) + " → " + Figures.number(last);
  }

  private static List<List<TrainingStep>> groups(List<TrainingStep> steps) {
    int size = (steps.size() + POINTS - 1) / POINTS;
    List<List<TrainingStep>> groups = new ArrayList<>();
    for (int from = 0; from < steps.size(); from += size) {
      groups.add(steps.subList(from, Math.min(steps.size(), from + size)));
    }
    return groups;
  }

  private static Double mean(List<TrainingStep> group, Function<TrainingStep, Double> value) {
    double mean =
        group.stream()
            .map(value)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .average()
            .orElse(Double.NaN);
    return Double.isFinite(mean) ? Double.valueOf(Figures.format("%.5g", mean)) : null;
  }
}

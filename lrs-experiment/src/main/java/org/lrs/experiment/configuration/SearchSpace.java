package org.lrs.experiment.configuration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lrs.Range;
import org.lrs.Records;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.refine.Refinement;
import org.lrs.refine.Refinements;
import org.lrs.refine.Training;
import org.lrs.tensor.Rng;

/**
 * The refinements among which a search chooses: a method, if none is given, and settings around
 * those of its preset.
 *
 * <p>What varies is found in the records of the refinements: numbers that are called {@code
 * weight…}, {@code epsilon} or {@code radius}, and difference steps; beside them learning rate,
 * temperature and averaging. What the user gave never varies, however it was written: drawn values
 * are laid under it, and one that changes nothing there is not drawn.
 *
 * @param options keys of {@code refine} with their values, as {@link SpecParts#refine}
 * @param overrides settings that are given, likewise
 */
public record SearchSpace(Map<String, String> options, List<String> overrides) {

  /** Tried if no method is given; the first one is the default. */
  private static final List<String> METHODS =
      List.of("lrs-f", "jacobian", "lrs-2", "input-gradient", "advprop");

  private static final String METHOD = "method";
  private static final double WEIGHTS = 4;
  private static final double LENGTHS = 4;
  private static final double RATES = 3;
  private static final List<String> TEMPERATURES = List.of("1", "2", "4", "8");

  private static final List<String> STARTS = List.of("0", "0.25", "0.5", "0.75");

  public SearchSpace {
    options = Map.copyOf(options);
    overrides = List.copyOf(overrides);
  }

  /**
   * The values of one trial; they depend on seed and number alone. Trial 0 is the default recipe;
   * where no method is given, each of the others follows with its preset, before anything is drawn.
   *
   * @throws IllegalArgumentException if there is nothing to choose
   */
  public Map<String, String> draw(long seed, int number) {
    if (number == 0) {
      return Map.of();
    }
    if (options.containsKey(METHOD)) {
      Map<String, SweepValues> space = space(options.get(METHOD));
      Range.require(
          !space.isEmpty(), "there is nothing to choose: all settings are given; leave out --auto");
      return SweepValues.draw(seed, number, space);
    }
    Map<String, String> values = new LinkedHashMap<>();
    if (number < METHODS.size()) {
      values.put(METHOD, METHODS.get(number));
      return values;
    }
    Rng rng = Rng.of(seed).split("search").split(number);
    values.put(METHOD, METHODS.get(rng.nextInt(METHODS.size())));
    values.putAll(SweepValues.draw(seed, number, space(values.get(METHOD))));
    return values;
  }

  /** The refinement with chosen values; what the user gave lies over them. */
  public RefineSpec refine(Map<String, String> values) {
    Map<String, String> chosen = new HashMap<>(options);
    chosen.putIfAbsent(METHOD, METHODS.get(0));
    List<String> all = new ArrayList<>();
    values.forEach(
        (path, value) -> {
          if (path.equals(METHOD)) {
            chosen.put(METHOD, value);
          } else {
            all.add(path + "=" + value);
          }
        });
    all.addAll(overrides);
    return SpecParts.refine(chosen, all);
  }

  /** What may vary with a method, and how far. */
  Map<String, SweepValues> space(String method) {
    Training base = refine(Map.of(METHOD, method)).training();
    Map<String, SweepValues> space = new LinkedHashMap<>();
    for (Refinement refinement : base.refinements()) {
      Records.values(refinement)
          .forEach(
              (name, value) -> {
                String path = refinement.name() + "." + name;
                if (value instanceof DifferenceStep step) {
                  space.put(path + ".value", around(step.value(), LENGTHS));
                } else if (value instanceof Double number && number > 0) {
                  factor(name).ifPresent(factor -> space.put(path, around(number, factor)));
                }
              });
    }
    space.put("learningRate", around(base.settings().learningRate(), RATES));
    space.put("temperature", new SweepValues.Choice(TEMPERATURES));
    if (base.refinements().stream().noneMatch(SearchSpace::setsOutcome)) {
      space.put("averaging.start", new SweepValues.Choice(STARTS));
    }
    Set<String> written = inBrackets(method);
    space.keySet().removeIf(path -> written.contains(path) || !matters(method, path, space, base));
    return space;
  }

  private static Optional<Double> factor(String name) {
    if (name.startsWith("weight")) {
      return Optional.of(WEIGHTS);
    }
    return name.equals("epsilon") || name.equals("radius")
        ? Optional.of(LENGTHS)
        : Optional.empty();
  }

  private static SweepValues around(double value, double factor) {
    return new SweepValues.Range(
        value / factor, value * factor, SweepValues.Range.Scale.LOG, false);
  }

  private static boolean setsOutcome(Refinement refinement) {
    Training plain = Training.published();
    return !refinement.addTo(plain).outcome().equals(plain.outcome());
  }

  /** Paths of settings in the brackets of a method, as {@code lrs-f.weight1}. */
  private static Set<String> inBrackets(String method) {
    Set<String> written = new HashSet<>();
    for (Term term : Term.all(SpecNode.text("--method", method), "")) {
      List<String> keys = Records.names(Refinements.get(term.name()).getClass());
      for (String key : term.settings(term.name(), keys).fields().keySet()) {
        written.addAll(List.of(key, term.name() + "." + key, term.name() + "." + key + ".value"));
      }
    }
    return written;
  }

  /** Whether one of its values changes the training, under what the user gave. */
  private boolean matters(
      String method, String path, Map<String, SweepValues> space, Training base) {
    return space.get(path).examples().stream()
        .map(value -> refine(Map.of(METHOD, method, path, value)).training())
        .anyMatch(training -> !training.equals(base));
  }
}

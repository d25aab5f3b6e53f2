package org.lrs.report;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.lrs.report.SurrogateComparison.Surrogate;

/** A property of a surrogate that may say how well attacks crafted on it transfer. */
public enum Property {
  /** Mean empirical local Lipschitz constant. */
  LIPSCHITZ("Lipschitz constant", (s, attack) -> s.empiricalLipschitz(), Figures::number),
  /** Mean norm of the loss gradient at the images. */
  GRADIENT_NORM("input-gradient norm", (s, attack) -> s.inputGradientNorm(), Figures::number),
  /** Mean curvature of the loss along its gradient. */
  CURVATURE("curvature", (s, attack) -> s.curvature(), Figures::number),
  /** Share of all images on which the attack fails on the surrogate itself. */
  ROBUST_ACCURACY(
      "robust accuracy, %", (s, attack) -> s.robustAccuracy().get(attack), Figures::percent),
  /** Share of the images the surrogate gets right when clean. */
  CLEAN_ACCURACY("clean accuracy, %", (s, attack) -> s.cleanAccuracy(), Figures::percent);

  private final String words;
  private final BiFunction<Surrogate, String, Double> value;
  private final Function<Double, String> figure;

  Property(
      String words, BiFunction<Surrogate, String, Double> value, Function<Double, String> figure) {
    this.words = words;
    this.value = value;
    this.figure = figure;
  }

  /** Returns the property of a surrogate, or null. */
  public Double of(Surrogate surrogate, String attack) {
    return value.apply(surrogate, attack);
  }

  /** Returns what it is called, with its unit. */
  String words() {
    return words;
  }

  /** Returns a value as the tables show it. */
  String figure(Double property) {
    return figure.apply(property);
  }

  /** Returns whether it is a share, which is drawn in percent on an even scale. */
  boolean share() {
    return this == ROBUST_ACCURACY || this == CLEAN_ACCURACY;
  }
}

package org.lrs.result;

import java.util.function.BiFunction;
import org.lrs.result.SurrogateComparison.Surrogate;

/** A property of a surrogate that may predict how well attacks crafted on it transfer. */
public enum Property {
  /** Mean empirical local Lipschitz constant. */
  LIPSCHITZ("Lipschitz constant", (s, attack) -> s.empiricalLipschitz()),
  /** Mean norm of the loss gradient at the images. */
  GRADIENT_NORM("input-gradient norm", (s, attack) -> s.inputGradientNorm()),
  /** Mean curvature of the loss along its gradient. */
  CURVATURE("curvature", (s, attack) -> s.curvature()),
  /** Share of all images on which the attack fails on the surrogate itself. */
  ROBUST_ACCURACY("robust accuracy, %", (s, attack) -> s.robustAccuracy().get(attack)),
  /** Share of the images the surrogate gets right when clean. */
  CLEAN_ACCURACY("clean accuracy, %", (s, attack) -> s.cleanAccuracy());

  private final String words;
  private final BiFunction<Surrogate, String, Double> value;

  Property(String words, BiFunction<Surrogate, String, Double> value) {
    this.words = words;
    this.value = value;
  }

  /** Returns the property of a surrogate, or null. */
  public Double of(Surrogate surrogate, String attack) {
    return value.apply(surrogate, attack);
  }

  /** Returns what it is called, with its unit. */
  public String words() {
    return words;
  }

  /** Returns whether it is a share, which is drawn in percent on an even scale. */
  public boolean share() {
    return this == ROBUST_ACCURACY || this == CLEAN_ACCURACY;
  }
}

package org.lrs.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lrs.result.Surrogate;

/** Colours of what is drawn, as CSS values of {@code page.css}. */
final class Colours {
  /** Number of hues in the style sheet; more surrogates than that share hues. */
  private static final int HUES = 6;

  /** What was not refined. */
  static final String PLAIN = "var(--hue-plain)";

  private Colours() {}

  /** Returns a hue, counted from 0. */
  static String hue(int number) {
    return "var(--hue-" + number % HUES + ")";
  }

  /** Returns the colour of each surrogate throughout a page by name: grey for plain ones. */
  static Map<String, String> of(List<Surrogate> surrogates) {
    Map<String, String> colours = new HashMap<>();
    int refined = 0;
    for (Surrogate surrogate : surrogates) {
      colours.put(surrogate.name(), surrogate.refined() ? hue(refined++) : PLAIN);
    }
    return colours;
  }
}

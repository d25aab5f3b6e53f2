package org.lrs.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.result.Surrogate;

/** Gives every surrogate one colour throughout the page: plain ones grey, refined ones hues. */
final class Colours {
  /** Number of hues in {@code report.css}; more surrogates than that share hues. */
  private static final int HUES = 6;

  /** CSS value for what was not refined. */
  static final String PLAIN = "var(--hue-plain)";

  private final Map<String, String> variables = new LinkedHashMap<>();

  Colours(List<Surrogate> surrogates) {
    int refined = 0;
    for (Surrogate surrogate : surrogates) {
      String hue = surrogate.refined() ? hue(refined++) : PLAIN;
      variables.put(surrogate.name(), hue);
    }
  }

  /** Returns the CSS value of a hue, counted from 0. */
  static String hue(int number) {
    return "var(--hue-" + number % HUES + ")";
  }

  /** Returns the colour as a CSS value. */
  String value(Surrogate surrogate) {
    return variables.get(surrogate.name());
  }
}

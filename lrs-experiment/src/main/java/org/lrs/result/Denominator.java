package org.lrs.result;

import java.util.BitSet;
import org.lrs.evaluate.Outcomes;
import org.lrs.statistics.ImageBootstrap.Part;
import org.lrs.statistics.SuccessRate;

/** Which images count in a success rate. */
public enum Denominator {
  /** Images the target gets right when clean: what the attack really broke. */
  CLEAN_CORRECT("clean-correct", "Right when clean", "images each target gets right when clean"),
  /** All images; counts as success what was wrong anyway. */
  ALL("all", "All", "all images, those wrong when clean included");

  private final String key;
  private final String label;
  private final String words;

  Denominator(String key, String label, String words) {
    this.key = key;
    this.label = label;
    this.words = words;
  }

  /** Returns the word used in attributes. */
  public String key() {
    return key;
  }

  /** Returns its name on a switch. */
  public String label() {
    return label;
  }

  /** Returns which images count, for captions. */
  public String words() {
    return words;
  }

  /** Returns the rate of a cell under this denominator. */
  public SuccessRate of(RunResults.Cell cell) {
    return this == ALL ? cell.all() : cell.cleanCorrect();
  }

  /** Returns the images that count in outcomes under this denominator. */
  public BitSet trials(Outcomes outcomes) {
    return this == ALL ? outcomes.trials() : outcomes.cleanCorrect();
  }

  /** Returns the images on which an attack succeeds, among those that count. */
  public Part rate(Outcomes outcomes) {
    BitSet trials = trials(outcomes);
    return new Part(Outcomes.and(outcomes.fooled(), trials), new BitSet(), trials);
  }

  /** Returns the images on which two attacks succeed, among those that count for both. */
  public Part difference(Outcomes first, Outcomes second) {
    BitSet trials = Outcomes.and(trials(first), trials(second));
    return new Part(
        Outcomes.and(first.fooled(), trials), Outcomes.and(second.fooled(), trials), trials);
  }
}

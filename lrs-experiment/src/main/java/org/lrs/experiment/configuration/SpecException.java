package org.lrs.experiment.configuration;

/**
 * A file or an override that cannot be used as it is: one sentence for the user, beginning with the
 * place ({@code experiment.yaml:14: ...}) where to change it.
 */
public final class SpecException extends IllegalArgumentException {

  /**
   * @param place file and line, or the override, that has to be changed
   * @param sentence what was expected and what came
   */
  public SpecException(String place, String sentence) {
    super(place + ": " + sentence);
  }
}

package org.lrs.refine;

import java.util.Map;
import java.util.Optional;
import org.lrs.Range;
import org.lrs.model.Classifier;

/** What a second network must be for a training to learn from it. */
public final class Witnesses {
  private Witnesses() {}

  /**
   * Checks that a training has a witness if, and only if, it learns from one.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static void require(boolean given, Training training) {
    training.terms().stream()
        .filter(term -> !given && term.needsWitness())
        .forEach(
            term -> {
              throw new IllegalArgumentException(
                  "'%s' learns from a second network; name it as 'witness', and never a target"
                      .formatted(term.name()));
            });
    Range.require(
        !given || training.needsWitness(),
        "no refinement here learns from a witness, as 'alignment' does; remove it");
  }

  static void requireFitting(Optional<Classifier> given, Training training, Classifier trained) {
    require(given.isPresent(), training);
    given.ifPresent(witness -> requireFitting(witness, trained));
  }

  private static void requireFitting(Classifier witness, Classifier trained) {
    Range.require(
        witness.parameters() != trained.parameters(),
        "the witness '" + witness.name() + "' is the network under training; give a copy of it");
    Range.require(
        describe(witness).equals(describe(trained)),
        "the witness '%s' is for %s, '%s' for %s; name a witness of the same classes and images"
            .formatted(witness.name(), describe(witness), trained.name(), describe(trained)));
  }

  private static String describe(Classifier network) {
    return "%s classes of images of %s".formatted(network.classes(), network.input());
  }

  /** What of a witness the trained weights depend on, behind a blank; nothing without one. */
  static String key(Optional<Classifier> given) {
    return given
        .map(
            witness ->
                " beside %s %s %s"
                    .formatted(
                        witness.name(),
                        witness.normalization(),
                        Checkpoint.digest(witness.parameters().toHost(), Map.of())))
        .orElse("");
  }
}

package org.lrs.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lrs.experiment.FinishedRun;
import org.lrs.experiment.store.Disk;
import org.lrs.experiment.store.Json;
import org.lrs.result.RunResults;
import org.lrs.text.Fraction;
import org.lrs.threat.Ball;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A saved set and the ball it claims to stay in.
 *
 * @param clean the images it was made from
 */
record Promise(Path set, Path clean, Ball ball) {

  /**
   * What the user says of a set.
   *
   * @param clean null if not said, as all of these
   */
  record Said(Path clean, String epsilon, String norm) {
    Path clean(Path usual) {
      return clean == null ? usual : clean;
    }

    /** The ball that was said, or that a file knows; a radius of NaN is not known. */
    Ball ball(String known, double radius) {
      if (epsilon == null && Double.isNaN(radius)) {
        throw new IllegalArgumentException(
            "how far may the images move? say it with --epsilon, such as --epsilon 8/255");
      }
      return Ball.of(
          norm == null ? known : norm,
          epsilon == null ? radius : Fraction.parse("epsilon", epsilon));
    }
  }

  /**
   * The sets in a folder of ours, or the one set in any other place.
   *
   * @throws IllegalArgumentException if nobody says how far the images may move
   */
  static List<Promise> in(Path place, Said said) {
    if (Files.isRegularFile(place.resolve("results.json"))) {
      return ofRun(place, said);
    }
    Path card = place.resolve("attack.json");
    if (Files.isRegularFile(card)) {
      JsonNode attack = card(card);
      Ball ball =
          said.ball(
              attack.path("norm").asString("linf"), attack.path("epsilon").asDouble(Double.NaN));
      Path clean = said.clean(place.resolve("clean"));
      return List.of(new Promise(place.resolve("adversarial"), clean, ball));
    }
    Ball ball = said.ball("linf", Double.NaN);
    return List.of(new Promise(place, clean(place, said.clean()), ball));
  }

  /**
   * The folder or file of the clean images that adversarial ones were made from. In a run's folder
   * adversarial images are one or more folders deeper than the clean ones.
   *
   * @param named by the user, or null
   */
  static Path clean(Path adversarial, Path named) {
    if (named != null) {
      return named;
    }
    Path folder = adversarial.toAbsolutePath().normalize();
    for (Path f = folder.getParent(); f != null; f = f.getParent()) {
      if (Files.isRegularFile(f.resolve("clean/images.npy"))) {
        return f.resolve("clean");
      }
    }
    throw new IllegalArgumentException(
        "no folder 'clean' belongs to " + adversarial + "; name the clean images with --clean");
  }

  private static List<Promise> ofRun(Path place, Said said) {
    RunResults results = FinishedRun.results(place);
    Path clean = said.clean(place.resolve("clean"));
    Map<String, RunResults.Attack> attacks =
        results.attacks().stream().collect(Collectors.toMap(RunResults.Attack::name, a -> a));
    return results.perturbations().stream()
        .map(
            made -> {
              RunResults.Attack attack = attacks.get(made.attack());
              Path set = FinishedRun.adversarial(place, made.surrogate(), made.attack());
              return new Promise(set, clean, said.ball(attack.norm(), attack.epsilon()));
            })
        .toList();
  }

  private static JsonNode card(Path file) {
    String text = Disk.reading(file, () -> Files.readString(file));
    try {
      return Json.mapper().readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          file + ": is damaged; give the 'lrs attack' command again", e);
    }
  }
}

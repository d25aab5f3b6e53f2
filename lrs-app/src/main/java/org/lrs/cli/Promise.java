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
  record Said(Path clean, String epsilon, String norm) {}

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
      Path set = place.resolve("adversarial");
      Path clean = said.clean() == null ? place.resolve("clean") : said.clean();
      String norm = attack.path("norm").asString("linf");
      JsonNode epsilon = attack.path("epsilon");
      double known = epsilon.isNumber() ? epsilon.asDouble() : Double.NaN;
      return List.of(new Promise(set, clean, ball(said, norm, known)));
    }
    Ball ball = ball(said, "linf", Double.NaN);
    return List.of(new Promise(place, CleanImages.of(place, said.clean()), ball));
  }

  private static List<Promise> ofRun(Path place, Said said) {
    RunResults results = FinishedRun.results(place);
    Path clean = said.clean() == null ? place.resolve("clean") : said.clean();
    Map<String, RunResults.Attack> attacks =
        results.attacks().stream().collect(Collectors.toMap(RunResults.Attack::name, a -> a));
    return results.perturbations().stream()
        .map(
            made -> {
              RunResults.Attack attack = attacks.get(made.attack());
              Path set = FinishedRun.adversarial(place, made.surrogate(), made.attack());
              return new Promise(set, clean, ball(said, attack.norm(), attack.epsilon()));
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

  private static Ball ball(Said said, String norm, double epsilon) {
    if (said.epsilon() == null && Double.isNaN(epsilon)) {
      throw new IllegalArgumentException(
          "how far may the images move? say it with --epsilon, such as --epsilon 8/255");
    }
    double radius = said.epsilon() == null ? epsilon : Fraction.parse("epsilon", said.epsilon());
    return Ball.of(said.norm() == null ? norm : said.norm(), radius);
  }
}

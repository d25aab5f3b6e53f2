package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.store.Json;
import org.lrs.model.CheckpointCard;

/** What {@code lrs refine} does without a method, with {@code --steps} and {@code --minutes}. */
class RefineLengthTest {

  @TempDir private Path folder;

  private Terminal.Outcome refine(String name, String... more) {
    List<String> words = new ArrayList<>(List.of("refine", "--model", "resnet8-a"));
    words.addAll(List.of("--method", "lrs-2", "--count", "32", "--set", "batchSize=8"));
    words.addAll(List.of("--out", folder.resolve(name).toString()));
    words.addAll(List.of(more));
    return Terminal.run(words.toArray(String[]::new));
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private CheckpointCard card(String name) throws IOException {
    return Json.mapper().readValue(read(name + "/model.json"), CheckpointCard.class);
  }

  @Test
  void stepsGoOverAsManyEpochsAsTheyTake() throws IOException {
    assertThat(refine("six", "--steps", "6").exitCode()).isZero();
    assertThat(read("six/training.json")).contains("\"step\" : 5").doesNotContain("\"step\" : 6");
  }

  @Test
  void withoutAMethodItIsLrsF() throws IOException {
    List<String> words = List.of("refine", "--model", "resnet8-a", "--count", "64", "--steps", "2");
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("--out", folder.resolve("usual").toString()));
    assertThat(Terminal.run(all.toArray(String[]::new)).exitCode()).isZero();
    assertThat(card("usual").command()).contains(" --method lrs-f");
  }

  @Test
  void minutesBecomeStepsThatRepeatTheRefinement() throws IOException {
    assertThat(refine("short", "--minutes", "0.01").exitCode()).isZero();
    assertThat(folder.resolve("short/pace.json")).doesNotExist();
    CheckpointCard card = card("short");
    assertThat(card.command()).contains("--steps ").doesNotContain("--minutes");
    String again = card.command().replace("short", "again").replaceFirst("lrs ", "");
    assertThat(Terminal.run(again.split(" ")).exitCode()).isZero();
    assertThat(card("again").sha256()).isEqualTo(card.sha256());
  }

  @Test
  void lengthsThatAreNoneAreRefused() {
    assertThat(refine("x", "--minutes", "0").err()).contains("--minutes must be above 0, got 0");
    assertThat(refine("x", "--minutes", "3m").err())
        .contains("expected minutes such as 3 or 0.5, got '3m'");
    assertThat(refine("x", "--steps", "0").err()).contains("--steps must be at least 1, got 0");
    assertThat(refine("x", "--steps", "3", "--minutes", "1").err())
        .contains("--steps")
        .contains("--minutes")
        .contains("mutually exclusive");
  }
}

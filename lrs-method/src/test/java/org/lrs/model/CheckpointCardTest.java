package org.lrs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lrs.format.FormatException;
import org.lrs.format.JsonRecords;
import org.lrs.testkit.Fuzz;

class CheckpointCardTest {
  private static final String WHOLE =
      "{'name': 'mine', 'architecture': 'resnet20-a', 'channels': 3, 'height': 32, 'width': 32,"
          + " 'classes': 10, 'mean': [0.5, 0.5, 0.5], 'std': [0.2, 0.2, 0.2], 'dataset': 'cifar10',"
          + " 'testAccuracy': 0.9, 'testImages': 100, 'sha256': 'ab', 'command': 'lrs train'}";

  private static CheckpointCard read(String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return JsonRecords.parse(Path.of("mine.json"), bytes, CheckpointCard.class);
  }

  @Test
  void aCardByHandNeedsWhatTheNetworkIsBuiltOf() {
    CheckpointCard card =
        read(
            "{'architecture': 'resnet20-a', 'channels': 1, 'height': 28, 'width': 28,"
                + " 'classes': 10, 'mean': [0.5], 'std': [0.2]}");
    assertThat(card.name()).isNull();
    assertThat(card.normalization().std()).isEqualTo(List.of(0.2));
    assertThat(card.testImages()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'architecture': 'resnet20-a', | `` | 'architecture' is missing",
        "'architecture': | 'architektur': | 'architecture' is missing; nearest: 'architektur'",
        "resnet20-a | resmet20-a | is refused: unknown architecture 'resmet20-a'; nearest:"
            + " 'resnet20-a'",
        "'mean': [0.5, 0.5, 0.5], | `` | 'mean' is missing",
        "'std': | 'stds': | 'std' is missing; nearest: 'stds'",
        "'std': [0.2, 0.2, 0.2] | 'std': null | 'std' is missing",
        "'std': [0.2, 0.2, 0.2] | 'std': 0.2 | 'std' must be a list, got 0.2",
        "'std': [0.2, 0.2, 0.2] | 'std': [0.2] | is refused: normalization needs one mean and one"
            + " std per channel, got 3 means and 1 stds",
        "'std': [0.2, 0.2, 0.2] | 'std': [0.2, 0, 0.2] | is refused: normalization std must be"
            + " greater than 0, got 0.0 for channel 1",
        "[0.5, 0.5, 0.5] | [0.5, NaN, 0.5] | is refused: normalization mean must be finite, got NaN"
            + " for channel 1",
        "[0.5, 0.5, 0.5] | [0.5, 1e999, 0.5] | is refused: normalization mean must be finite, got"
            + " Infinity for channel 1",
        "[0.5, 0.5, 0.5] | [0.5, 'x', 0.5] | 'mean[1]' must be a number, got 'x'",
        "[0.5, 0.5, 0.5] | [0.5, null, 0.5] | has a null in a list",
        "'channels': 3 | 'channels': 1 | is refused: mean and std have 3 channels, the images 1",
        "'channels': 3 | 'channels': 3.5 | 'channels' must be a whole number of at most 32 bits,"
            + " got 3.5",
        "'height': 32 | 'height': 99999999999 | 'height' must be a whole number of at most 32 bits,"
            + " got 99999999999",
        "'height': 32 | 'height': 0 | is refused: an image needs at least one channel, row and"
            + " column, got 3, 0, 32",
        "'classes': 10 | 'classes': -1 | is refused: classes must be at least 2, got -1",
        "'classes': 10, | `` | 'classes' is missing",
        "'testAccuracy': 0.9 | 'testAccuracy': 90 | is refused: testAccuracy must lie in [0, 1],"
            + " got 90.0",
        "'name': 'mine' | 'name': 5 | 'name' must be a text, got 5",
        "'name': 'mine' | 'classes': 10 | 'classes' is given twice",
      })
  void whatDoesNotFitIsOneSentenceWithFileAndField(String part, String change, String sentence) {
    assertThat(WHOLE).contains(part);
    assertThatThrownBy(() -> read(WHOLE.replace(part, change)))
        .isInstanceOf(FormatException.class)
        .hasMessage("mine.json: " + sentence);
  }

  @Test
  void fieldsOfLaterVersionsAreLeftAlone() {
    String later = WHOLE.replace("'name'", "'licence': {'text': ['MIT']}, 'name'");
    assertThat(read(later)).isEqualTo(read(WHOLE));
  }

  @Test
  void damagedCardsAreRefusedInOneSentence(@TempDir Path folder) throws Exception {
    byte[] whole = WHOLE.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    Fuzz.files(
        folder.resolve("card.json"),
        List.of(whole),
        file -> JsonRecords.read(file, CheckpointCard.class));
  }
}

package org.lrs.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lrs.Range;
import tools.jackson.databind.node.ObjectNode;

class JsonRecordsTest {
  private static final Path FILE = Path.of("run.json");

  enum Colour {
    RED,
    BLUE
  }

  record Size(int height, int width) {
    public Size {
      Range.require(height > 0, "height must be above 0, got " + height);
    }
  }

  record Item(String name, List<Double> values) {
    public Item {
      Objects.requireNonNull(name);
      values = List.copyOf(values);
    }
  }

  record Whole(
      @JsonUnwrapped Size size,
      List<Item> items,
      Map<String, Item> byName,
      Optional<String> note,
      Double share,
      Colour colour,
      boolean done,
      long count) {
    public Whole {
      Objects.requireNonNull(items);
      Objects.requireNonNull(colour);
    }
  }

  private static final String GOOD =
      "{'height': 3, 'width': 4, 'items': [{'name': 'a', 'values': [1, 2.5]}],"
          + " 'byName': {'b': {'name': 'b', 'values': []}}, 'note': 'n', 'share': null,"
          + " 'colour': 'BLUE', 'done': true, 'count': 5000000000, 'later': {'x': [1]}}";

  private static Whole read(String json) {
    return JsonRecords.parse(
        FILE, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Whole.class);
  }

  @Test
  void everyKindOfComponentIsRead() {
    Item first = new Item("a", List.of(1.0, 2.5));
    Map<String, Item> byName = Map.of("b", new Item("b", List.of()));
    assertThat(read(GOOD))
        .isEqualTo(
            new Whole(
                new Size(3, 4),
                List.of(first),
                byName,
                Optional.of("n"),
                null,
                Colour.BLUE,
                true,
                5_000_000_000L));
    assertThat(read("\uFEFF" + GOOD)).isEqualTo(read(GOOD));
  }

  @Test
  void whatMayBeMissingIsEmptyOrNull() {
    Whole whole =
        read("{'height': 1, 'width': 1, 'items': [], 'colour': 'RED', 'done': false, 'count': 0}");
    assertThat(whole.note()).isEmpty();
    assertThat(whole.byName()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'height': 3, | `` | 'height' is missing",
        "'height': 3, | 'heigth': 3, | 'height' is missing; nearest: 'heigth'",
        "'height': 3 | 'height': null | 'height' must be a whole number of at most 32 bits, got"
            + " null",
        "'height': 3 | 'height': 3.0 | 'height' must be a whole number of at most 32 bits, got 3.0",
        "'height': 3 | 'height': '3' | 'height' must be a whole number of at most 32 bits, got '3'",
        "'height': 3 | 'height': 5000000000 | 'height' must be a whole number of at most 32 bits,"
            + " got 5000000000",
        "'height': 3 | 'height': 0 | is refused: height must be above 0, got 0",
        "'height': 3 | 'height': 3, 'height': 3 | 'height' is given twice",
        "'name': 'a' | 'nam': 'a' | 'items[0].name' is missing; nearest: 'nam'",
        "'name': 'a' | 'name': 7 | 'items[0].name' must be a text, got 7",
        "2.5 | 'x' | 'items[0].values[1]' must be a number, got 'x'",
        "2.5 | null | 'items[0]' has a null in a list",
        "[1, 2.5] | 1 | 'items[0].values' must be a list, got 1",
        "'items': | 'zzz': | 'items' is missing",
        "{'name': 'b', 'values': []} | [] | 'byName.b' must be an object, got a list",
        "'BLUE' | 'GREEN' | 'colour' must be one of [RED, BLUE], got 'GREEN'",
        "true | 1 | 'done' must be true or false, got 1",
        "'note': 'n' | 'note': {} | 'note' must be a text, got an object",
      })
  void whatDoesNotFitNamesFileAndField(String part, String change, String sentence) {
    assertThat(GOOD).contains(part);
    assertThatThrownBy(() -> read(GOOD.replace(part, change)))
        .isInstanceOf(FormatException.class)
        .hasMessage("run.json: " + sentence);
  }

  @Test
  void whatIsNoJsonNamesTheFile() {
    String whole = GOOD.replace('\'', '"');
    assertThatThrownBy(() -> read(whole.substring(0, 50)))
        .hasMessage("run.json: is not whole JSON; it is truncated, at line 1, column 51");
    assertThatThrownBy(() -> read("{\n 'height': ,}"))
        .hasMessage("run.json: is not JSON, or damaged, at line 2, column 12");
    assertThatThrownBy(() -> read("")).hasMessage("run.json: expected an object, it holds nothing");
    assertThatThrownBy(() -> read("null"))
        .hasMessage("run.json: expected an object, it holds nothing");
    assertThatThrownBy(() -> read("[]")).hasMessage("run.json: must be an object, got a list");
    assertThatThrownBy(() -> read(GOOD + "{}"))
        .hasMessage("run.json: has something behind the end of its JSON; it is damaged");
    assertThatThrownBy(
            () -> JsonRecords.parse(FILE, new byte[] {'{', (byte) 0xC3, '}'}, Whole.class))
        .hasMessage("run.json: is not UTF-8 text");
  }

  @Test
  void depthAndDigitsAreLimited() {
    for (String long_ : List.of("[".repeat(1200), "9".repeat(2000))) {
      assertThatThrownBy(() -> read("{'later': " + long_))
          .hasMessageStartingWith(
              "run.json: is nested too deeply, or a name, number or text in it is too long");
    }
  }

  @Test
  void numbersThatAreNotFiniteAreReadInBothNotations() {
    assertThat(read(GOOD.replace("'share': null", "'share': NaN")).share()).isNaN();
    assertThat(read(GOOD.replace("'share': null", "'share': 'NaN'")).share()).isNaN();
  }

  @Test
  void arraysAndTreesAreRead() {
    byte[] items = "[{\"name\": \"a\", \"values\": []}]".getBytes(StandardCharsets.UTF_8);
    assertThat(JsonRecords.parse(FILE, items, Item[].class))
        .containsExactly(new Item("a", List.of()));
    byte[] object = "{\"a\": {\"b\": 1}}".getBytes(StandardCharsets.UTF_8);
    ObjectNode tree = JsonRecords.parse(FILE, object, ObjectNode.class);
    assertThat(tree.at("/a/b").intValue()).isEqualTo(1);
    assertThatThrownBy(() -> JsonRecords.parse(FILE, items, ObjectNode.class))
        .hasMessage("run.json: must be an object, got a list");
  }

  @Test
  void aMissingFileIsASentence() {
    assertThatThrownBy(() -> JsonRecords.read(Path.of("no-such.json"), Item.class))
        .hasMessage("no-such.json: no such file; check the path of the JSON file");
  }
}

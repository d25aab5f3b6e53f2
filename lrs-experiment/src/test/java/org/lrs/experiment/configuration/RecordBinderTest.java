package org.lrs.experiment.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordBinderTest {

  private enum Mode {
    PAPER,
    BATCH_MEAN
  }

  private record Length(double pixels) {
    private Length {
      if (pixels > 1) {
        throw new IllegalArgumentException("length must lie in (0, 1], got " + pixels);
      }
    }
  }

  private record Step(double value, Mode mode) {}

  private record Search(int tries, double width) {
    private Search() {
      this(5, 0.5);
    }
  }

  private record Settings(
      Length epsilon,
      Step step,
      int epochs,
      boolean frozen,
      Mode mode,
      List<Double> decay,
      Optional<Length> radius,
      Optional<Search> search) {}

  private static final Settings DEFAULTS =
      new Settings(
          new Length(0.1),
          new Step(1.5, Mode.PAPER),
          10,
          false,
          Mode.PAPER,
          List.of(),
          Optional.empty(),
          Optional.empty());

  private static Settings bind(String yaml) {
    return RecordBinder.bind(YamlTree.ofFile("a.yaml", yaml), DEFAULTS);
  }

  @Test
  void fieldsThatAreNotNamedKeepTheirDefaults() {
    assertThat(bind("epochs: 3"))
        .usingRecursiveComparison()
        .ignoringFields("epochs")
        .isEqualTo(DEFAULTS);
  }

  @Test
  void everyTypeOfFieldIsRead() {
    assertThat(
            bind(
                "{epsilon: 4/255, step: {value: 2}, frozen: true, mode: batch-mean,"
                    + " decay: [0.5, 1/4], radius: 0.2, search: {tries: 1, width: 2}}"))
        .isEqualTo(
            new Settings(
                new Length(4.0 / 255),
                new Step(2, Mode.PAPER),
                10,
                true,
                Mode.BATCH_MEAN,
                List.of(0.5, 0.25),
                Optional.of(new Length(0.2)),
                Optional.of(new Search(1, 2))));
  }

  @Test
  void optionalRecordsStartFromTheirOwnDefaultsOrFromThoseThatAreSet() {
    assertThat(bind("search: {width: 1/4}").search()).contains(new Search(5, 0.25));
    Settings set = bind("search: {tries: 7}");
    SpecNode change = YamlTree.ofFile("a.yaml", "search: {width: 1}");
    assertThat(RecordBinder.bind(change, set).search()).contains(new Search(7, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epsilon: 8       | a.yaml:1: length must lie in (0, 1], got 8.0",
        "epsilon: 8/x     | a.yaml:1: epsilon must be a number such as 0.01 or 4/255, got '8/x'",
        "epsilon: 1/0     | a.yaml:1: epsilon must be a number",
        "epsilon: NaN     | a.yaml:1: epsilon must be a number",
        "epochs: [1]      | a.yaml:1: expected a single value, got a list of 1",
        "epochs: 1.5      | a.yaml:1: epochs must be a whole number",
        "frozen: yes      | a.yaml:1: frozen must be true or false, got 'yes'",
        "mode: papr       | a.yaml:1: unknown mode 'papr'; nearest: 'paper'",
        "step: {valeu: 1} | a.yaml:1: unknown key in step 'valeu'; nearest: 'value'",
        "decay: 1         | a.yaml:1: expected a list, got '1'",
      })
  void wrongValuesNameThePlaceAndWhatWasExpected(String yaml, String message) {
    assertThatThrownBy(() -> bind(yaml))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(message);
  }
}

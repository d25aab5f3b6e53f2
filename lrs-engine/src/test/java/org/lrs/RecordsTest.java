package org.lrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordsTest {

  private record Step(double size, int count) {
    private Step {
      Range.checkAtLeast("count", count, 1);
    }
  }

  private static final Step STEP = new Step(0.5, 3);

  @Test
  void componentsComeByNameInTheirOrder() {
    assertThat(Records.names(Step.class)).containsExactly("size", "count");
    assertThat(Records.values(STEP).entrySet())
        .containsExactly(Map.entry("size", 0.5), Map.entry("count", 3));
    assertThat(Records.of(Step.class, List.of(0.5, 3))).isEqualTo(STEP);
  }

  @Test
  void changesOfWhatTheRecordHasAreMade() {
    assertThat(Records.with(STEP, Map.of("count", 7, "other", 1))).isEqualTo(new Step(0.5, 7));
  }

  @Test
  void theRecordsOwnRefusalComesBack() {
    assertThatThrownBy(() -> Records.with(STEP, Map.of("count", 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count must be at least 1, got 0");
  }
}

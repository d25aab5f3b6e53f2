package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveCurvesTest {

  private final LiveCurves curves = new LiveCurves();

  @Test
  void barsGoFromTheLowestToTheHighestValue() {
    for (int i = 0; i < 8; i++) {
      curves.add(Map.of("loss", 10.0 + i));
    }
    assertThat(curves.bars()).containsExactly("  loss           ▁▂▃▄▅▆▇█  10.0 → 17.0");
  }

  @Test
  void longCurvesAreMeansOfEqualPieces() {
    // 80 values in 40 pieces of two: 0 and 2, and so 1, at first; 79 and 81, and so 80, at last.
    for (int i = 0; i < 80; i++) {
      curves.add(Map.of("loss", i % 2 == 0 ? i : i + 1.0));
    }
    String line = curves.bars().get(0);
    assertThat(line).startsWith("  loss           ▁▁▁▂").endsWith("▇███  1.000 → 79.0");
    assertThat(line.replaceAll("[^▁▂▃▄▅▆▇█]", "")).hasSize(40);
  }

  @Test
  void flatCurvesStandInTheMiddle() {
    curves.add(Map.of("LRS-1", 3.0));
    assertThat(curves.bars()).containsExactly("  LRS-1          ▅  3.000");
    curves.add(Map.of("LRS-1", 3.0));
    assertThat(curves.bars()).containsExactly("  LRS-1          ▅▅  3.000 → 3.000");
  }

  @Test
  void wordsSayFirstAndLast() {
    assertThat(curves.words()).isEmpty();
    curves.add(Map.of("loss", 250.4));
    curves.add(Map.of("loss", 0.0042));
    curves.add(Map.of("clean accuracy", 0.917));
    assertThat(curves.words()).isEqualTo("loss 250 → 0.0042, clean accuracy 0.917");
    curves.clear();
    assertThat(curves.words()).isEmpty();
  }
}

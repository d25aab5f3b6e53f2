package org.lrs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuccessMatrixTest {
  private final List<String> lines =
      SuccessMatrix.text(SampleReport.better().results()).lines().toList();

  @Test
  void showsRateIntervalMeanAndChange() {
    // 641 of 943: rate 0.6798, Wilson 0.6492 to 0.7088.
    assertThat(lines)
        .anyMatch(line -> line.startsWith("plain ") && line.contains("68.0 ± 3.0"))
        .anyMatch(line -> line.startsWith("lrs-f ") && line.endsWith("+15.0 ±1.2"));
  }

  @Test
  void columnsEndAtTheSamePlace() {
    List<String> rows = lines.stream().filter(line -> line.startsWith("lrs-")).limit(3).toList();
    assertThat(rows).hasSize(3);
    assertThat(rows.stream().map(String::length).distinct()).hasSize(1);
  }

  @Test
  void longTargetNamesAreBroken() {
    assertThat(lines).anyMatch(line -> line.contains("chenyaofo_") && !line.contains("shuffle"));
  }

  @Test
  void fitsIntoAHundredColumns() {
    assertThat(lines).allMatch(line -> line.length() <= 100);
  }
}

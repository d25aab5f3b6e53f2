package org.lrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/paper-map.md} equal to the annotations in the code. */
class PaperMapTest {

  private static final Path ROOT = Path.of(System.getProperty("lrs.root"));
  private static final Path PAGE = ROOT.resolve("docs/paper-map.md");

  @Test
  void paperMapOnDiskIsTheOneOfTheCode() throws IOException {
    String made = new PaperMap(ROOT).page();
    if (Boolean.getBoolean("lrs.update")) {
      Files.writeString(PAGE, made);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "docs/paper-map.md is out of date; renew it with: mvn -pl lrs-app -am test"
                + " -Dtest=PaperMapTest -Dsurefire.failIfNoSpecifiedTests=false -Dlrs.update=true")
        .isEqualTo(made);
  }

  @Test
  void paperMapHasTheTwoPenaltiesAndTheirSum() {
    assertThat(new PaperMap(ROOT).page())
        .contains("GradientNormPenalty", "CurvaturePenalty", "LrsLoss", "2312.13118");
  }
}

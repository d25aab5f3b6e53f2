package org.lrs.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

  private static final List<String> ATTACKS =
      List.of("fgsm", "i-fgsm", "mi-fgsm", "ni-fgsm", "pgd");

  @Test
  void hyphensAndCaseDoNotCount() {
    assertThat(NearestName.of("MIFGSM", ATTACKS)).contains("mi-fgsm");
  }

  @Test
  void aSwapOfNeighboursIsOneChange() {
    assertThat(NearestName.distance("pgd", "pdg")).isEqualTo(1);
    assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void aFarNameGetsTheWholeList() {
    assertThat(NearestName.sentence("attack", "tulip", ATTACKS))
        .isEqualTo("unknown attack 'tulip'; known: fgsm, i-fgsm, mi-fgsm, ni-fgsm, pgd");
  }

  @Test
  void aTextOfAnyLengthCostsNothingAndIsShortened() {
    String huge = "mi-fgsm".repeat(1_000_000);
    assertThat(NearestName.sentence("attack", huge, ATTACKS))
        .startsWith("unknown attack 'mi-fgsm")
        .endsWith("; known: fgsm, i-fgsm, mi-fgsm, ni-fgsm, pgd")
        .hasSizeLessThan(300);
    assertThat(NearestName.sentence("class", "x", Collections.nCopies(100_000, "a\u001b[2J")))
        .doesNotContain("\u001b")
        .hasSizeLessThan(12_000);
  }
}

package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names on cards come from outside; without --out they name the folder of the result. */
class DefaultFolderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"attack-x/../../../escaped", "attack-/etc", "attack-a\\..\\..\\b", "..", "a\nb"})
  void aNameDecidesTheNameOfTheFolderAndNotItsPlace(String usual) {
    Path folder = new StageOptions().folder(usual);
    assertThat(folder.getParent()).isEqualTo(Path.of("runs"));
    assertThat(folder.normalize()).isEqualTo(folder);
    assertThat(folder.getFileName().toString()).doesNotContain("\\", "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"attack-resnet8-a", "refine-a-lrs-f(weight1=0.1)+swa", "card-My network"})
  void anOrdinaryNameStaysAsItIs(String usual) {
    assertThat(new StageOptions().folder(usual)).isEqualTo(Path.of("runs", usual));
  }
}

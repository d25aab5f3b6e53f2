package org.lrs.attack.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example in {@code docs/add-an-attack.md}, a recipe and its test, is the code itself. */
class DocumentedAttackTest {
  private static final Path ROOT = Path.of(System.getProperty("lrs.root"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lrs-method/src/main/java/org/lrs/attack/transform/Sim.java",
        "lrs-method/src/test/java/org/lrs/attack/transform/SimTest.java"
      })
  void exampleIsTheCode(String file) throws IOException {
    String code = Files.readString(ROOT.resolve(file));
    assertThat(Files.readString(ROOT.resolve("docs/add-an-attack.md")))
        .contains("`" + file + "`:\n\n```java\n" + code + "```");
  }
}

package org.lrs.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"resnet8-a", "resnet8-a-lrs-f(weight1=0.1)+swa", "My network", "猫"})
  void ordinaryNamesStayAsTheyAre(String name) {
    assertThat(FileName.of(name)).isEqualTo(name);
    assertThat(FileName.isOne(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x/../../../escaped",
        "/etc/passwd",
        "..",
        ".",
        "",
        "a\\..\\b",
        "...",
        "a\u0000b",
        "a\nb",
        "\u202egnp.exe",
        "\ud800",
        "../..",
        " "
      })
  void noNameLeavesTheFolderItIsUsedIn(String name) {
    String made = FileName.of(name);
    assertThat(FileName.isOne(made)).isTrue();
    assertThat(Path.of("runs", made).normalize()).isEqualTo(Path.of("runs", made));
    assertThat(made).doesNotContainPattern("[\\p{C}/\\\\]").doesNotStartWith(".");
  }

  @Test
  void aNameThatLeadsElsewhereOrIsTooLongIsNotOne() {
    for (String name : new String[] {"", ".", "..", "a/b", "/", "a\\b", "a\u0000", "a\n"}) {
      assertThat(FileName.isOne(name)).as(name).isFalse();
    }
    assertThat(FileName.isOne("ä".repeat(127))).isTrue();
    assertThat(FileName.isOne("ä".repeat(128))).isFalse();
  }

  @Test
  void aLongNameIsCutBetweenCharacters() {
    String made = FileName.of("a" + "😀".repeat(300));
    assertThat(made.getBytes(StandardCharsets.UTF_8)).hasSize(197);
    assertThat(made).isEqualTo("a" + "😀".repeat(49));
  }
}

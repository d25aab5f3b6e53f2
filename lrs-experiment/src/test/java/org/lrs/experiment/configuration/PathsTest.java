package org.lrs.experiment.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.experiment.store.HashedFile;

class PathsTest {

  private static final String PROPERTY = "lrs.pathstest";

  @TempDir Path folder;

  private Path spec;

  @BeforeEach
  void write() throws IOException {
    spec = Files.createDirectory(folder.resolve("spec"));
    Files.createFile(spec.resolve("w.pt"));
    Files.createFile(folder.resolve("x.pt"));
    System.setProperty(PROPERTY, folder.toString());
  }

  @AfterEach
  void clear() {
    System.clearProperty(PROPERTY);
  }

  private HashedFile existing(String written) {
    return new Paths(spec).existing(SpecNode.text("a.yaml:3", written));
  }

  @Test
  void provenanceHasThePathAsWrittenAndNoAbsoluteOne() {
    assertThat(existing("w.pt").name()).isEqualTo("w.pt");
    assertThat(existing("../x.pt").name()).isEqualTo("../x.pt");
    assertThat(existing("${pathstest}/x.pt").name()).isEqualTo("${pathstest}/x.pt");
    assertThat(existing("${pathstest}/x.pt").path()).isEqualTo(folder.resolve("x.pt"));
    assertThat(existing(folder.resolve("x.pt").toString()).name()).isEqualTo("../x.pt");
    assertThat(existing(spec.resolve("w.pt").toString()).name()).isEqualTo("w.pt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATH", "HOME", "java.home", "user.home", "lrs.pathstest"})
  void variablesOfOthersAreNotRead(String name) {
    String value = System.getenv().getOrDefault(name, System.getProperty(name, "no value"));
    assertThatThrownBy(() -> existing("${" + name + "}"))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("a.yaml:3: ${" + name + "} has no value; set the environment")
        .hasMessageNotContaining(value);
  }

  @Test
  void aFolderIsNoFile() {
    SpecNode node = SpecNode.text("a.yaml:3", "../spec");
    assertThatThrownBy(() -> new Paths(spec).file(node))
        .hasMessageStartingWith("a.yaml:3: ")
        .hasMessageEndingWith("is a folder; expected a file");
  }

  @Test
  void whatIsNoPathIsShownInOneLine() {
    assertThatThrownBy(() -> existing("a\0b")).hasMessage("a.yaml:3: 'a\\u0000b' is not a path");
    assertThatThrownBy(() -> existing("a\n\u001b"))
        .hasMessageContaining("no such file or folder: ")
        .hasMessageEndingWith("a\\n\\u001b");
  }
}

package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

  @TempDir Path folder;

  @Test
  void aLaterRunRemovesOnlyWhatAnEarlierRunWrote() throws IOException {
    Path out = folder.resolve("run");
    try (RunFolder run = RunFolder.open(out)) {
      run.write("adversarial/old/i-fgsm/labels.npy", "1");
      run.write("results.json", "1");
      run.finish();
    }
    Files.writeString(out.resolve("my-notes.txt"), "mine");
    try (RunFolder run = RunFolder.open(out)) {
      run.write("results.json", "2");
      run.finish();
    }
    assertThat(out.resolve("adversarial")).doesNotExist();
    assertThat(out.resolve("results.json")).hasContent("2");
    assertThat(out.resolve("my-notes.txt")).hasContent("mine");
  }

  @Test
  void aFolderOfSomebodyElseIsNotTouched() throws IOException {
    Files.writeString(folder.resolve("thesis.tex"), "x");
    assertThatThrownBy(() -> RunFolder.open(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            folder
                + " is not empty and was not written by lrs, so nothing was touched;"
                + " name a new or empty folder for a run");
    assertThat(folder.toFile().list()).containsExactly("thesis.tex");
  }

  @Test
  void oneProcessAtATimeWritesIntoIt() {
    try (RunFolder run = RunFolder.open(folder)) {
      assertThatThrownBy(() -> RunFolder.open(run.path()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another lrs process is writing to");
    }
    RunFolder.open(folder).close();
  }

  @Test
  void aFileInTheWayIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("results"), "x");
    assertThatThrownBy(() -> RunFolder.open(file)).hasMessageStartingWith(file + " is a file");
  }

  @Test
  void theMachineIsDescribed() {
    Provenance.Machine machine = Provenance.Machine.here();
    assertThat(machine.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(machine.engine()).startsWith("libtorch 2.");
    assertThat(machine.threads()).isPositive();
  }
}

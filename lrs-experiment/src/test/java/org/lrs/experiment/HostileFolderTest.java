package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Run folders that somebody else has prepared: what is outside them stays as it is. */
class HostileFolderTest {

  @TempDir Path folder;
  private Path out;
  private Path outside;
  private Path victim;

  @BeforeEach
  void aFolderOfARunBesideFilesOfTheUser() throws IOException {
    out = folder.resolve("run");
    try (RunFolder run = RunFolder.open(out)) {
      run.write("results.json", "1");
      run.write("adversarial/s/a/classes.txt", "1");
      run.finish();
    }
    outside = Files.createDirectories(folder.resolve("outside/a"));
    victim = Files.writeString(outside.resolve("classes.txt"), "mine");
  }

  private void run() {
    try (RunFolder run = RunFolder.open(out)) {
      run.write("report.html", "new");
      run.write("adversarial/s/a/classes.txt", "new");
      run.finish();
    }
  }

  private void assertNothingTouched() throws IOException {
    assertThat(victim).hasContent("mine");
    assertThat(outside).isDirectoryNotContaining(file -> !file.equals(victim));
    assertThat(out.resolve("report.html")).doesNotExist();
    assertThat(Files.readString(out.resolve("results.json"))).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside/a/classes.txt",
        "clean/../../outside/a/classes.txt",
        "adversarial/../../outside/a/classes.txt",
        "surrogates/../../outside.safetensors",
        "./results.json",
        "clean//classes.txt",
        "clean/",
        "..",
        "thesis.tex",
        "package.json",
        "clean/classes.txt\u0000",
        "..\\outside\\a\\classes.txt",
        ".lock",
        ".store/work"
      })
  void aMarkerThatListsWhatNoRunWritesIsRefused(String name) throws IOException {
    Files.writeString(out.resolve(".lrs-run"), "results.json\n" + name + "\n");
    Files.writeString(out.resolve("thesis.tex"), "mine");
    Files.writeString(out.resolve("package.json"), "mine");
    assertThatThrownBy(this::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "which no run writes, so nothing was touched; remove that line, or name another folder"
                + " with --out");
    assertNothingTouched();
    assertThat(out.resolve("thesis.tex")).hasContent("mine");
    assertThat(out.resolve("package.json")).hasContent("mine");
  }

  @Test
  void anAbsolutePathInTheMarkerIsRefused() throws IOException {
    Files.writeString(out.resolve(".lrs-run"), victim + "\n");
    assertThatThrownBy(this::run).hasMessageContaining("lists '" + victim + "', which no run");
    assertNothingTouched();
  }

  @Test
  void aMarkerThatIsNoTextIsRefused() throws IOException {
    Files.write(out.resolve(".lrs-run"), new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
    assertThatThrownBy(this::run).isInstanceOf(IllegalArgumentException.class);
    assertNothingTouched();
  }

  @ParameterizedTest
  @ValueSource(strings = {"report.html.tmp", ".lrs-run.tmp", "adversarial/s/a/classes.txt.tmp"})
  void aLinkInThePlaceOfATemporaryFileIsNotWrittenThrough(String name) throws IOException {
    Files.createSymbolicLink(out.resolve(name), victim);
    run();
    assertThat(victim).hasContent("mine");
    assertThat(out.resolve("report.html")).hasContent("new");
    assertThat(out.resolve("adversarial/s/a/classes.txt")).hasContent("new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"report.html", "adversarial/s/a/classes.txt"})
  void aLinkInThePlaceOfAFileIsReplaced(String name) throws IOException {
    Files.deleteIfExists(out.resolve(name));
    Files.createSymbolicLink(out.resolve(name), victim);
    run();
    assertThat(victim).hasContent("mine");
    assertThat(out.resolve(name)).hasContent("new").matches(file -> !Files.isSymbolicLink(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adversarial",
        "adversarial/s",
        "adversarial/s/a",
        "surrogates",
        "clean",
        ".store"
      })
  void aFolderThatIsALinkIsRefusedBeforeAnythingIsDone(String name) throws IOException {
    Path place = out.resolve(name);
    if (Files.exists(place)) {
      Files.move(place, folder.resolve("moved"));
    }
    Files.createSymbolicLink(place, name.endsWith("/a") ? outside : outside.getParent());
    assertThatThrownBy(this::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            place
                + " is a link, and lrs writes only into folders of its own; move it away, or name"
                + " another folder for a run");
    assertNothingTouched();
  }

  @Test
  void aCheckRefusesTheSameAndTouchesNothing() throws IOException {
    RunFolder.check(out);
    RunFolder.check(folder.resolve("new/one"));
    assertThat(folder.resolve("new")).doesNotExist();
    Files.writeString(out.resolve(".lrs-run"), "../outside/a/classes.txt\n");
    assertThatThrownBy(() -> RunFolder.check(out)).hasMessageContaining("which no run writes");
    assertThatThrownBy(() -> RunFolder.check(outside)).hasMessageContaining("not written by lrs");
    assertNothingTouched();
  }

  @Test
  void aLockThatIsALinkCreatesNoFileElsewhere() throws IOException {
    Files.delete(out.resolve(".lock"));
    Files.createSymbolicLink(out.resolve(".lock"), folder.resolve("outside/new"));
    assertThatThrownBy(this::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(out.resolve(".lock") + " is a link or no file");
    assertThat(folder.resolve("outside/new")).doesNotExist();
    assertNothingTouched();
  }

  @Test
  void aMarkerThatIsALinkIsNone() throws IOException {
    Files.delete(out.resolve(".lrs-run"));
    Files.createSymbolicLink(out.resolve(".lrs-run"), Files.writeString(folder.resolve("m"), ""));
    assertThatThrownBy(this::run).hasMessageContaining("was not written by lrs");
    assertNothingTouched();
  }

  @Test
  void theFolderItselfMayBeALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), out);
    out = link;
    run();
    assertThat(folder.resolve("run/report.html")).hasContent("new");
  }

  @Test
  void whatARemovalDuringARunLeavesIsTakenAgain() throws IOException {
    Path left = folder.resolve("left");
    Files.createDirectories(left.resolve(".store/work/refine-0123"));
    Files.createFile(left.resolve(".lock"));
    RunFolder.open(left).close();
    assertThat(left.resolve(".lrs-run")).exists();
  }

  @Test
  void aFolderRemovedDuringARunIsNotMadeAgain() throws IOException {
    try (RunFolder run = RunFolder.open(folder.resolve("gone"))) {
      Files.delete(run.path().resolve(".lrs-run"));
      Files.delete(run.path().resolve(".lock"));
      Files.delete(run.path());
      assertThatThrownBy(() -> run.write("adversarial/s/a/classes.txt", "x"))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("was removed while lrs was writing");
      assertThat(run.path()).doesNotExist();
    }
  }

  @Test
  void aNameTooLongForADiskIsRefusedAtOnce() {
    assertThatThrownBy(() -> RunFolder.open(folder.resolve("x".repeat(300))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("which has at most 255 bytes");
    assertThatThrownBy(() -> RunFolder.open(folder.resolve("x/".repeat(1800))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too long for the path");
  }
}

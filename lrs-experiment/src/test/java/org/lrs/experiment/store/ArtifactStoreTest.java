package org.lrs.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactStoreTest {

  private static final Map<String, Object> MADE_FROM = Map.of("epsilon", 0.1);
  private static final ArtifactStore.Key KEY =
      new ArtifactStore.Key("craft", Canonical.digest(MADE_FROM));

  @TempDir Path folder;

  private ArtifactStore store() {
    return ArtifactStore.open(folder.resolve("store"));
  }

  @Test
  void anArtifactIsMadeOnceAndFoundAgain() throws IOException {
    Path made = store().make(KEY, MADE_FROM, area -> write(area.output().resolve("a"), "1"));
    Path again = store().make(KEY, MADE_FROM, area -> write(area.output().resolve("a"), "2"));
    assertThat(again).isEqualTo(made);
    assertThat(made.resolve("a")).hasContent("1");
    assertThat(store().find(KEY)).contains(made);
    assertThat(Files.readString(made.resolve(ArtifactStore.DESCRIPTION))).contains(KEY.digest());
  }

  @Test
  void aFailedTryLeavesNoArtifactButItsCheckpoint() {
    assertThatThrownBy(
            () ->
                store()
                    .make(
                        KEY,
                        MADE_FROM,
                        area -> {
                          write(area.checkpoint().resolve("step"), "7");
                          write(area.output().resolve("half"), "x");
                          throw new IllegalStateException("killed");
                        }))
        .hasMessage("killed");
    assertThat(store().find(KEY)).isEmpty();
    assertThat(store().isStarted(KEY)).isTrue();
    Path made =
        store()
            .make(
                KEY,
                MADE_FROM,
                area -> {
                  assertThat(area.output()).isEmptyDirectory();
                  Files.copy(area.checkpoint().resolve("step"), area.output().resolve("step"));
                });
    assertThat(made.resolve("step")).hasContent("7");
    assertThat(store().isStarted(KEY)).isFalse();
  }

  @Test
  void twoThreadsMakeAnArtifactOnce() throws Exception {
    AtomicInteger made = new AtomicInteger();
    Callable<Path> task =
        () ->
            store()
                .make(
                    KEY,
                    MADE_FROM,
                    area -> write(area.output().resolve("n"), "" + made.incrementAndGet()));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Path> first = threads.submit(task);
      Future<Path> second = threads.submit(task);
      assertThat(first.get()).isEqualTo(second.get());
    } finally {
      threads.shutdownNow();
    }
    assertThat(made).hasValue(1);
  }

  @Test
  void aDamagedArtifactIsMadeAgain() throws IOException {
    Path made = store().make(KEY, MADE_FROM, area -> write(area.output().resolve("a"), "whole"));
    write(made.resolve("a"), "broken");
    assertThat(store().find(KEY)).isEmpty();
    store().make(KEY, MADE_FROM, area -> write(area.output().resolve("a"), "whole"));
    assertThat(made.resolve("a")).hasContent("whole");
  }

  @Test
  void aFolderOfSomebodyElseIsNotTouched() throws IOException {
    Path other = Files.createDirectories(folder.resolve("photos"));
    write(other.resolve("cat.jpg"), "cat");
    assertThatThrownBy(() -> ArtifactStore.open(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not empty and was not written by lrs, so nothing was touched");
    assertThat(other.toFile().list()).containsExactly("cat.jpg");
  }

  @Test
  void aFullDiskAndAMissingPermissionAreOneSentence() {
    assertThatThrownBy(
            () ->
                store()
                    .make(
                        KEY,
                        MADE_FROM,
                        area -> {
                          throw new IOException("No space left on device");
                        }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("is full; free some space");
    assertThatThrownBy(
            () ->
                Disk.writing(
                    folder,
                    () -> {
                      throw new UncheckedIOException(
                          "cannot write the checkpoint",
                          new IOException("No space left on device"));
                    }))
        .hasMessageContaining("is full; free some space");
    assertThatThrownBy(
            () ->
                Disk.writing(
                    folder,
                    () -> {
                      throw new AccessDeniedException(folder.toString());
                    }))
        .hasMessageStartingWith("no permission to write to " + folder);
  }

  @Test
  void digestsDependOnValuesAndNotOnOrder() {
    assertThat(Canonical.json(Map.of("b", 1, "a", 0.5))).isEqualTo("{\"a\":0.5,\"b\":1}");
    assertThat(Canonical.json(KEY)).startsWith("{\"@\":\"Key\",\"digest\":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"work", "artifacts", "notes", "locks"})
  void aFolderThatIsALinkIsNotWrittenThrough(String name) throws IOException {
    store().make(KEY, MADE_FROM, area -> write(area.output().resolve("a"), "1"));
    store().note(KEY, "1");
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path inside = outside.resolve(KEY.folder());
    Files.createDirectories(inside.resolve("output"));
    write(inside.resolve("output/mine"), "mine");
    Path place = folder.resolve("store").resolve(name);
    Disk.delete(folder.resolve("store/artifacts").resolve(KEY.folder()));
    Disk.delete(place);
    Files.createSymbolicLink(place, outside);
    assertThatThrownBy(
            () -> {
              store().make(KEY, MADE_FROM, area -> write(area.output().resolve("a"), "1"));
              store().note(KEY, "2");
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(place + " is a link");
    assertThat(outside.toFile().list()).containsExactly(KEY.folder());
    assertThat(inside.toFile().list()).containsExactly("output");
    assertThat(inside.resolve("output/mine")).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"artifact.json", "a"})
  void anArtifactWithOneByteChangedIsMadeAgain(String file) throws IOException {
    Path made = store().make(KEY, MADE_FROM, area -> write(area.output().resolve("a"), "whole"));
    byte[] whole = Files.readAllBytes(made.resolve(file));
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) 0x80;
      Files.write(made.resolve(file), changed);
      assertThat(store().find(KEY)).as("byte %d", at).isEmpty();
    }
    Files.write(made.resolve(file), Arrays.copyOf(whole, whole.length - 1));
    boolean[] damaged = new boolean[1];
    store()
        .make(
            KEY,
            MADE_FROM,
            area -> {
              damaged[0] = area.damaged();
              write(area.output().resolve("a"), "whole");
            });
    assertThat(damaged[0]).isTrue();
    assertThat(made.resolve(file)).hasBinaryContent(whole);
  }

  @Test
  void anArtifactWithALinkInItIsMadeAgainAndTheLinkIsNotFollowed() throws IOException {
    Path made = store().make(KEY, MADE_FROM, area -> write(area.output().resolve("a"), "whole"));
    Path mine = folder.resolve("mine");
    Files.move(made.resolve("a"), mine);
    Files.createSymbolicLink(made.resolve("a"), mine);
    assertThat(store().find(KEY)).isEmpty();
    store().make(KEY, MADE_FROM, area -> write(area.output().resolve("a"), "whole"));
    assertThat(mine).hasContent("whole");
    assertThat(made.resolve("a")).matches(file -> !Files.isSymbolicLink(file));
  }

  @Test
  void whatARemovalLeavesIsTakenAgainAndNothingElse() throws IOException {
    Path root = folder.resolve("store");
    Files.createDirectories(root.resolve("work").resolve(KEY.folder()).resolve("checkpoint"));
    store().make(KEY, MADE_FROM, area -> write(area.output().resolve("a"), "1"));
    assertThat(root.resolve(".lrs-store")).exists();
    Path other = folder.resolve("other");
    Files.createDirectories(other.resolve("work/taxes"));
    assertThatThrownBy(() -> ArtifactStore.open(other))
        .hasMessageContaining("was not written by lrs");
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }
}

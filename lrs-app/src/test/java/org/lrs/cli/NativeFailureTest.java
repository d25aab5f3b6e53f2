package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFailureTest {

  private static Throwable unloaded() {
    return new UnsatisfiedLinkError("no jnitorch in java.library.path: /lib");
  }

  @TempDir Path folder;

  private String sentence(Throwable thrown, Path place) {
    assertThat(NativeFailure.is(thrown)).isTrue();
    return NativeFailure.sentence(thrown, place.toString(), "cache.dir");
  }

  @Test
  void aFolderThatIsFullIsNamedWithTheWayToAnother() {
    IOException full = new IOException("No space left on device");
    Throwable thrown =
        new ExceptionInInitializerError(new UncheckedIOException("cannot unpack", full));
    assertThat(sentence(thrown, folder))
        .isEqualTo(
            "the native libraries cannot be used from the folder "
                + folder
                + ": No space left on device; name another one with JAVA_OPTS=-Dcache.dir=FOLDER");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() {
    assertThat(sentence(unloaded(), folder.resolve("none")))
        .contains("folder " + folder.resolve("none") + ": it cannot be written (");
  }

  @Test
  void anOrdinaryFolderLeavesABuildForAnotherSystem() {
    assertThat(sentence(unloaded(), folder))
        .isEqualTo(
            "the native libraries cannot be loaded (no jnitorch in java.library.path: /lib);"
                + " this build is for another system, run mvn clean package here");
  }

  @Test
  void otherFaultsAreNotOfNativeLibraries() {
    assertThat(NativeFailure.is(new NoSuchMethodError("f"))).isFalse();
    assertThat(NativeFailure.is(new IOException("disk"))).isFalse();
    assertThat(NativeFailure.is(new ExceptionInInitializerError(new NullPointerException())))
        .isFalse();
  }
}

package org.lrs.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.format.Checksums;

/** Fingerprints of data: other contents have others, and what nobody reads has none. */
class HashedFileTest {

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void imagesOfTwoClasses() throws IOException {
    data = images("data", "1");
  }

  private Path images(String name, String content) throws IOException {
    for (String file : new String[] {"test/cat/a.png", "test/dog/b.JPEG"}) {
      Path path = folder.resolve(name).resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, content + file);
    }
    return folder.resolve(name);
  }

  private static String digest(Path path) {
    return new HashedFile(path).ofData("image-folder").digest();
  }

  @Test
  void aFolderHasTheDigestOfItsNamesAndContents() {
    Map<String, String> files =
        Map.of(
            "test/cat/a.png", Checksums.sha256(data.resolve("test/cat/a.png")),
            "test/dog/b.JPEG", Checksums.sha256(data.resolve("test/dog/b.JPEG")));
    assertThat(digest(data)).isEqualTo(Canonical.digest(files));
    assertThat(new HashedFile(data).digest()).isEqualTo(Canonical.digest(files));
  }

  @Test
  void aLinkHasTheDigestOfWhatItLeadsTo() throws IOException {
    Path other = images("other", "2");
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, data);
    assertThat(digest(link)).isEqualTo(digest(data));
    Files.delete(link);
    Files.createSymbolicLink(link, other);
    assertThat(digest(link)).isEqualTo(digest(other)).isNotEqualTo(digest(data));
    Path file = Files.createSymbolicLink(folder.resolve("f"), data.resolve("test/cat/a.png"));
    assertThat(digest(file)).isEqualTo(Checksums.sha256(data.resolve("test/cat/a.png")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"test", "test/dog", "test/dog/b.JPEG"})
  void whatIsLinkedInsideCountsToo(String name) throws IOException {
    String before = digest(data);
    Path moved = Files.move(data.resolve(name), folder.resolve("moved"));
    assertThat(digest(data)).isNotEqualTo(before);
    Files.createSymbolicLink(data.resolve(name), moved);
    assertThat(digest(data)).isEqualTo(before);
    Files.delete(data.resolve(name));
    Files.createSymbolicLink(data.resolve(name), images("other", "2").resolve(name));
    assertThat(digest(data)).isNotEqualTo(before);
  }

  @Test
  void linksThatLeadAroundEnd() throws IOException {
    String before = digest(data);
    Files.createSymbolicLink(data.resolve("test/cat/around"), data);
    Files.createSymbolicLink(data.resolve("around"), data);
    Files.createSymbolicLink(data.resolve("self"), data.resolve("self"));
    Files.createSymbolicLink(data.resolve("nowhere"), folder.resolve("nowhere"));
    assertThat(digest(data)).isEqualTo(before);
    Files.createSymbolicLink(data.resolve("all"), Path.of(System.getProperty("java.home")));
    assertThat(digest(data)).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        ".DS_Store",
        "Thumbs.db",
        "test/labels.csv",
        "test/cat/.DS_Store",
        ".thumbnails/a.png",
        "test/.cache/cat/a.png",
        "SHA256SUMS"
      })
  void aFileThatNobodyReadsChangesNothing(String name) throws IOException {
    String before = digest(data);
    Files.createDirectories(data.resolve(name).getParent());
    Files.writeString(data.resolve(name), "x");
    assertThat(digest(data)).isEqualTo(before);
  }
}

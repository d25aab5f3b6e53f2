package org.lrs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.data.CifarBinaryDataset.Layout;
import org.lrs.format.FormatException;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class CifarBinaryDatasetTest {
  /** CIFAR's layout with two records per file in place of thousands. */
  private static final Layout SMALL =
      new Layout(
          "small",
          "small-bin",
          "small.tar.gz",
          List.of("one.bin", "two.bin"),
          "test.bin",
          2,
          2,
          2,
          ClassNames.CIFAR10);

  @TempDir Path folder;

  /** Two records; all pixels of a record have the value of its label, except the first. */
  private static byte[] file(int... labels) {
    byte[] bytes = new byte[labels.length * 3074];
    for (int i = 0; i < labels.length; i++) {
      Arrays.fill(bytes, i * 3074, (i + 1) * 3074, (byte) labels[i]);
      bytes[i * 3074] = 99; // the coarse label, not used
      bytes[i * 3074 + 2] = (byte) 200;
    }
    return bytes;
  }

  private void check(Path path) {
    ImageDataset data = CifarBinaryDataset.read(SMALL, path, "train");
    assertThat(data.labels()).containsExactly(1, 2, 3, 4);
    assertThat(data.ids()).containsExactly(0, 1, 2, 3);
    assertThat(data.images().slice(2, 3).pixels())
        .hasSize(3072)
        .startsWith((byte) 200, (byte) 3)
        .endsWith((byte) 3);
  }

  @Test
  void filesArePlainOrCompressedAndInTheirOrder() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("small-bin"));
    Files.write(inner.resolve("one.bin"), file(1, 2));
    try (OutputStream out =
        new XZOutputStream(
            Files.newOutputStream(inner.resolve("two.bin.xz")), new LZMA2Options(0))) {
      out.write(file(3, 4));
    }
    check(inner);
    check(folder);
  }

  @Test
  void archiveIsReadWhateverItsOrder() throws IOException {
    Path archive = folder.resolve("small.tar.gz");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
      for (String name : List.of("readme.html", "two.bin", "one.bin")) {
        byte[] content = name.equals("one.bin") ? file(1, 2) : file(3, 4);
        TarArchiveEntry entry = new TarArchiveEntry("small-bin/" + name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    check(archive);
    check(folder);
    assertThatThrownBy(() -> CifarBinaryDataset.read(SMALL, archive, "test"))
        .hasMessageContaining("lacks test.bin");
    byte[] whole = Files.readAllBytes(archive);
    for (int length = 0; length < whole.length; length += whole.length / 20) {
      Path cut = Files.write(folder.resolve("cut.tar.gz"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> CifarBinaryDataset.read(SMALL, cut, "train"))
          .as("cut to " + length)
          .isInstanceOf(FormatException.class);
    }
  }

  @Test
  void shortLongAndForeignFilesAreRefused() throws IOException {
    Path file = folder.resolve("test.bin");
    Files.write(file, Arrays.copyOf(file(1, 2), 6000));
    assertThatThrownBy(() -> CifarBinaryDataset.read(SMALL, folder, "test"))
        .hasMessageContaining("expected 2 images, it ends after 1");
    Files.write(file, file(1, 2, 3));
    assertThatThrownBy(() -> CifarBinaryDataset.read(SMALL, folder, "test"))
        .hasMessageContaining("it has more");
    Files.write(file, file(1, 10));
    assertThatThrownBy(() -> CifarBinaryDataset.read(SMALL, folder, "test"))
        .hasMessageContaining("label 10 of image 1 lies outside the 10 classes");
    assertThatThrownBy(() -> CifarBinaryDataset.read(SMALL, folder, "train"))
        .hasMessageContaining("expected one.bin (plain, .gz or .xz) in this folder");
  }
}

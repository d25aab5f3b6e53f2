package org.lrs.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.format.FormatException;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Compressed files and archives that unpack without end, take all memory, or are damaged. */
class PackedFileTest {
  @TempDir Path folder;

  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private Path gzip(String name, Writing content) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      content.to(out);
    }
    return file;
  }

  private static void zeros(OutputStream out, int mebibytes) throws IOException {
    byte[] part = new byte[1 << 20];
    for (int i = 0; i < mebibytes; i++) {
      out.write(part);
    }
  }

  private static void assertRefused(Path file, String sentence) {
    assertThatThrownBy(
            () -> DataFiles.read(file, in -> in.transferTo(OutputStream.nullOutputStream())))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(sentence);
  }

  @Test
  void fileThatUnpacksToFarMoreThanImagesDoIsRefused() throws IOException {
    assertRefused(gzip("a.gz", out -> zeros(out, 160)), "unpacks to more than 100 times its 1");
  }

  @Test
  void contentSaysHowAFileIsPacked() throws IOException {
    Path file = gzip("a.idx", out -> out.write("hello".getBytes(UTF_8)));
    assertThat(DataFiles.<byte[]>read(file, in -> in.readAllBytes())).hasSize(5);
    assertRefused(Files.writeString(folder.resolve("b.gz"), "hello"), "is no gzip file");
    assertRefused(Files.writeString(folder.resolve("b.xz"), ""), "is no xz file");
  }

  @Test
  void everyDamageOfAnXzFileIsOneSentence() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new XZOutputStream(packed, new LZMA2Options(0))) {
      out.write(new byte[300]);
    }
    byte[] whole = packed.toByteArray();
    Path file = folder.resolve("a.xz");
    for (int i = 6; i < whole.length; i++) {
      assertRefused(Files.write(file, Arrays.copyOf(whole, i)), "is truncated");
      byte[] flipped = whole.clone();
      flipped[i] ^= 0x40;
      Files.write(file, flipped);
      assertThatThrownBy(() -> DataFiles.read(file, in -> in.readAllBytes().length))
          .isInstanceOf(FormatException.class)
          .hasMessageMatching(".*a\\.xz: (is truncated|its xz data are damaged near|needs ).*");
    }
  }

  @Test
  void xzWithADictionaryOfGigabytesIsRefused() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new XZOutputStream(packed, new LZMA2Options(0))) {
      out.write(new byte[300]);
    }
    byte[] bytes = packed.toByteArray();
    bytes[16] = 37; // 1.5 GiB, in the header of the block that starts at byte 12
    CRC32 crc = new CRC32();
    crc.update(bytes, 12, 8);
    for (int i = 0; i < 4; i++) {
      bytes[20 + i] = (byte) (crc.getValue() >> (8 * i));
    }
    assertRefused(Files.write(folder.resolve("a.xz"), bytes), "of memory to be unpacked");
  }

  @Test
  void pipesAndLinksToNothingAreRefused() throws Exception {
    Path pipe = folder.resolve("pipe.png");
    if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0) {
      assertThatThrownBy(() -> DecodedImage.read(pipe)).hasMessageContaining("is a pipe");
    }
    assertRefused(Files.createDirectory(folder.resolve("inner")), "is a folder");
  }

  private static void each(Path file, int bytes) {
    DataFiles.<Void>read(
        file,
        in -> {
          TarFiles.each(file, in, bytes, (name, content) -> {});
          return null;
        });
  }

  @Test
  void archivesWithoutEndAreRefused() throws IOException {
    Path name =
        gzip(
            "name.tar.gz",
            out -> {
              TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
              TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", (byte) 'L');
              entry.setSize(30 << 20);
              tar.putArchiveEntry(entry);
              zeros(tar, 30);
              tar.closeArchiveEntry();
              tar.finish();
            });
    assertThatThrownBy(() -> each(name, 1 << 28))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("has headers of more than 65536 bytes");
    Path entry =
        gzip(
            "entry.tar.gz",
            out -> {
              TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
              TarArchiveEntry large = new TarArchiveEntry("large");
              large.setSize(30 << 20);
              tar.putArchiveEntry(large);
              zeros(tar, 30);
              tar.closeArchiveEntry();
              tar.finish();
            });
    assertThatThrownBy(() -> each(entry, 1000))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("holds far more than the 1000 bytes expected");
    Path tail = gzip("tail.tar.gz", out -> zeros(out, 30));
    assertThatThrownBy(() -> each(tail, 1 << 28))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("behind its end");
  }

  @Test
  void whatIsNoArchiveIsOneSentence() throws IOException {
    Path text = gzip("text.tar.gz", out -> out.write("hello".repeat(1000).getBytes(UTF_8)));
    assertThatThrownBy(() -> each(text, 1000))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("is no tar archive, or is damaged near byte");
  }
}

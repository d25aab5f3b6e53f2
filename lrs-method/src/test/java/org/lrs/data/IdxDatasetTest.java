package org.lrs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.format.FormatException;

class IdxDatasetTest {
  private static final String IMAGES = "t10k-images-idx3-ubyte";
  private static final String LABELS = "t10k-labels-idx1-ubyte";

  @TempDir Path folder;

  private static byte[] images() {
    return ByteBuffer.allocate(16 + 8)
        .putInt(0x803)
        .putInt(2)
        .putInt(2)
        .putInt(2)
        .put(new byte[] {1, 2, 3, 4, 5, 6, 7, (byte) 255})
        .array();
  }

  private static byte[] labels(int... labels) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
    for (int label : labels) {
      bytes.put((byte) label);
    }
    return bytes.array();
  }

  private void gzip(String name, byte[] bytes) throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".gz")))) {
      out.write(bytes);
    }
  }

  @Test
  void plainAndCompressedFilesAreReadAlike() throws IOException {
    gzip(IMAGES, images());
    Files.write(folder.resolve(LABELS), labels(3, 9));
    ImageDataset data = Datasets.open("mnist", folder, "test");
    assertThat(data.name()).isEqualTo("mnist/test");
    assertThat(data.images().pixels()).containsExactly(1, 2, 3, 4, 5, 6, 7, -1);
    assertThat(data.images()).hasToString("2 images of 2x2x1 (height x width x channels)");
    assertThat(data.labels()).containsExactly(3, 9);
    assertThat(data.ids()).containsExactly(0, 1);
  }

  @Test
  void labelOutsideTheClassesIsRefused() throws IOException {
    gzip(IMAGES, images());
    gzip(LABELS, labels(3, 10));
    assertThatThrownBy(() -> Datasets.open("mnist", folder, "test"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("label 10 of image 1 lies outside the 10 classes");
  }

  @Test
  void countsThatDifferAreRefused() throws IOException {
    gzip(IMAGES, images());
    gzip(LABELS, labels(3));
    assertThatThrownBy(() -> Datasets.open("mnist", folder, "test"))
        .hasMessageContaining("1 labels for 2 images");
  }

  @Test
  void everyTruncationIsNoticed() throws IOException {
    Files.write(folder.resolve(LABELS), labels(3, 9));
    for (int length = 0; length < images().length; length++) {
      Files.write(folder.resolve(IMAGES), Arrays.copyOf(images(), length));
      assertThatThrownBy(() -> Datasets.open("mnist", folder, "test"))
          .as("cut to " + length)
          .isInstanceOf(FormatException.class);
    }
    Files.write(folder.resolve(IMAGES), Arrays.copyOf(images(), 25));
    assertThatThrownBy(() -> Datasets.open("mnist", folder, "test"))
        .hasMessageContaining("got more");
  }

  @Test
  void truncatedAndFlippedCompressedFilesAreNoticed() throws IOException {
    Files.write(folder.resolve(LABELS), labels(3, 9));
    gzip(IMAGES, images());
    Path file = folder.resolve(IMAGES + ".gz");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> Datasets.open("mnist", folder, "test"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("truncated");
    byte[] flipped = whole.clone();
    flipped[whole.length - 6] ^= 1; // in the checksum
    Files.write(file, flipped);
    assertThatThrownBy(() -> Datasets.open("mnist", folder, "test"))
        .isInstanceOf(FormatException.class);
  }
}

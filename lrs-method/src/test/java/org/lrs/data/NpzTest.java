package org.lrs.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lrs.format.FormatException;
import org.lrs.format.HostTensor;
import org.lrs.format.Npy;

/** Images and labels in one archive of NumPy arrays. */
class NpzTest {
  private static final HostTensor IMAGES = HostTensor.of(new byte[24], 2, 2, 2, 3);
  private static final HostTensor LABELS = HostTensor.of(new long[] {1, 0}, 2, 1);

  @TempDir Path folder;

  private Path archive(Map<String, HostTensor> arrays) throws IOException {
    Path file = folder.resolve("a.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, HostTensor> array : arrays.entrySet()) {
        Path part = folder.resolve("part.npy");
        Npy.write(part, array.getValue());
        zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        Files.copy(part, zip);
      }
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "images, labels",
    "x, y",
    "X, Y",
    "x_test, y_test",
    "test_images, test_labels",
    "arr_0, arr_1",
    "data, labels",
    "inputs, targets"
  })
  void usualNamesAreKnown(String images, String labels) throws IOException {
    Path file = archive(Map.of(images, IMAGES, labels, LABELS, "other", LABELS));
    ImageDataset data = Datasets.open("npy", file, "test");
    assertThat(data.images()).hasToString("2 images of 2x2x3 (height x width x channels)");
    assertThat(data.labels()).containsExactly(1, 0);
    assertThat(data.name()).isEqualTo("npy/a.npz");
  }

  @Test
  void namesOfTheSplitComeFirst() throws IOException {
    Map<String, HostTensor> arrays = new LinkedHashMap<>();
    arrays.put("x_train", HostTensor.of(new byte[12], 1, 2, 2, 3));
    arrays.put("y_train", HostTensor.of(new long[1], 1));
    arrays.put("x_test", IMAGES);
    arrays.put("y_test", LABELS);
    Path file = archive(arrays);
    assertThat(Datasets.open("npy", file, "train").size()).isEqualTo(1);
    assertThat(Datasets.open("npy", file, "test").size()).isEqualTo(2);
    assertThatThrownBy(() -> Datasets.open("npy", file, "val"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("it has x_train, y_train, x_test, y_test");
  }

  @Test
  void arrayThatUnpacksWithoutEndIsRefused() throws IOException {
    Path file = folder.resolve("bomb.npz");
    Path head = folder.resolve("head.npy");
    Npy.write(head, HostTensor.of(new byte[0], 0, 32, 32, 3));
    byte[] header = Files.readAllBytes(head);
    String text = new String(header, ISO_8859_1).replace("(0, 32,", "(500000, 32,");
    text = text.substring(0, 10) + text.substring(10).replace("     \n", "\n");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("labels.npy"));
      zip.putNextEntry(new ZipEntry("images.npy"));
      zip.write(text.getBytes(ISO_8859_1));
      zeros(zip, 10);
    }
    assertThatThrownBy(() -> Datasets.open("npy", file, null))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("bomb.npz[images]: declares 1536000000 bytes, too many for its size");
  }

  private static void zeros(OutputStream out, int mebibytes) throws IOException {
    byte[] part = new byte[1 << 20];
    for (int i = 0; i < mebibytes; i++) {
      out.write(part);
    }
  }

  @Test
  void otherFilesAreNamed() throws IOException {
    Path array = folder.resolve("images.npy");
    Npy.write(array, IMAGES);
    assertThatThrownBy(() -> Datasets.open("npy", array, "test"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("a folder of arrays or a .npz file, this is a NumPy array");
    Path cut = archive(Map.of("x", IMAGES, "y", LABELS));
    byte[] whole = Files.readAllBytes(cut);
    for (int length = 0; length < whole.length; length++) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Datasets.open("npy", cut, "test"))
          .isInstanceOf(FormatException.class);
    }
  }
}

package org.lrs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.format.FormatException;
import org.lrs.format.HostTensor;
import org.lrs.format.Npy;

class NpyDatasetTest {
  private static final byte[] TWELVE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

  @TempDir Path folder;

  private ImageDataset read() {
    return Datasets.open("npy", folder, null);
  }

  private void write(long[] labels, long... shape) throws IOException {
    Npy.write(folder.resolve("images.npy"), HostTensor.of(TWELVE, shape));
    Npy.write(folder.resolve("labels.npy"), HostTensor.of(labels, labels.length));
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    ImageDataset data =
        new ImageDataset(
            "x",
            new Images(TWELVE, 1, 3, 2, 2),
            new int[] {1},
            new long[] {40},
            List.of("a", "b", "c"));
    NpyDataset.write(folder, data);
    ImageDataset back = read();
    assertThat(back.digest()).isEqualTo(data.digest());
    assertThat(back.ids()).isEqualTo(data.ids());
    assertThat(back.classNames()).isEqualTo(data.classNames());
    assertThat(Npy.read(folder.resolve("images.npy")).shape()).containsExactly(1, 2, 2, 3);
  }

  @Test
  void channelsFirstAndLastAreToldApart() throws IOException {
    write(new long[] {0}, 1, 2, 2, 3);
    assertThat(read().images().pixels()).containsExactly(1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12);
    write(new long[] {0}, 1, 3, 2, 2);
    assertThat(read().images().pixels()).isEqualTo(TWELVE);
    write(new long[] {0, 0, 0}, 3, 2, 2);
    assertThat(read().images().channels()).isEqualTo(1);
  }

  @Test
  void ambiguousAndForeignShapesAreRefused() throws IOException {
    write(new long[] {0, 0}, 2, 3, 2, 1);
    assertThatThrownBy(this::read).hasMessageContaining("1 or 3 channels");
  }

  @Test
  void floatsThatAreLevelsAreRead() throws IOException {
    write(new long[] {0}, 1, 2, 2, 3);
    float[] unit = new float[256];
    float[] grey = new float[256];
    for (int level = 0; level < 256; level++) {
      unit[level] = level / 255f;
      grey[level] = level;
    }
    for (float[] values : List.of(unit, grey)) {
      Npy.write(folder.resolve("images.npy"), HostTensor.of(values, 1, 16, 16));
      for (int level = 0; level < 256; level++) {
        assertThat(read().images().pixels()[level] & 0xFF).isEqualTo(level);
      }
    }
    unit[7] = 0.5f;
    Npy.write(folder.resolve("images.npy"), HostTensor.of(unit, 1, 16, 16));
    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("image 0 has a value 127.5/255, expected whole levels");
    Npy.write(
        folder.resolve("images.npy"), HostTensor.of(new float[] {-2.1f, 0.3f, 2.6f, 1}, 1, 2, 2));
    assertThatThrownBy(this::read).hasMessageContaining("may mean several things; save uint8");
    Npy.write(
        folder.resolve("images.npy"),
        HostTensor.of(new float[] {Float.NaN, Float.NaN, Float.NaN, Float.NaN}, 1, 2, 2));
    assertThatThrownBy(this::read).hasMessageContaining("holds no finite value");
    Npy.write(folder.resolve("images.npy"), HostTensor.of(new long[] {0, 1, 255, 256}, 1, 2, 2));
    assertThatThrownBy(this::read).hasMessageContaining("image 0 has a value 256.0/255");
  }

  @Test
  void labelsMustFit() throws IOException {
    write(new long[] {0, 1}, 1, 2, 2, 3);
    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("each of 1 images");
    write(new long[] {-1}, 1, 2, 2, 3);
    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("label -1 of image 0 is below 0");
  }

  @Test
  void namesOfClassesAreWhatALineShows() throws IOException {
    write(new long[] {0}, 1, 2, 2, 3);
    Path names = folder.resolve("classes.txt");
    Files.writeString(names, "\ufeffcat\r\ndog\r\n\r\n");
    assertThat(read().classNames()).containsExactly("cat", "dog");
    Files.writeString(names, "cat\n\ndog\n");
    assertThatThrownBy(this::read).hasMessage(names + ": class 1 has no name");
    Files.writeString(names, "cat\ndog\ncat\n");
    assertThat(read().classNames()).containsExactly("cat", "dog", "cat");
    Files.writeString(names, "cat\n\ufffd\ufffd\ufffd\n\ufffd\ufffd\ufffd\n");
    assertThatThrownBy(this::read).hasMessageContaining("that this locale cannot read; set the");
    Files.writeString(names, "cat\n\u001b[2Jdog\n");
    assertThatThrownBy(this::read).hasMessageContaining("class 1, '\\u001b[2Jdog', has characters");
    Files.write(names, new byte[] {'c', (byte) 0xE4, 't'});
    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(names + ": line 1 is not UTF-8");
  }

  @Test
  void labelsThatCountFromOneAreNoticed() throws IOException {
    write(new long[] {1, 2, 1}, 3, 2, 2, 1);
    Files.writeString(folder.resolve("classes.txt"), "cat\ndog\n");
    assertThatThrownBy(this::read)
        .hasMessageContaining("label 2 of image 1 lies outside the 2 classes")
        .hasMessageContaining("these count from 1, subtract 1");
  }

  @Test
  void setWithoutImagesIsRefused() throws IOException {
    Npy.write(folder.resolve("images.npy"), HostTensor.of(new byte[0], 0, 2, 2, 1));
    Npy.write(folder.resolve("labels.npy"), HostTensor.of(new long[0], 0));
    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessage(folder + ": holds no images");
  }
}

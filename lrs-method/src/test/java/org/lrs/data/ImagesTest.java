package org.lrs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.evaluate.Perturbations;
import org.lrs.format.FormatException;
import org.lrs.format.HostTensor;
import org.lrs.format.Npy;

class ImagesTest {

  private static final int COUNT = 150;
  private static final int SIZE = 2 * 3 * 3;

  @TempDir Path folder;

  private static Images counted() {
    byte[] pixels = new byte[COUNT * SIZE];
    IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (byte) (i * 7));
    return new Images(pixels, COUNT, 3, 2, 3);
  }

  private Images saved(Images images) throws IOException {
    List<String> classes = List.of("one");
    long[] ids = ImageDataset.firstIds(COUNT);
    NpyDataset.write(folder, new ImageDataset("saved", images, new int[COUNT], ids, classes));
    return NpyDataset.read(folder, null).images();
  }

  @Test
  void imagesInAFileAreThoseInMemory() throws IOException {
    Images memory = counted();
    Images file = saved(memory);
    assertThat(file.pixels()).isEqualTo(memory.pixels());
    assertThat(file.slice(70, 140).slice(3, 9).pixels()).isEqualTo(memory.slice(73, 79).pixels());
    assertThat(file.select(new int[] {149, 0, 149}).pixels())
        .isEqualTo(memory.select(new int[] {149, 0, 149}).pixels());
    assertThat(file.toHwc(77)).isEqualTo(memory.toHwc(77));
    assertThat(file.parts().mapToInt(Images::count).sum()).isEqualTo(COUNT);
  }

  @Test
  void joinedImagesAreReadAcrossTheirParts() {
    Images all = counted();
    List<Images> parts = new ArrayList<>(List.of(all.slice(0, 0)));
    for (int from = 0; from < COUNT; from += 13) {
      parts.add(all.slice(from, Math.min(from + 13, COUNT)));
    }
    Images joined = Images.concat(parts);
    assertThat(joined.pixels()).isEqualTo(all.pixels());
    assertThat(joined.slice(12, 27).pixels()).isEqualTo(all.slice(12, 27).pixels());
    assertThat(joined.slice(13, 13).pixels()).isEmpty();
  }

  @Test
  void changesOfImagesInFilesAreThoseInMemory() throws IOException {
    Images clean = counted();
    byte[] moved = clean.pixels().clone();
    moved[100 * SIZE] ^= 1;
    Images adversarial = new Images(moved, COUNT, 3, 2, 3);
    assertThat(Perturbations.between(clean, saved(adversarial)))
        .isEqualTo(Perturbations.between(clean, adversarial));
    assertThat(Perturbations.between(clean, adversarial).maxLinf()).isPositive();
  }

  @Test
  void aSetLargerThanMemoryIsOpenedAndReadInParts() throws IOException {
    int many = 1_500_000; // of 3 KiB each: 4.3 GiB
    Path file = folder.resolve("images.npy");
    Npy.write(file, HostTensor.of(new byte[3072], 1, 32, 32, 3));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] head = new byte[128];
      sparse.readFully(head);
      String header = new String(head, StandardCharsets.ISO_8859_1);
      String more = header.replace("(1, 32, 32, 3), }      ", "(" + many + ", 32, 32, 3), }");
      sparse.seek(0);
      sparse.write(more.getBytes(StandardCharsets.ISO_8859_1));
      sparse.setLength(128 + 3072L * many);
      sparse.seek(128 + 3072L * (many - 1));
      sparse.write(77);
    }
    Npy.write(folder.resolve("labels.npy"), HostTensor.of(new byte[many], many));
    ImageDataset all = NpyDataset.read(folder, null);
    assertThat(all.range(many - 1, many).images().pixels()).startsWith(77, 0);
    SavedSet set = SavedSet.read(folder, Optional.empty());
    assertThat(set.picture(many - 1).levels()).startsWith(77, 0);
  }

  @Test
  void aFileThatHasBecomeShorterIsNamed() throws IOException {
    Images file = saved(counted());
    try (RandomAccessFile cut = new RandomAccessFile(folder.resolve("images.npy").toFile(), "rw")) {
      cut.setLength(cut.length() - 1);
    }
    assertThat(Arrays.hashCode(file.slice(0, 1).pixels())).isNotZero();
    assertThatThrownBy(file::pixels)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("images.npy: became shorter");
  }
}

package org.lrs.experiment.stage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.lrs.attack.Crafting;
import org.lrs.attack.Rounding;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.NpyDataset;
import org.lrs.data.Pixels;
import org.lrs.data.TargetClasses;
import org.lrs.experiment.store.Disk;
import org.lrs.experiment.store.Sealed;
import org.lrs.format.FormatException;

/**
 * The adversarial images of one attack on one surrogate.
 *
 * @param wanted classes that a targeted attack asked for
 * @param zeroGradients images whose first gradient was zero everywhere
 * @param rounding what rounding to 8 bits lost
 */
public record Crafted(
    ImageDataset images, Optional<int[]> wanted, int zeroGradients, Rounding rounding) {

  private static final String ZERO_GRADIENTS = "zero-gradients.txt";
  private static final String ROUNDING = "rounding.txt";

  static void writeCounts(Path folder, int zeroGradients, Rounding rounding) throws IOException {
    Files.writeString(folder.resolve(ZERO_GRADIENTS), zeroGradients + "\n");
    Files.writeString(
        folder.resolve(ROUNDING), rounding.lost() + " " + rounding.unrepaired() + "\n");
  }

  static Crafted read(Path folder) {
    ImageDataset images = NpyDataset.read(folder, null);
    int[] rounding = counts(folder.resolve(ROUNDING), 2);
    if (rounding[1] > rounding[0]) {
      throw new FormatException(
          folder.resolve(ROUNDING), "counts more images that stay lost than were lost");
    }
    return new Crafted(
        images,
        TargetClasses.in(folder, images),
        counts(folder.resolve(ZERO_GRADIENTS), 1)[0],
        new Rounding(rounding[0], rounding[1]));
  }

  private static int[] counts(Path file, int count) {
    String text =
        Disk.reading(file, () -> new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    String[] words = text.strip().split(" ");
    if (words.length != count || !text.matches("[0-9]{1,9}( [0-9]{1,9})*\\s*")) {
      throw new FormatException(file, "expected %s counts of images".formatted(count));
    }
    return Arrays.stream(words).mapToInt(Integer::parseInt).toArray();
  }

  /**
   * A few attacked images in a checkpoint folder, after each recorded step and the last one:
   * written at one moment with a digest, or not there.
   */
  record Chunk(Path file, Images clean) {

    private static final int HEADER = Sealed.HEADER + 3 * Integer.BYTES;

    static Chunk of(Path checkpoint, int from, Images clean) {
      return new Chunk(checkpoint.resolve(String.format(Locale.ROOT, "from-%07d", from)), clean);
    }

    /** Whether there is one, damaged or not. */
    boolean exists() {
      return Files.exists(file);
    }

    /** Whether the one there is can be used. */
    boolean isWhole() throws IOException {
      return Files.isRegularFile(file) && Sealed.isWhole(file);
    }

    void write(Crafting.AdversarialSet crafted) throws IOException {
      int size = clean.count() * clean.size();
      ByteBuffer bytes =
          ByteBuffer.allocate(HEADER + Math.multiplyExact(crafted.recorded().size() + 1, size))
              .position(Sealed.HEADER)
              .putInt(crafted.zeroGradients())
              .putInt(crafted.rounding().lost())
              .putInt(crafted.rounding().unrepaired());
      crafted.recorded().forEach(images -> bytes.put(images.pixels()));
      bytes.put(crafted.images().pixels());
      Sealed.write(file, bytes.array());
    }

    int zeroGradients() throws IOException {
      return counts().getInt();
    }

    Rounding rounding() throws IOException {
      ByteBuffer counts = counts().position(Integer.BYTES);
      return new Rounding(counts.getInt(), counts.getInt());
    }

    private ByteBuffer counts() throws IOException {
      return ByteBuffer.wrap(read(Sealed.HEADER, HEADER - Sealed.HEADER));
    }

    /**
     * The images after the recorded step of that number, from 0; the last ones are the result. They
     * are read when they are needed.
     */
    Images images(int number) {
      int size = clean.size();
      Pixels saved =
          (from, to) -> {
            long first = HEADER + ((long) number * clean.count() + from) * size;
            return Disk.reading(file, () -> read(first, (to - from) * size));
          };
      return new Images(saved, clean.count(), clean.channels(), clean.height(), clean.width());
    }

    private byte[] read(long from, int count) throws IOException {
      byte[] bytes = new byte[count];
      try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
        in.seek(from);
        in.readFully(bytes);
      }
      return bytes;
    }
  }
}

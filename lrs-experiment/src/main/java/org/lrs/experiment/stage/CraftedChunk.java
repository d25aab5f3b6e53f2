package org.lrs.experiment.stage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lrs.attack.Crafting;
import org.lrs.attack.Rounding;
import org.lrs.data.Images;
import org.lrs.experiment.store.Disk;

/**
 * A few attacked images in a checkpoint folder, after each recorded step and the last one: written
 * at one moment, or not there.
 */
final class CraftedChunk {

  private static final int HEADER = 3 * Integer.BYTES;

  private final Path file;
  private final Images clean;

  CraftedChunk(Path checkpoint, int from, Images clean) {
    file = checkpoint.resolve("from-%07d".formatted(from));
    this.clean = clean;
  }

  boolean exists() {
    return Files.isRegularFile(file);
  }

  void write(Crafting.AdversarialSet crafted) throws IOException {
    int size = clean.pixels().length;
    ByteBuffer bytes =
        ByteBuffer.allocate(HEADER + Math.multiplyExact(crafted.recorded().size() + 1, size))
            .putInt(crafted.zeroGradients())
            .putInt(crafted.rounding().lost())
            .putInt(crafted.rounding().unrepaired());
    crafted.recorded().forEach(images -> bytes.put(images.pixels()));
    bytes.put(crafted.images().pixels());
    Disk.replace(file, bytes.array());
  }

  int zeroGradients() throws IOException {
    return ByteBuffer.wrap(read(0, HEADER)).getInt();
  }

  Rounding rounding() throws IOException {
    ByteBuffer header = ByteBuffer.wrap(read(0, HEADER));
    return new Rounding(header.getInt(Integer.BYTES), header.getInt(2 * Integer.BYTES));
  }

  /** The images after the recorded step of that number, from 0; the last ones are the result. */
  Images images(int number) throws IOException {
    int size = clean.pixels().length;
    byte[] pixels = read(HEADER + (long) number * size, size);
    return new Images(pixels, clean.count(), clean.channels(), clean.height(), clean.width());
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

package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.lrs.attack.Crafting;
import org.lrs.data.Images;
import org.lrs.experiment.store.Disk;

/** A few attacked images in a checkpoint folder: written at one moment, or not there. */
final class CraftedChunk {

  private final Path file;

  CraftedChunk(Path checkpoint, int from) {
    file = checkpoint.resolve("from-%07d".formatted(from));
  }

  boolean exists() {
    return Files.isRegularFile(file);
  }

  void write(Crafting.AdversarialSet crafted) throws IOException {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES + crafted.images().pixels().length)
            .putInt(crafted.zeroGradients())
            .put(crafted.images().pixels())
            .array();
    Disk.replace(file, bytes);
  }

  int zeroGradients() throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).getInt();
  }

  Images images(Images like) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return Images.of(
        Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length),
        like.count(),
        like.channels(),
        like.height(),
        like.width());
  }
}

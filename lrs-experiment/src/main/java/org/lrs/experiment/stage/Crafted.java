package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.lrs.attack.Rounding;
import org.lrs.data.ImageDataset;
import org.lrs.data.NpyDataset;
import org.lrs.data.TargetClasses;
import org.lrs.experiment.store.Disk;

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
    int[] rounding = integers(folder.resolve(ROUNDING));
    return new Crafted(
        images,
        TargetClasses.in(folder, images),
        integers(folder.resolve(ZERO_GRADIENTS))[0],
        new Rounding(rounding[0], rounding[1]));
  }

  private static int[] integers(Path file) {
    String[] words = Disk.reading(file, () -> Files.readString(file)).strip().split(" ");
    return Arrays.stream(words).mapToInt(Integer::parseInt).toArray();
  }
}

package org.lrs.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.lrs.format.FormatException;
import org.lrs.format.HostTensor;
import org.lrs.format.Npy;

/**
 * The target class of each image in a targeted attack, as a NumPy array: integers, [N], in the
 * order of the images. Next to the images of a targeted attack it is named {@link #FILE}.
 */
public final class TargetClasses {
  /** Name of the file next to {@code images.npy}. */
  public static final String FILE = "targets.npy";

  private TargetClasses() {}

  /**
   * Reads the target classes.
   *
   * @param images the images they belong to
   * @throws FormatException if the file does not hold one class for each image
   */
  public static int[] read(Path file, ImageDataset images) {
    long[] classes = NpyDataset.integers(file, images.size());
    return DataFiles.classes(file, "class", classes, images.classes());
  }

  /** The target classes next to images in a folder; empty for those of an untargeted attack. */
  public static Optional<int[]> in(Path folder, ImageDataset images) {
    Path file = folder.resolve(FILE);
    return Files.isRegularFile(file) ? Optional.of(read(file, images)) : Optional.empty();
  }

  /**
   * Writes the target classes next to images.
   *
   * @throws IOException if the disk refuses
   */
  public static void write(Path folder, int[] classes) throws IOException {
    long[] values = Arrays.stream(classes).asLongStream().toArray();
    Npy.write(folder.resolve(FILE), HostTensor.of(values, values.length));
  }
}

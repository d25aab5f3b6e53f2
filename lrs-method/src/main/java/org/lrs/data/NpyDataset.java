package org.lrs.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.lrs.format.DType;
import org.lrs.format.FormatException;
import org.lrs.format.HostTensor;
import org.lrs.format.Npy;
import org.lrs.format.NpyFile;
import org.lrs.format.Npz;

/**
 * Reader and writer of images as NumPy arrays in one folder: {@code images.npy} (uint8), {@code
 * labels.npy} (integers), optionally {@code ids.npy} and {@code classes.txt} (a name per line).
 */
public final class NpyDataset {
  private static final int LARGEST_LABEL = 1_000_000;

  private NpyDataset() {}

  /**
   * Reads a folder or an archive.
   *
   * @param place holds {@code images.npy}, [N, H, W, C] or [N, C, H, W] with 1 or 3 channels, or
   *     [N, H, W]; or has a folder named like the split which does; or is a {@code .npz} file with
   *     such arrays, see {@link ArchiveNames}
   * @param split name of the inner folder, or part of the names in the archive; may be null
   * @throws FormatException if a file is missing or does not fit the others
   */
  public static ImageDataset read(Path place, String split) {
    Path home = Folders.split(place, split);
    if (Files.isRegularFile(home)) {
      return ofArchive(home, split);
    }
    NpyFile images = Npy.open(home.resolve("images.npy"));
    Path ids = home.resolve("ids.npy");
    return of(
        home,
        images,
        Npy.open(home.resolve("labels.npy")),
        Files.exists(ids) ? Optional.of(Npy.open(ids)) : Optional.empty());
  }

  private static ImageDataset ofArchive(Path file, String split) {
    try (Npz archive = Npz.open(file)) {
      ArchiveNames names = ArchiveNames.of(file, archive.names(), split);
      return of(file, archive.read(names.images()), archive.read(names.labels()), Optional.empty());
    } catch (IOException e) {
      throw FormatException.unreadable(file, "arrays", e);
    }
  }

  private static ImageDataset of(
      Path home, NpyFile imageArray, NpyFile labelArray, Optional<NpyFile> idArray) {
    Images images = images(imageArray);
    long[] labels = integers(labelArray, images.count());
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] > LARGEST_LABEL) {
        throw new FormatException(
            labelArray.file(),
            labels[i] < 0
                ? "label %s of image %s is below 0; labels count from 0".formatted(labels[i], i)
                : "label %s of image %s is above %s".formatted(labels[i], i, LARGEST_LABEL));
      }
    }
    long[] ids =
        idArray
            .map(array -> integers(array, images.count()))
            .orElseGet(() -> ImageDataset.firstIds(images.count()));
    List<String> classNames = classNames(home, labels);
    int[] classes = DataFiles.classes(labelArray.file(), "label", labels, classNames.size());
    String name = home.toAbsolutePath().normalize().getFileName().toString();
    return new ImageDataset("npy/" + name, images, classes, ids, classNames);
  }

  /**
   * Writes {@code images.npy} in [N, H, W, C] order, {@code labels.npy}, {@code ids.npy} and {@code
   * classes.txt}.
   *
   * @param folder is made if missing
   * @throws IOException if the disk refuses
   */
  public static void write(Path folder, ImageDataset dataset) throws IOException {
    Files.createDirectories(folder);
    Images images = dataset.images();
    long n = images.count();
    Npy.write(
        folder.resolve("images.npy"),
        DType.U8,
        () -> images.parts().map(part -> ByteBuffer.wrap(part.toHwc())).iterator(),
        n,
        images.height(),
        images.width(),
        images.channels());
    long[] labels = Arrays.stream(dataset.labels()).asLongStream().toArray();
    Npy.write(folder.resolve("labels.npy"), HostTensor.of(labels, n));
    Npy.write(folder.resolve("ids.npy"), HostTensor.of(dataset.ids(), n));
    Files.write(folder.resolve("classes.txt"), dataset.classNames());
  }

  private static Images images(NpyFile array) {
    if (array.dtype() != DType.U8) {
      return SavedArray.of(array, Optional.empty(), "save uint8").images();
    }
    ArrayAxes axes = ArrayAxes.of(array);
    return new Images(
        (from, to) -> axes.images(array.rows(from, to)).pixels(),
        axes.count(),
        axes.channels(),
        axes.height(),
        axes.width());
  }

  /** The integers of a file that has one for each image. */
  static long[] integers(Path file, int count) {
    return integers(Npy.open(file), count);
  }

  private static long[] integers(NpyFile array, int count) {
    long[] shape = array.shape();
    boolean column = shape.length == 2 && shape[1] == 1;
    if ((shape.length != 1 && !column) || array.count() != count) {
      throw new FormatException(
          array.file(),
          "expected one number for each of %s images, got %s".formatted(count, array));
    }
    try {
      return array.rows(0, count).toLongs();
    } catch (IllegalStateException e) {
      throw new FormatException(array.file(), "expected integers, got " + array, e);
    }
  }

  private static List<String> classNames(Path home, long[] labels) {
    Path file = home.resolve("classes.txt");
    if (Files.exists(file)) {
      return ClassNames.read(file);
    }
    long largest = Arrays.stream(labels).max().orElse(-1);
    return LongStream.rangeClosed(0, largest).mapToObj(Long::toString).toList();
  }
}

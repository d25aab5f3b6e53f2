package org.lrs.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lrs.format.DType;
import org.lrs.format.FormatException;
import org.lrs.format.HostTensor;
import org.lrs.format.Npy;

/**
 * Reader and writer of images as NumPy arrays in one folder: {@code images.npy} (uint8), {@code
 * labels.npy} (integers), optionally {@code ids.npy} and {@code classes.txt} (a name per line).
 */
public final class NpyDataset {
  private NpyDataset() {}

  /**
   * Reads a folder.
   *
   * @param folder holds {@code images.npy}, [N, H, W, C] or [N, C, H, W] with 1 or 3 channels, or
   *     [N, H, W]; or has a folder named like the split which does
   * @param split name of the inner folder, may be null
   * @throws FormatException if a file is missing or does not fit the others
   */
  public static ImageDataset read(Path folder, String split) {
    Path home = DataFiles.splitFolder(folder, split);
    Path file = home.resolve("images.npy");
    Images images = images(file);
    Path labelFile = home.resolve("labels.npy");
    int[] labels =
        Arrays.stream(integers(labelFile, images.count())).mapToInt(Math::toIntExact).toArray();
    Path idFile = home.resolve("ids.npy");
    long[] ids =
        Files.exists(idFile)
            ? integers(idFile, images.count())
            : ImageDataset.firstIds(images.count());
    List<String> classNames = classNames(home, labels);
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw new FormatException(
            labelFile,
            "label %d of image %d lies outside the %d classes"
                .formatted(labels[i], i, classNames.size()));
      }
    }
    String name = home.toAbsolutePath().normalize().getFileName().toString();
    return new ImageDataset("npy/" + name, images, labels, ids, classNames);
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
    ByteBuffer pixels = ByteBuffer.allocate(images.pixels().length);
    for (int i = 0; i < images.count(); i++) {
      pixels.put(images.toHwc(i));
    }
    long n = images.count();
    Npy.write(
        folder.resolve("images.npy"),
        HostTensor.of(pixels.array(), n, images.height(), images.width(), images.channels()));
    long[] labels = Arrays.stream(dataset.labels()).asLongStream().toArray();
    Npy.write(folder.resolve("labels.npy"), HostTensor.of(labels, n));
    Npy.write(folder.resolve("ids.npy"), HostTensor.of(dataset.ids(), n));
    Files.write(folder.resolve("classes.txt"), dataset.classNames());
  }

  private static Images images(Path file) {
    HostTensor array = Npy.read(file);
    if (array.dtype() != DType.U8) {
      throw unfit(file, array);
    }
    boolean first = channelsFirst(file, array);
    long[] shape = fourAxes(array);
    byte[] pixels = new byte[array.data().remaining()];
    array.data().get(pixels);
    int n = (int) shape[0];
    if (first) {
      return new Images(pixels, n, (int) shape[1], (int) shape[2], (int) shape[3]);
    }
    return fromHwc(pixels, n, (int) shape[3], (int) shape[1], (int) shape[2]);
  }

  private static FormatException unfit(Path file, HostTensor array) {
    return new FormatException(file, "expected uint8 [N, H, W, C] or [N, C, H, W], got " + array);
  }

  /** The shape with an axis for the one channel that [N, H, W] means. */
  static long[] fourAxes(HostTensor array) {
    long[] shape = array.shape();
    return shape.length == 3 ? new long[] {shape[0], 1, shape[1], shape[2]} : shape;
  }

  /** Whether images are [N, C, H, W]; else they are [N, H, W, C]. */
  static boolean channelsFirst(Path file, HostTensor array) {
    long[] shape = fourAxes(array);
    if (shape.length != 4) {
      throw unfit(file, array);
    }
    boolean first = shape[1] == 1 || shape[1] == 3;
    boolean last = shape[3] == 1 || shape[3] == 3;
    if (first == last || Arrays.stream(shape).skip(1).anyMatch(size -> size < 1)) {
      throw new FormatException(
          file,
          "expected 1 or 3 channels either at axis 1 or at axis 3, got " + Arrays.toString(shape));
    }
    return first;
  }

  /** Images from pixels in N, H, W, C order. */
  static Images fromHwc(byte[] hwc, int count, int channels, int height, int width) {
    byte[] chw = new byte[hwc.length];
    int area = height * width;
    int at = 0;
    for (int i = 0; i < count; i++) {
      for (int p = 0; p < area; p++) {
        for (int c = 0; c < channels; c++) {
          chw[(i * channels + c) * area + p] = hwc[at++];
        }
      }
    }
    return new Images(chw, count, channels, height, width);
  }

  static long[] integers(Path file, int count) {
    HostTensor array = Npy.read(file);
    long[] values;
    try {
      values = array.toLongs();
    } catch (IllegalStateException e) {
      throw new FormatException(file, "expected integers, got " + array, e);
    }
    if (array.shape().length != 1 || values.length != count) {
      throw new FormatException(
          file, "expected one number for each of %d images, got %s".formatted(count, array));
    }
    if (file.endsWith("labels.npy")
        && Arrays.stream(values).anyMatch(v -> v < 0 || v > 1_000_000)) {
      throw new FormatException(file, "has a label that is negative or above 1,000,000");
    }
    return values;
  }

  private static List<String> classNames(Path home, int[] labels) {
    Path file = home.resolve("classes.txt");
    if (Files.exists(file)) {
      return DataFiles.lines(file);
    }
    int largest = Arrays.stream(labels).max().orElse(-1);
    return IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
  }
}

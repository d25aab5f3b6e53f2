package org.lrs.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.lrs.format.FormatException;

/**
 * Images as some tool saved them, not checked yet: perhaps no whole grey levels, perhaps of several
 * sizes, perhaps with labels and ids that do not fit.
 *
 * <p>Reads {@code images.npy} with its companion files, a single array, or a folder of PNG files.
 *
 * @param place the folder or file
 * @param pictures the images, decoded one by one
 * @param key what the names are
 * @param names what identifies each image, in order; may hold duplicates
 * @param labels the label of each image, unchecked, if they were saved
 * @param classes number of classes, if their names were saved
 * @param form how the images were saved and how that was understood, for people
 */
public record SavedSet(
    Path place,
    Pictures pictures,
    Key key,
    List<String> names,
    Optional<long[]> labels,
    OptionalInt classes,
    String form) {

  /** What identifies an image. */
  public enum Key {
    /** A number of {@code ids.npy}. */
    ID,
    /** The path of its file inside the folder. */
    FILE,
    /** Its place in the array. */
    POSITION
  }

  /**
   * One image.
   *
   * @param levels grey levels, 0 to 255 if all is well, in H, W, C order; levels that were saved as
   *     floating-point numbers are whole where that was their rounding error
   */
  public record Picture(int height, int width, int channels, float[] levels) {
    /** The size in words: height x width x channels. */
    public String size() {
      return height + "x" + width + "x" + channels;
    }
  }

  /** The images of a set. */
  public interface Pictures {
    /** Number of images. */
    int count();

    /** Image by its position. */
    Picture at(int i);
  }

  /**
   * Reads a set.
   *
   * @param place a folder with {@code images.npy}, a single {@code .npy} file, or a folder of PNG
   *     files, perhaps in folders
   * @param range what arrays other than uint8 hold; guessed if empty
   * @throws FormatException if a file is missing, damaged, lossy, or could mean two things
   */
  public static SavedSet read(Path place, Optional<ValueRange> range) {
    boolean single = Files.isRegularFile(place);
    if (single && !place.toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
      throw new FormatException(place, "expected a folder of images or a .npy file");
    }
    Path file = single ? place : place.resolve("images.npy");
    if (Files.exists(file)) {
      return ofArrays(place, SavedArray.read(file, range));
    }
    PngFolder png = PngFolder.read(place);
    return new SavedSet(
        place, png, Key.FILE, png.names(), Optional.empty(), OptionalInt.empty(), "PNG files");
  }

  // A single file has no companions: none is below it.
  private static SavedSet ofArrays(Path place, SavedArray array) {
    int count = array.count();
    Optional<long[]> ids = numbers(place.resolve("ids.npy"), count);
    Path classes = place.resolve("classes.txt");
    return new SavedSet(
        place,
        array,
        ids.isPresent() ? Key.ID : Key.POSITION,
        LongStream.of(ids.orElseGet(() -> ImageDataset.firstIds(count)))
            .mapToObj(Long::toString)
            .toList(),
        numbers(place.resolve("labels.npy"), count),
        Files.exists(classes)
            ? OptionalInt.of(DataFiles.lines(classes).size())
            : OptionalInt.empty(),
        array.form());
  }

  private static Optional<long[]> numbers(Path file, int count) {
    return Files.exists(file) ? Optional.of(NpyDataset.integers(file, count)) : Optional.empty();
  }

  /** Number of images. */
  public int count() {
    return pictures.count();
  }

  /** Image by its position. */
  public Picture picture(int i) {
    return pictures.at(i);
  }

  @Override
  public String toString() {
    return "%s: %d images, %s".formatted(place, count(), form);
  }
}

package org.lrs.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.lrs.format.FormatException;
import org.lrs.format.HostTensor;
import org.lrs.format.Npy;

/**
 * Images as some tool saved them, not checked yet: perhaps no whole grey levels, perhaps of several
 * sizes, perhaps with labels and ids that do not fit.
 *
 * <p>Reads {@code images.npy} with its companion files, a single array, or a folder of PNG files.
 */
public final class SavedSet {

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

  /** The images of a set, decoded one by one. */
  interface Pictures {
    int count();

    Picture at(int i);
  }

  private final Path place;
  private final Pictures pictures;
  private final Key key;
  private final List<String> names;
  private final Optional<long[]> labels;
  private final OptionalInt classes;
  private final String form;

  private SavedSet(
      Path place,
      Pictures pictures,
      Key key,
      List<String> names,
      Optional<long[]> labels,
      OptionalInt classes,
      String form) {
    this.place = place;
    this.pictures = pictures;
    this.key = key;
    this.names = names;
    this.labels = labels;
    this.classes = classes;
    this.form = form;
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
    if (Files.isRegularFile(place)) {
      if (!place.toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
        throw new FormatException(place, "expected a folder of images or a .npy file");
      }
      SavedArray array = SavedArray.read(place, range);
      return new SavedSet(
          place,
          array,
          Key.POSITION,
          positions(array.count()),
          Optional.empty(),
          OptionalInt.empty(),
          array.form());
    }
    Path file = place.resolve("images.npy");
    return Files.exists(file) ? ofArrays(place, SavedArray.read(file, range)) : ofFiles(place);
  }

  private static SavedSet ofArrays(Path place, SavedArray array) {
    Optional<long[]> ids = numbers(place.resolve("ids.npy"), array.count());
    return new SavedSet(
        place,
        array,
        ids.isPresent() ? Key.ID : Key.POSITION,
        ids.map(SavedSet::texts).orElseGet(() -> positions(array.count())),
        numbers(place.resolve("labels.npy"), array.count()),
        classNames(place),
        array.form());
  }

  private static SavedSet ofFiles(Path place) {
    PngFolder folder = PngFolder.read(place);
    return new SavedSet(
        place,
        folder,
        Key.FILE,
        folder.names(),
        Optional.empty(),
        OptionalInt.empty(),
        "PNG files");
  }

  private static Optional<long[]> numbers(Path file, int count) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    HostTensor array = Npy.read(file);
    try {
      if (array.count() == count && array.shape().length == 1) {
        return Optional.of(array.toLongs());
      }
    } catch (IllegalStateException e) {
      throw new FormatException(file, "expected integers, got " + array, e);
    }
    throw new FormatException(
        file, "expected one number for each of %d images, got %s".formatted(count, array));
  }

  private static OptionalInt classNames(Path place) {
    Path file = place.resolve("classes.txt");
    return Files.exists(file) ? OptionalInt.of(DataFiles.lines(file).size()) : OptionalInt.empty();
  }

  private static List<String> positions(int count) {
    return texts(IntStream.range(0, count).asLongStream().toArray());
  }

  private static List<String> texts(long[] values) {
    return LongStream.of(values).mapToObj(Long::toString).toList();
  }

  /** Number of images. */
  public int count() {
    return pictures.count();
  }

  /** Image by its position. */
  public Picture picture(int i) {
    return pictures.at(i);
  }

  /** What {@link #names} are. */
  public Key key() {
    return key;
  }

  /** What identifies each image, in order; may hold duplicates. */
  public List<String> names() {
    return names;
  }

  /** The label of each image, unchecked, if they were saved; a copy. */
  public Optional<long[]> labels() {
    return labels.map(long[]::clone);
  }

  /** Number of classes, if their names were saved. */
  public OptionalInt classes() {
    return classes;
  }

  /** How the images were saved and how that was understood, for people. */
  public String form() {
    return form;
  }

  @Override
  public String toString() {
    return "%s: %d images, %s".formatted(place, count(), form);
  }
}

package org.lrs.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.lrs.format.FormatException;

/**
 * Images as some tool saved them, not checked yet: perhaps no whole grey levels, perhaps of several
 * sizes, perhaps with labels and ids that do not fit.
 *
 * <p>Reads {@code images.npy} with its companion files, a single array, or a folder of PNG files.
 *
 * @param count number of images
 * @param pictures the images by their position, converted one by one
 * @param key what the names are
 * @param names what identifies each image, in order; may hold duplicates
 * @param labels the label of each image, unchecked, if they were saved
 * @param classes number of classes, if their names were saved
 * @param form how the images were saved and how that was understood, for people
 */
public record SavedSet(
    int count,
    IntFunction<Picture> pictures,
    Key key,
    List<String> names,
    Optional<long[]> labels,
    OptionalInt classes,
    String form) {

  private static final List<String> OTHER_IMAGES =
      List.of("bmp", "gif", "npy", "npz", "pgm", "ppm", "tif", "tiff", "webp");

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
    return Files.exists(file) ? ofArrays(place, SavedArray.read(file, range)) : ofFiles(place);
  }

  // A single file has no companions: none is below it.
  private static SavedSet ofArrays(Path place, SavedArray array) {
    int count = array.axes().count();
    Optional<long[]> ids = numbers(place.resolve("ids.npy"), count);
    Path classes = place.resolve("classes.txt");
    return new SavedSet(
        count,
        array::at,
        ids.isPresent() ? Key.ID : Key.POSITION,
        LongStream.of(ids.orElseGet(() -> ImageDataset.firstIds(count)))
            .mapToObj(Long::toString)
            .toList(),
        numbers(place.resolve("labels.npy"), count),
        Files.exists(classes)
            ? OptionalInt.of(ClassNames.read(classes).size())
            : OptionalInt.empty(),
        array.form());
  }

  private static SavedSet ofFiles(Path place) {
    if (!Files.isDirectory(place)) {
      throw new FormatException(place, "no such file or folder");
    }
    List<Path> files = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    for (Path file : Folders.visible(place, Integer.MAX_VALUE)) {
      if (!Files.isDirectory(file)) {
        (isPng(file) ? files : others).add(file);
      }
    }
    if (files.isEmpty()) {
      throw new FormatException(place, "expected images.npy or PNG files here, found neither");
    }
    // One colour image makes a set of colour images, whatever a writer saved as grey.
    boolean colour = files.stream().anyMatch(file -> DecodedImage.read(file).channels() > 1);
    String form = "PNG files";
    if (!others.isEmpty()) {
      form +=
          ", %s other files left alone, such as %s".formatted(others.size(), name(others.get(0)));
    }
    return new SavedSet(
        files.size(),
        i -> DecodedImage.read(files.get(i)).picture(colour ? 3 : 1),
        Key.FILE,
        files.stream().map(file -> place.relativize(file).toString().replace('\\', '/')).toList(),
        Optional.empty(),
        OptionalInt.empty(),
        form);
  }

  /** Whether a file is an image of the set; one that no image should be is refused. */
  private static boolean isPng(Path file) {
    String name = name(file).toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    if (List.of("jpg", "jpeg").contains(ending)) {
      throw new FormatException(
          file,
          "JPEG changes pixels when it saves them, so they cannot be verified; save PNG files");
    }
    if (OTHER_IMAGES.contains(ending)) {
      throw new FormatException(file, "expected images as .png files here; move it elsewhere");
    }
    return ending.equals("png");
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static Optional<long[]> numbers(Path file, int count) {
    return Files.exists(file) ? Optional.of(NpyDataset.integers(file, count)) : Optional.empty();
  }

  /** Image by its position. */
  public Picture picture(int i) {
    return pictures.apply(i);
  }
}

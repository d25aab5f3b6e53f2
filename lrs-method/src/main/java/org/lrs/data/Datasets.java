package org.lrs.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lrs.Range;
import org.lrs.data.CifarBinaryDataset.Layout;
import org.lrs.format.FormatException;
import org.lrs.text.NearestName;

/** Opens data sets by the name experiments use for their kind. */
public final class Datasets {
  private static final List<String> KINDS =
      List.of("mnist", "fashion-mnist", "cifar10", "cifar100", "image-folder", "npy", "embedded");

  /** Levels of a folder that are read: splits, classes, images. */
  public static final int DEPTH = 3;

  private static final Pattern ARRAYS = Pattern.compile("(images|labels|ids)\\.npy|classes\\.txt");
  private static final Pattern PHOTOGRAPHS = Pattern.compile("(?i).*\\.(png|jpg|jpeg)");
  private static final Pattern CIFAR = Pattern.compile(".*\\.(bin|tar\\.gz)(\\.(gz|xz))?");
  private static final Pattern IDX = Pattern.compile(".*ubyte(\\.(gz|xz))?");

  private Datasets() {}

  /** The kinds that {@link #open} supports. */
  public static List<String> kinds() {
    return KINDS;
  }

  /**
   * Whether a data set may be read from a file of its folder; what else lies there, such as a note
   * or the hidden files of a file manager, makes no difference to the images.
   *
   * @param kind one of {@link #kinds()}
   * @param name path inside the folder, with slashes
   */
  public static boolean isRead(String kind, String name) {
    Pattern names =
        switch (kind) {
          case "image-folder" -> PHOTOGRAPHS;
          case "npy" -> ARRAYS;
          case "cifar10", "cifar100" -> CIFAR;
          default -> IDX;
        };
    return !name.startsWith(".")
        && !name.contains("/.")
        && names.matcher(name.substring(name.lastIndexOf('/') + 1)).matches();
  }

  /**
   * Reads a split into memory; photographs must have one size already.
   *
   * @param kind one of {@link #kinds()}
   * @param path folder or archive; null for {@code embedded} alone
   * @param split {@code train} or {@code test}; for {@code image-folder} and {@code npy} the name
   *     of an inner folder, or null
   * @throws org.lrs.format.FormatException if the data is missing or damaged
   * @throws IllegalArgumentException if kind or split is unknown, suggesting the nearest
   */
  public static ImageDataset open(String kind, Path path, String split) {
    return open(kind, path, split, Optional.empty());
  }

  /**
   * As {@link #open(String, Path, String)}, scaling photographs to one size.
   *
   * @param resize only for {@code image-folder}
   */
  public static ImageDataset open(String kind, Path path, String split, Optional<Resize> resize) {
    NearestName.require("dataset", kind, KINDS);
    Range.require(
        resize.isEmpty() || kind.equals("image-folder"),
        "only image-folder can be resized, %s has its published size".formatted(kind));
    boolean embedded = kind.equals("embedded");
    Range.require(
        embedded == (path == null),
        embedded
            ? "dataset 'embedded' comes with the program and takes no path, got " + path
            : "dataset '%s' needs the path of its files".formatted(kind));
    ImageDataset images = read(kind, path, split, resize);
    if (images.size() == 0) {
      throw new FormatException(path, "holds no images");
    }
    return images;
  }

  private static ImageDataset read(String kind, Path path, String split, Optional<Resize> resize) {
    return switch (kind) {
      case "mnist" -> IdxDataset.read(kind, path, published(kind, split), ClassNames.MNIST);
      case "fashion-mnist" ->
          IdxDataset.read(kind, path, published(kind, split), ClassNames.FASHION_MNIST);
      case "cifar10" -> CifarBinaryDataset.read(Layout.CIFAR10, path, published(kind, split));
      case "cifar100" -> CifarBinaryDataset.read(Layout.CIFAR100, path, published(kind, split));
      case "image-folder" -> ImageFolderDataset.read(path, split, resize);
      case "npy" -> NpyDataset.read(path, split);
      default -> IdxDataset.embedded(published(kind, split));
    };
  }

  /** A split that a published data set has. */
  private static String published(String kind, String split) {
    Range.require(split != null, "dataset '%s' needs a split, train or test".formatted(kind));
    Range.require(
        split.equals("train") || split.equals("test"),
        "%s has the splits train and test, got '%s'".formatted(kind, split));
    return split;
  }
}

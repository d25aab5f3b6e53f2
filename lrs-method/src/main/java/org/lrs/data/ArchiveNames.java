package org.lrs.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lrs.format.FormatException;
import org.lrs.text.Foreign;

/**
 * Which arrays of a {@code .npz} file are the images and which the labels. The usual pairs of names
 * are known, in upper or lower case, first those that hold the name of the split: {@code x_test}
 * and {@code y_test}, {@code test_images} and {@code test_labels}.
 *
 * @param images the name of the images
 * @param labels the name of the labels
 */
record ArchiveNames(String images, String labels) {
  private static final List<ArchiveNames> USUAL =
      List.of(
          new ArchiveNames("images", "labels"),
          new ArchiveNames("x", "y"),
          new ArchiveNames("data", "labels"),
          new ArchiveNames("data", "targets"),
          new ArchiveNames("inputs", "targets"),
          new ArchiveNames("image", "label"),
          new ArchiveNames("arr_0", "arr_1"));

  private static final int SHOWN = 12;

  /**
   * Chooses the arrays.
   *
   * @param split may be null
   * @throws FormatException if no two of the names make a pair
   */
  static ArchiveNames of(Path file, List<String> names, String split) {
    return USUAL.stream()
        .flatMap(pair -> split == null ? Stream.empty() : pair.ofSplit(split))
        .map(pair -> pair.among(names))
        .flatMap(Optional::stream)
        .findFirst()
        .or(
            () ->
                USUAL.stream().map(pair -> pair.among(names)).flatMap(Optional::stream).findFirst())
        .orElseThrow(
            () ->
                new FormatException(
                    file,
                    "expected arrays named images and labels, x and y, or x_test and y_test; it has"
                        + " "
                        + shown(names)));
  }

  private Stream<ArchiveNames> ofSplit(String split) {
    return Stream.of(
        new ArchiveNames(images + "_" + split, labels + "_" + split),
        new ArchiveNames(split + "_" + images, split + "_" + labels));
  }

  /** These names as they are written in a file, if it has both. */
  private Optional<ArchiveNames> among(List<String> names) {
    Optional<String> first = names.stream().filter(images::equalsIgnoreCase).findFirst();
    Optional<String> second = names.stream().filter(labels::equalsIgnoreCase).findFirst();
    return first.flatMap(a -> second.map(b -> new ArchiveNames(a, b)));
  }

  private static String shown(List<String> names) {
    String some = names.stream().limit(SHOWN).map(Foreign::text).collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names.size() > SHOWN ? some + " ..." : some;
  }
}

package org.lrs.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lrs.format.Expansion;
import org.lrs.format.FormatException;

/**
 * Reader of photographs in one folder per class. Classes and files are in the order of their names;
 * the id of an image is its index in that order.
 *
 * <p>If every file is grey the images have one channel, else grey ones are repeated into RGB.
 */
public final class ImageFolderDataset {
  private ImageFolderDataset() {}

  /**
   * Reads all images into memory.
   *
   * @param folder the folder of the classes, or one with a folder named like the split
   * @param split name of the inner folder, may be null
   * @param resize how to bring them to one size; empty if they have one already
   * @throws FormatException if there is no image, one cannot be decoded, or sizes differ
   */
  public static ImageDataset read(Path folder, String split, Optional<Resize> resize) {
    Path home = Folders.split(folder, split);
    List<String> classNames = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<DecodedImage> decoded = new ArrayList<>();
    long storedBytes = 0;
    long decodedBytes = 0;
    for (Path classFolder : Folders.visible(home, 1)) {
      if (!Files.isDirectory(classFolder)) {
        throw new FormatException(classFolder, "expected only folders here, one for each class");
      }
      List<Path> files = Folders.visible(classFolder, 1);
      if (files.isEmpty()) {
        throw new FormatException(
            classFolder, "expected the images of a class, found none; remove the folder");
      }
      for (Path file : files) {
        DecodedImage image = decode(file, resize, decoded);
        decoded.add(image);
        labels.add(classNames.size());
        decodedBytes += 3L * image.height() * image.width();
        storedBytes += file.toFile().length();
        if (decodedBytes > Math.min(Expansion.most(storedBytes), Integer.MAX_VALUE - 8)) {
          throw new FormatException(
              home,
              "its first %s images become %s bytes when decoded, too many; use fewer or smaller ones"
                  .formatted(decoded.size(), decodedBytes));
        }
      }
      classNames.add(classFolder.getFileName().toString());
    }
    if (decoded.isEmpty()) {
      throw new FormatException(home, "expected folders of PNG or JPEG images, found none");
    }
    ClassNames.require(home, classNames);
    String name = home.toAbsolutePath().normalize().getFileName().toString();
    return new ImageDataset(
        "image-folder/" + name,
        join(decoded),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        ImageDataset.firstIds(labels.size()),
        classNames);
  }

  private static DecodedImage decode(
      Path file, Optional<Resize> resize, List<DecodedImage> earlier) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".png") && !name.endsWith(".jpg") && !name.endsWith(".jpeg")) {
      throw new FormatException(file, "expected a .png, .jpg or .jpeg file; move it elsewhere");
    }
    DecodedImage whole = DecodedImage.read(file);
    if (resize.isPresent() && !resize.get().fits(whole.height(), whole.width())) {
      throw new FormatException(
          file,
          "is too narrow to be scaled, %s x %s pixels".formatted(whole.width(), whole.height()));
    }
    DecodedImage image = resize.map(whole::resized).orElse(whole);
    if (!earlier.isEmpty()) {
      DecodedImage first = earlier.get(0);
      if (image.height() != first.height() || image.width() != first.width()) {
        throw new FormatException(
            file,
            "is %s x %s, the images before it are %s x %s; bring all to one size"
                .formatted(image.width(), image.height(), first.width(), first.height()));
      }
    }
    return image;
  }

  private static Images join(List<DecodedImage> decoded) {
    int channels = DecodedImage.channels(decoded);
    return Images.concat(
        decoded.stream()
            .map(d -> Images.ofHwc(d.hwc(channels), 1, channels, d.height(), d.width()))
            .toList());
  }
}

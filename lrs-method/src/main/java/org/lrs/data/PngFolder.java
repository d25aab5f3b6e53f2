package org.lrs.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lrs.data.SavedSet.Picture;
import org.lrs.format.FormatException;

/**
 * PNG files of a folder and the folders in it, in the order of their paths.
 *
 * @param channels one colour image makes a set of colour images, whatever a writer saved as grey
 */
record PngFolder(List<String> names, List<DecodedImage> decoded, int channels)
    implements SavedSet.Pictures {

  static PngFolder read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new FormatException(folder, "no such file or folder");
    }
    List<Path> files =
        DataFiles.visible(folder, Integer.MAX_VALUE).stream().filter(Files::isRegularFile).toList();
    if (files.isEmpty()) {
      throw new FormatException(folder, "expected images.npy or PNG files here, found neither");
    }
    for (Path file : files) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      if (name.endsWith(".jpg") || name.endsWith(".jpeg")) {
        throw new FormatException(
            file,
            "JPEG changes pixels when it saves them, so they cannot be verified; save PNG files");
      }
      if (!name.endsWith(".png")) {
        throw new FormatException(file, "expected only .png files here; move it elsewhere");
      }
    }
    List<String> names =
        files.stream().map(file -> folder.relativize(file).toString().replace('\\', '/')).toList();
    List<DecodedImage> decoded = files.stream().map(DecodedImage::read).toList();
    return new PngFolder(names, decoded, DecodedImage.channels(decoded));
  }

  @Override
  public int count() {
    return decoded.size();
  }

  @Override
  public Picture at(int i) {
    DecodedImage image = decoded.get(i);
    byte[] hwc = image.hwc(channels);
    float[] levels = new float[hwc.length];
    for (int j = 0; j < hwc.length; j++) {
      levels[j] = hwc[j] & 0xFF;
    }
    return new Picture(image.height(), image.width(), channels, levels);
  }
}

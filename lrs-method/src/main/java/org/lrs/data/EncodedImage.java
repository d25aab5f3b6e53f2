package org.lrs.data;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.lrs.format.FileKind;
import org.lrs.format.FormatException;

/**
 * The parts of an image file that its pixels depend on, in the file's own format, and what its
 * header declares. Remarks, profiles, thumbnails and whatever follows the picture are left out, so
 * no decoder stumbles over them.
 *
 * @param bytes a whole file of that format
 */
record EncodedImage(Format format, Colours colours, byte[] bytes) {

  /** Twice the largest photograph of ImageNet; decoding takes some 400 MiB. */
  static final long MOST_PIXELS = 1 << 25;

  private static final Pattern PADDING =
      Pattern.compile("Corrupt JPEG data: (\\d{1,9}) extraneous bytes before marker 0xd9");

  /** The formats that are decoded, by the names of Java's decoders. */
  enum Format {
    PNG,
    JPEG
  }

  /** How a pixel's colour is stored. */
  enum Colours {
    /** Grey or RGB, or what the decoder turns into RGB. */
    PLAIN,
    /** Four inks. */
    CMYK,
    /** Four inks, of which three are stored as brightness and two differences. */
    YCCK
  }

  /**
   * Takes the parts of a file.
   *
   * @throws FormatException if it is neither PNG nor JPEG, damaged before its pixels, or declares a
   *     picture that is not decoded here
   */
  static EncodedImage of(Path file, byte[] bytes) {
    if (PngFile.is(bytes)) {
      return PngFile.parts(file, bytes);
    }
    if (JpegFile.is(bytes)) {
      return JpegFile.parts(file, bytes);
    }
    throw new FormatException(
        file, "expected a PNG or JPEG image, this is " + FileKind.words(bytes));
  }

  /**
   * Whether a decoder's warning is not about pixels: padding between the picture and the end, or
   * numbers that mean something in progressive files only.
   */
  boolean isHarmless(String warning) {
    if (warning.equals("Invalid SOS parameters for sequential JPEG")) {
      return true;
    }
    Matcher padding = PADDING.matcher(warning);
    if (!padding.matches()) {
      return false;
    }
    int end = bytes.length - 2;
    int start = Math.max(0, end - Integer.parseInt(padding.group(1)));
    return IntStream.range(start, end).allMatch(i -> bytes[i] == 0 || bytes[i] == -1);
  }

  /** Refuses sizes that no picture has, before anything is made of that size. */
  static void requireSize(Path file, long width, long height, int bits) {
    if (width < 1 || height < 1) {
      throw new FormatException(file, "declares %s x %s pixels; damaged".formatted(width, height));
    }
    if (width > MOST_PIXELS || height > MOST_PIXELS / width) {
      throw new FormatException(
          file,
          "declares %s x %s pixels, at most %s are decoded; reduce the image"
              .formatted(width, height, MOST_PIXELS));
    }
    if (bits > 8) {
      throw new FormatException(file, "has %s bits per channel, expected 8".formatted(bits));
    }
  }
}

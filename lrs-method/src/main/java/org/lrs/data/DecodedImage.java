package org.lrs.data;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.lrs.data.SavedSet.Picture;
import org.lrs.format.FormatException;

/** One decoded PNG or JPEG: 8-bit pixels in H, W, C order, grey or RGB. */
record DecodedImage(byte[] hwc, int height, int width, int channels) {

  private static final String PROFILE = "ICC_PROFILE\0";
  private static final int APP2 = 0xE2;
  private static final int START_OF_SCAN = 0xDA;

  /** Channels that all of these images have, once grey ones are repeated where one is not grey. */
  static int channels(List<DecodedImage> images) {
    return images.stream().mapToInt(DecodedImage::channels).max().orElseThrow();
  }

  /** This image in grey (1) or RGB (3); RGB does not become grey. */
  byte[] hwc(int wanted) {
    if (wanted == channels) {
      return hwc;
    }
    byte[] rgb = new byte[hwc.length * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = hwc[i / 3];
    }
    return rgb;
  }

  /** This image as one of a set of so many channels. */
  Picture picture(int wanted) {
    byte[] pixels = hwc(wanted);
    float[] levels = new float[pixels.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = pixels[i] & 0xFF;
    }
    return new Picture(height, width, wanted, levels);
  }

  DecodedImage resized(Resize resize) {
    byte[] small = resize.apply(hwc, height, width, channels);
    return new DecodedImage(small, resize.crop(), resize.crop(), channels);
  }

  /**
   * Decodes a file.
   *
   * @throws FormatException if it is truncated, damaged, transparent or deeper than 8 bits
   */
  static DecodedImage read(Path file) {
    try {
      byte[] bytes = withoutProfile(Files.readAllBytes(file));
      return decode(file, new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)));
    } catch (FormatException e) {
      throw e;
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new FormatException(file, "cannot be decoded (" + e.getMessage() + ")", e);
    }
  }

  private static DecodedImage decode(Path file, ImageInputStream in) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw new FormatException(file, "expected a PNG or JPEG image, its first bytes are not one");
    }
    ImageReader reader = readers.next();
    List<String> warnings = new ArrayList<>();
    try {
      reader.setInput(in);
      reader.addIIOReadWarningListener(
          (source, warning) -> {
            // CMYK without a profile is converted by the plain formula, as other libraries do.
            if (!warning.contains("No embedded ICC")) {
              warnings.add(warning);
            }
          });
      BufferedImage image = reader.read(0);
      if (!warnings.isEmpty()) {
        // A JPEG cut in half decodes to a picture with a grey half, and only warns.
        throw new FormatException(file, "is damaged or truncated (%s)".formatted(warnings.get(0)));
      }
      return of(file, image);
    } finally {
      reader.dispose();
    }
  }

  private static DecodedImage of(Path file, BufferedImage image) {
    Raster raster = image.getRaster();
    int height = raster.getHeight();
    int width = raster.getWidth();
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return ofPalette(file, raster, palette);
    }
    int bands = raster.getNumBands();
    if (raster.getSampleModel().getDataType() != DataBuffer.TYPE_BYTE
        && raster.getSampleModel().getSampleSize(0) != 8) {
      throw new FormatException(
          file,
          "has %d bits per channel, expected 8"
              .formatted(raster.getSampleModel().getSampleSize(0)));
    }
    int channels = bands >= 3 ? 3 : 1;
    // The raster, not getRGB: that converts grey values between colour spaces.
    int[] samples = raster.getPixels(0, 0, width, height, (int[]) null);
    byte[] hwc = new byte[height * width * channels];
    for (int p = 0; p < height * width; p++) {
      for (int c = 0; c < channels; c++) {
        hwc[p * channels + c] = (byte) samples[p * bands + c];
      }
      if (bands != channels) {
        requireOpaque(file, samples[p * bands + bands - 1]);
      }
    }
    return new DecodedImage(hwc, height, width, channels);
  }

  private static DecodedImage ofPalette(Path file, Raster raster, IndexColorModel palette) {
    int height = raster.getHeight();
    int width = raster.getWidth();
    int[] indices = raster.getPixels(0, 0, width, height, (int[]) null);
    byte[] rgb = new byte[indices.length * 3];
    byte[] grey = new byte[indices.length];
    boolean isGrey = true;
    for (int p = 0; p < indices.length; p++) {
      int i = indices[p];
      requireOpaque(file, palette.getAlpha(i));
      grey[p] = rgb[p * 3] = (byte) palette.getRed(i);
      rgb[p * 3 + 1] = (byte) palette.getGreen(i);
      rgb[p * 3 + 2] = (byte) palette.getBlue(i);
      isGrey &= rgb[p * 3] == rgb[p * 3 + 1] && rgb[p * 3] == rgb[p * 3 + 2];
    }
    return isGrey
        ? new DecodedImage(grey, height, width, 1)
        : new DecodedImage(rgb, height, width, 3);
  }

  private static void requireOpaque(Path file, int alpha) {
    if (alpha != 255) {
      throw new FormatException(
          file, "is transparent in places; classifiers see no background, so flatten it first");
    }
  }

  /**
   * A JPEG file without its colour profile; any other file, or a damaged one, unchanged. Decoders
   * convert pixels by profiles, each in its own way; classifiers were trained on the pixels as
   * stored.
   */
  private static byte[] withoutProfile(byte[] file) {
    if (file.length < 4 || (file[0] & 0xFF) != 0xFF || (file[1] & 0xFF) != 0xD8) {
      return file;
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
    kept.write(file, 0, 2);
    int at = 2;
    while (at + 4 <= file.length && (file[at] & 0xFF) == 0xFF) {
      int marker = file[at + 1] & 0xFF;
      if (marker == START_OF_SCAN) {
        kept.write(file, at, file.length - at);
        return kept.toByteArray();
      }
      int end = at + 2 + ((file[at + 2] & 0xFF) << 8 | (file[at + 3] & 0xFF));
      if (end > file.length || marker < 0xC0) {
        return file;
      }
      int content = at + 4;
      boolean profile =
          marker == APP2
              && end - content >= PROFILE.length()
              && new String(file, content, PROFILE.length(), StandardCharsets.ISO_8859_1)
                  .equals(PROFILE);
      if (!profile) {
        kept.write(file, at, end - at);
      }
      at = end;
    }
    return file;
  }
}

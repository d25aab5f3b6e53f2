package org.lrs.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.lrs.data.EncodedImage.Colours;
import org.lrs.data.EncodedImage.Format;
import org.lrs.data.SavedSet.Picture;
import org.lrs.format.FormatException;

/** One decoded PNG or JPEG: 8-bit pixels in H, W, C order, grey or RGB. */
record DecodedImage(byte[] hwc, int height, int width, int channels) {

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
   * Decodes a file; its content says which format it is.
   *
   * @throws FormatException if it is truncated, damaged, transparent, too large or deeper than 8
   *     bits
   */
  static DecodedImage read(Path file) {
    EncodedImage encoded = EncodedImage.of(file, DataFiles.bytes(file));
    ImageReader decoder = decoder(encoded.format());
    List<String> warnings = new ArrayList<>();
    decoder.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    try {
      decoder.setInput(
          new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded.bytes())), true, true);
      DecodedImage image =
          encoded.colours() == Colours.PLAIN
              ? of(file, decoder.read(0))
              : InkColours.of(decoder.readRaster(0, null), encoded.colours() == Colours.YCCK);
      if (warnings.stream().allMatch(encoded::isHarmless)) {
        return image;
      }
    } catch (FormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Decoders meet damage with many exceptions; what they say is not for people.
      throw damaged(file, encoded, e);
    } finally {
      decoder.dispose();
    }
    // A JPEG cut in half decodes to a picture with a grey half, and only warns.
    throw damaged(file, encoded, null);
  }

  private static FormatException damaged(Path file, EncodedImage encoded, Exception cause) {
    return new FormatException(
        file,
        "cannot be decoded: the pixels of this %s file are damaged or truncated"
            .formatted(encoded.format()),
        cause);
  }

  /** Java's own decoder, whichever others are on the class path. */
  private static ImageReader decoder(Format format) {
    Iterator<ImageReader> all = ImageIO.getImageReadersByFormatName(format.name());
    while (all.hasNext()) {
      ImageReader decoder = all.next();
      if (decoder.getClass().getModule().equals(ImageIO.class.getModule())) {
        return decoder;
      }
    }
    throw new IllegalStateException("this Java has no decoder of %s files".formatted(format));
  }

  private static DecodedImage of(Path file, BufferedImage image) {
    Raster raster = image.getRaster();
    int height = raster.getHeight();
    int width = raster.getWidth();
    boolean palette = image.getColorModel() instanceof IndexColorModel;
    int bands = palette ? 4 : raster.getNumBands();
    int channels = bands >= 3 ? 3 : 1;
    byte[] hwc = new byte[height * width * channels];
    int[] row = new int[width * bands];
    for (int y = 0; y < height; y++) {
      // The raster, not getRGB: that converts grey values between colour spaces.
      raster.getPixels(0, y, width, 1, row);
      if (image.getColorModel() instanceof IndexColorModel colours) {
        expand(row, width, colours);
      }
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          hwc[(y * width + x) * channels + c] = (byte) row[x * bands + c];
        }
        if (bands != channels && row[x * bands + bands - 1] != 255) {
          throw new FormatException(
              file, "is transparent in places; classifiers see no background, so flatten it first");
        }
      }
    }
    DecodedImage decoded = new DecodedImage(hwc, height, width, channels);
    return palette ? decoded.greyIfItIs() : decoded;
  }

  /** Replaces the first numbers of a row by red, green, blue and opacity of each. */
  private static void expand(int[] row, int width, IndexColorModel colours) {
    for (int x = width - 1; x >= 0; x--) {
      int index = row[x];
      row[4 * x] = colours.getRed(index);
      row[4 * x + 1] = colours.getGreen(index);
      row[4 * x + 2] = colours.getBlue(index);
      row[4 * x + 3] = colours.getAlpha(index);
    }
  }

  private DecodedImage greyIfItIs() {
    byte[] grey = new byte[height * width];
    for (int p = 0; p < grey.length; p++) {
      grey[p] = hwc[3 * p];
      if (grey[p] != hwc[3 * p + 1] || grey[p] != hwc[3 * p + 2]) {
        return this;
      }
    }
    return new DecodedImage(grey, height, width, 1);
  }
}

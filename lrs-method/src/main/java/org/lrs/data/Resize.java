package org.lrs.data;

import org.lrs.Range;

/**
 * The usual preparation of photographs: scale the shorter side, then cut out the centre.
 *
 * <p>Scaling averages over the source (a triangle filter as wide as the reduction) in the
 * fixed-point arithmetic of the Pillow library, so that pixels equal those published accuracies
 * were measured on.
 *
 * @param shorterSide length of the shorter side after scaling, in pixels
 * @param crop side of the square cut out, at most {@code shorterSide}
 */
public record Resize(int shorterSide, int crop) {
  private static final int PRECISION_BITS = 22;

  public Resize {
    Range.require(
        crop >= 1 && shorterSide >= crop && shorterSide <= 8192,
        "resize needs 1 <= crop <= shorterSide <= 8192, got crop %s and shorterSide %s"
            .formatted(crop, shorterSide));
  }

  /** Whether an image is not so narrow that scaling it makes millions of rows or columns. */
  boolean fits(int height, int width) {
    long shorter = Math.min(height, width);
    long longer = (long) shorterSide * Math.max(height, width) / shorter;
    return longer * Math.max(shorterSide, shorter) <= EncodedImage.MOST_PIXELS;
  }

  /** One image, height × width × channels bytes in H, W, C order, to crop × crop × channels. */
  byte[] apply(byte[] hwc, int height, int width, int channels) {
    int shorter = Math.min(height, width);
    int newHeight = (int) ((long) shorterSide * height / shorter);
    int newWidth = (int) ((long) shorterSide * width / shorter);
    byte[] wide = scaleRows(hwc, height, width, newWidth, channels);
    byte[] turned = Images.transpose(wide, height, newWidth, channels);
    byte[] both = scaleRows(turned, newWidth, height, newHeight, channels);
    byte[] scaled = Images.transpose(both, newWidth, newHeight, channels);
    // rint rounds halves to even, as Python does.
    int top = (int) Math.rint((newHeight - crop) / 2.0);
    int left = (int) Math.rint((newWidth - crop) / 2.0);
    byte[] result = new byte[crop * crop * channels];
    for (int y = 0; y < crop; y++) {
      System.arraycopy(
          scaled,
          ((top + y) * newWidth + left) * channels,
          result,
          y * crop * channels,
          crop * channels);
    }
    return result;
  }

  /** Scales each of {@code rows} rows from {@code from} to {@code to} pixels. */
  private static byte[] scaleRows(byte[] in, int rows, int from, int to, int channels) {
    byte[] out = new byte[Math.multiplyExact(rows * to, channels)];
    double scale = (double) from / to;
    double support = Math.max(scale, 1);
    for (int x = 0; x < to; x++) {
      double center = (x + 0.5) * scale;
      int first = Math.max(0, (int) (center - support + 0.5));
      int last = Math.min(from, (int) (center + support + 0.5));
      int[] weights = weights(first, last, center, support);
      for (int y = 0; y < rows; y++) {
        for (int c = 0; c < channels; c++) {
          int sum = 1 << (PRECISION_BITS - 1);
          int at = (y * from + first) * channels + c;
          for (int weight : weights) {
            sum += (in[at] & 0xFF) * weight;
            at += channels;
          }
          int value = sum >> PRECISION_BITS;
          out[(y * to + x) * channels + c] = (byte) Math.max(0, Math.min(255, value));
        }
      }
    }
    return out;
  }

  /** Triangle around {@code center}, normalised, in fixed point. */
  private static int[] weights(int first, int last, double center, double support) {
    double[] exact = new double[last - first];
    double sum = 0;
    for (int i = 0; i < exact.length; i++) {
      exact[i] = Math.max(0, 1 - Math.abs((i + first - center + 0.5) * (1 / support)));
      sum += exact[i];
    }
    int[] weights = new int[exact.length];
    for (int i = 0; i < exact.length; i++) {
      weights[i] = (int) (0.5 + exact[i] / sum * (1 << PRECISION_BITS));
    }
    return weights;
  }
}

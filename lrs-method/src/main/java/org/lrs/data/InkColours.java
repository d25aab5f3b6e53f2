package org.lrs.data;

import java.awt.image.Raster;

/**
 * The RGB pixels of a JPEG file of four inks, in the arithmetic of the libraries libjpeg and
 * Pillow. Such files hold inverted inks, as Adobe began to write them.
 */
final class InkColours {
  private static final int SCALE = 16;
  private static final int HALF = 1 << (SCALE - 1);

  private InkColours() {}

  /**
   * Converts pixels.
   *
   * @param inks as stored: CMYK or, if {@code turned}, YCbCr in place of CMY
   */
  static DecodedImage of(Raster inks, boolean turned) {
    int height = inks.getHeight();
    int width = inks.getWidth();
    byte[] hwc = new byte[height * width * 3];
    int[] row = new int[width * 4];
    for (int y = 0; y < height; y++) {
      inks.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        if (turned) {
          turn(row, 4 * x);
        }
        int black = row[4 * x + 3];
        for (int c = 0; c < 3; c++) {
          int ink = 255 - row[4 * x + c];
          hwc[(y * width + x) * 3 + c] = (byte) Math.max(0, black - scaled(ink, black));
        }
      }
    }
    return new DecodedImage(hwc, height, width, 3);
  }

  /** a · b / 255, rounded. */
  private static int scaled(int a, int b) {
    int product = a * b + 128;
    return ((product >> 8) + product) >> 8;
  }

  /** YCbCr to CMY. */
  private static void turn(int[] row, int at) {
    int y = row[at];
    int cb = row[at + 1] - 128;
    int cr = row[at + 2] - 128;
    row[at] = inverted(y + ((fix(1.402) * cr + HALF) >> SCALE));
    row[at + 1] = inverted(y + ((-fix(0.34414) * cb - fix(0.71414) * cr + HALF) >> SCALE));
    row[at + 2] = inverted(y + ((fix(1.772) * cb + HALF) >> SCALE));
  }

  private static int inverted(int level) {
    return 255 - Math.max(0, Math.min(255, level));
  }

  private static int fix(double factor) {
    return (int) (factor * (1 << SCALE) + 0.5);
  }
}

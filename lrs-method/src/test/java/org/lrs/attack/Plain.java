package org.lrs.attack;

import org.lrs.tensor.Rng;

/** Changes of one image [C][H][W], in plain loops over doubles. */
public final class Plain {
  private Plain() {}

  /** The value of pixel (y, x) of a channel of the changed image. */
  public interface At {
    double value(int channel, int y, int x);
  }

  public static double[][][] make(int channels, int height, int width, At at) {
    double[][][] made = new double[channels][height][width];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          made[c][y][x] = at.value(c, y, x);
        }
      }
    }
    return made;
  }

  public static double[][][] like(double[][][] image, At at) {
    return make(image.length, height(image), width(image), at);
  }

  public static int height(double[][][] image) {
    return image[0].length;
  }

  public static int width(double[][][] image) {
    return image[0][0].length;
  }

  /** Uniform values in the order of memory. */
  public static double[][][] uniform(double[][][] image, Rng rng, double low, double high) {
    int size = image.length * height(image) * width(image);
    float[] drawn = rng.uniform(size, low, high);
    return like(image, (c, y, x) -> drawn[(c * height(image) + y) * width(image) + x]);
  }

  public static double[][][] add(double[][][] image, double[][][] other) {
    return like(image, (c, y, x) -> image[c][y][x] + other[c][y][x]);
  }

  public static double[][][] scale(double[][][] image, double factor) {
    return like(image, (c, y, x) -> factor * image[c][y][x]);
  }

  public static double[][][] roll(double[][][] image, int down, int right) {
    int height = height(image);
    int width = width(image);
    return like(
        image,
        (c, y, x) -> image[c][Math.floorMod(y - down, height)][Math.floorMod(x - right, width)]);
  }

  public static double[][][] flipRows(double[][][] image) {
    return like(image, (c, y, x) -> image[c][height(image) - 1 - y][x]);
  }

  public static double[][][] flipColumns(double[][][] image) {
    return like(image, (c, y, x) -> image[c][y][width(image) - 1 - x]);
  }

  /** What bilinear interpolation finds between pixels, black outside. */
  public static double between(double[][] channel, double y, double x) {
    double sum = 0;
    int top = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    for (int row = Math.max(0, top); row <= Math.min(top + 1, channel.length - 1); row++) {
      for (int at = Math.max(0, left); at <= Math.min(left + 1, channel[row].length - 1); at++) {
        sum += (1 - Math.abs(y - row)) * (1 - Math.abs(x - at)) * channel[row][at];
      }
    }
    return sum;
  }

  /** Turned counter-clockwise about its middle. */
  public static double[][][] rotate(double[][][] image, double degrees) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    double middleY = (height(image) - 1) / 2.0;
    double middleX = (width(image) - 1) / 2.0;
    return like(
        image,
        (c, y, x) -> {
          double right = x - middleX;
          double up = middleY - y;
          // What comes here was turned by the same angle the other way.
          double fromRight = cos * right + sin * up;
          double fromUp = cos * up - sin * right;
          return between(image[c], middleY - fromUp, middleX + fromRight);
        });
  }

  public static double[][][] part(double[][][] image, int top, int left, int tall, int wide) {
    return make(image.length, tall, wide, (c, y, x) -> image[c][top + y][left + x]);
  }

  /** In the middle of black. */
  public static double[][][] pad(double[][][] image, int top, int left, int tall, int wide) {
    double[][][] padded = new double[image.length][tall][wide];
    paste(padded, image, top, left);
    return padded;
  }

  public static void paste(double[][][] onto, double[][][] image, int top, int left) {
    for (int c = 0; c < image.length; c++) {
      for (int y = 0; y < image[c].length; y++) {
        System.arraycopy(image[c][y], 0, onto[c][top + y], left, image[c][y].length);
      }
    }
  }

  /** Bilinear interpolation, corners not aligned, edges repeated. */
  public static double[][][] resize(double[][][] image, int tall, int wide) {
    return make(
        image.length,
        tall,
        wide,
        (c, y, x) ->
            between(image[c], place(y, tall, height(image)), place(x, wide, width(image))));
  }

  private static double place(int out, int outputs, int inputs) {
    double place = (out + 0.5) * inputs / outputs - 0.5;
    return Math.min(inputs - 1, Math.max(0, place));
  }

  public static double[][][] resizePad(double[][][] image, double ratio, Rng rng) {
    int height = height(image);
    int width = width(image);
    int tall = (int) Math.floor(ratio * height);
    int wide = (int) Math.floor(ratio * width);
    double size = rng.nextDouble();
    int innerTall = height + (int) Math.floor(size * (tall - height + 1));
    int innerWide = width + (int) Math.floor(size * (wide - width + 1));
    int top = rng.nextInt(tall - innerTall + 1);
    int left = rng.nextInt(wide - innerWide + 1);
    return resize(pad(resize(image, innerTall, innerWide), top, left, tall, wide), height, width);
  }

  public static double[][][] crop(double[][][] image, double share) {
    int height = height(image);
    int width = width(image);
    int tall = Math.max(1, (int) Math.floor(share * height));
    int wide = Math.max(1, (int) Math.floor(share * width));
    int top = (height - tall) / 2;
    int left = (width - wide) / 2;
    return resize(part(image, top, left, tall, wide), height, width);
  }

  public static double[][][] translate(double[][][] image, int down, int right) {
    return like(image, (c, y, x) -> y < down || x < right ? 0 : image[c][y - down][x - right]);
  }

  /** Without one of blocks × blocks blocks, numbered row by row. */
  public static double[][][] mask(double[][][] image, int blocks, int masked) {
    int height = height(image);
    int width = width(image);
    int row = masked / blocks;
    int column = masked % blocks;
    return like(
        image,
        (c, y, x) ->
            y >= row * height / blocks
                    && y < (row + 1) * height / blocks
                    && x >= column * width / blocks
                    && x < (column + 1) * width / blocks
                ? 0
                : image[c][y][x]);
  }

  public static double[][][] drop(double[][][] image, double share, Rng rng) {
    double[][][] drawn = uniform(image, rng, 0, 1);
    return like(image, (c, y, x) -> drawn[c][y][x] < (float) share ? 0 : image[c][y][x]);
  }

  public static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < rows[y].length; x++) {
        columns[x][y] = rows[y][x];
      }
    }
    return columns;
  }

  public static double[][][] transposed(double[][][] image) {
    double[][][] turned = new double[image.length][][];
    for (int c = 0; c < image.length; c++) {
      turned[c] = transposed(image[c]);
    }
    return turned;
  }
}

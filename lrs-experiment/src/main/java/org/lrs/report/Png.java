package org.lrs.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.lrs.report.RunReport.GalleryItem;

/** Small images as data URIs. */
final class Png {
  private static final int GREY = 128;

  /** How far from grey the largest difference may lie; the full range looks like noise. */
  private static final int SWING = 80;

  private Png() {}

  /**
   * Returns pixels as a PNG data URI.
   *
   * @param pixels [height, width, channels] of the item
   * @param item gives the shape
   */
  static String dataUri(byte[] pixels, GalleryItem item) {
    BufferedImage image =
        new BufferedImage(item.width(), item.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < item.height() * item.width(); i++) {
      int rgb = 0;
      for (int c = 0; c < 3; c++) {
        rgb = (rgb << 8) | (pixels[i * item.channels() + Math.min(c, item.channels() - 1)] & 0xff);
      }
      image.setRGB(i % item.width(), i / item.width(), rgb);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a gallery image as PNG", e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
  }

  /**
   * Returns the difference adversarial − clean, amplified around middle grey.
   *
   * @param factor by how much it is amplified
   */
  static byte[] difference(GalleryItem item, int factor) {
    byte[] result = new byte[item.clean().length];
    for (int i = 0; i < result.length; i++) {
      int value = GREY + factor * ((item.adversarial()[i] & 0xff) - (item.clean()[i] & 0xff));
      result[i] = (byte) Math.max(0, Math.min(255, value));
    }
    return result;
  }

  /** Returns a factor that makes the differences of all the images well visible. */
  static int factor(Iterable<GalleryItem> items) {
    int largest = 1;
    for (GalleryItem item : items) {
      for (int i = 0; i < item.clean().length; i++) {
        int difference = (item.adversarial()[i] & 0xff) - (item.clean()[i] & 0xff);
        largest = Math.max(largest, Math.abs(difference));
      }
    }
    return Math.max(1, SWING / largest);
  }
}

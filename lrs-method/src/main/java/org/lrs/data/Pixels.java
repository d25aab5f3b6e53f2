package org.lrs.data;

/** Pixels of images, in memory or wherever they are read from or made when they are needed. */
@FunctionalInterface
public interface Pixels {
  /**
   * The pixels of images {@code from} (inclusive) to {@code to} (exclusive), in N, C, H, W order,
   * each byte read as unsigned.
   *
   * @return perhaps the array that holds them, which must not be changed
   */
  byte[] of(int from, int to);
}

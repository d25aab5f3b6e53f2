package org.lrs.tensor;

import java.util.Arrays;

/** Sizes of a tensor's dimensions. */
public final class Shape {
  private final long[] sizes;

  /** A shape of the given sizes. */
  public Shape(long... sizes) {
    this.sizes = sizes.clone();
  }

  /** Number of dimensions. */
  public int rank() {
    return sizes.length;
  }

  /** A copy of the sizes. */
  public long[] toArray() {
    return sizes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}

package org.lrs.model;

/** Size of one image: channels, height, width. */
public record InputShape(int channels, int height, int width) {

  public InputShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "an image needs at least one channel, row and column, got "
              + channels
              + ", "
              + height
              + ", "
              + width);
    }
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}

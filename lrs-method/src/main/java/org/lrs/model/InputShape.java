package org.lrs.model;

import org.lrs.Range;

/** Size of one image: channels, height, width. */
public record InputShape(int channels, int height, int width) {

  public InputShape {
    Range.require(
        channels >= 1 && height >= 1 && width >= 1,
        "an image needs at least one channel, row and column, got %s, %s, %s"
            .formatted(channels, height, width));
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}

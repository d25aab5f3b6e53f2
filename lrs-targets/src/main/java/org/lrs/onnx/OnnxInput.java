package org.lrs.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.Set;
import org.lrs.Range;
import org.lrs.data.Images;
import org.lrs.onnx.OnnxTarget.Layout;

/**
 * The image input of a model: −1 where it takes any size.
 *
 * @param layout NCHW or NHWC
 * @param type FLOAT, FLOAT16 or UINT8
 * @param declaredBatch images per batch, or −1
 * @param channels 1 or 3, or −1
 * @param height rows, or −1
 * @param width columns, or −1
 */
record OnnxInput(
    Layout layout, OnnxJavaType type, int declaredBatch, int channels, int height, int width) {
  private static final int MOST_BYTES = 1 << 30;
  private static final Set<OnnxJavaType> TYPES =
      Set.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16, OnnxJavaType.UINT8);

  /**
   * Reads the declared shape.
   *
   * @param what the target and its file, for messages
   * @throws IllegalArgumentException if it is not that of images, or does not fit the layout
   */
  static OnnxInput of(String what, TensorInfo info, Layout wanted) {
    Range.require(
        TYPES.contains(info.type),
        what + " takes " + info.type + ", but a target's input must be FLOAT, FLOAT16 or UINT8");
    long[] shape = info.getShape();
    Range.require(
        shape.length == 4,
        "%s takes %s, but a target's input must have four dimensions, [N, C, H, W] or [N, H, W, C]"
            .formatted(what, Arrays.toString(shape)));
    Layout layout = layout(what, shape, wanted);
    boolean first = layout == Layout.NCHW;
    int channels = (int) shape[first ? 1 : 3];
    int height = (int) shape[first ? 2 : 1];
    int width = (int) shape[first ? 3 : 2];
    // The trial takes two.
    OnnxInput input = new OnnxInput(layout, info.type, (int) shape[0], channels, height, width);
    input.bytes(what, 2, Math.max(1, channels), Math.max(1, height), Math.max(1, width));
    return input;
  }

  /**
   * Bytes of so many images of a size, or of a whole batch if the model fixes it.
   *
   * @param what takes them, for messages
   * @throws IllegalArgumentException if no batch can be as large
   */
  int bytes(String what, int rows, int channels, int height, int width) {
    int batch = Math.max(rows, smallestBatch());
    // Exact as far as it matters, and without overflow.
    double bytes = (double) batch * channels * height * width * type.size;
    Range.require(
        bytes <= MOST_BYTES,
        "%s takes %s images of %sx%sx%s (height x width x channels) at once, which is more than %s MiB; export it for a smaller batch or smaller images"
            .formatted(what, batch, height, width, channels, MOST_BYTES >> 20));
    return (int) bytes;
  }

  private static Layout layout(String what, long[] shape, Layout wanted) {
    boolean first = isChannels(shape[1]);
    boolean last = isChannels(shape[3]);
    if (wanted == Layout.AUTO) {
      Range.require(
          first != last,
          "%s takes %s, which does not show where the channels are; set layout to nchw or nhwc"
              .formatted(what, Arrays.toString(shape)));
      return first ? Layout.NCHW : Layout.NHWC;
    }
    boolean nchw = wanted == Layout.NCHW;
    long channels = shape[nchw ? 1 : 3];
    String hint =
        nchw && last
            ? "did you mean nhwc?"
            : !nchw && first ? "did you mean nchw?" : "targets take images of 1 or 3 channels";
    Range.require(
        channels < 1 || isChannels(channels),
        "%s takes %s, which as %s would be %s channels; %s"
            .formatted(what, Arrays.toString(shape), nchw ? "nchw" : "nhwc", channels, hint));
    return wanted;
  }

  private static boolean isChannels(long size) {
    return size == 1 || size == 3;
  }

  /** The batch size of a model that fixes it, otherwise 1. */
  int smallestBatch() {
    return Math.max(1, declaredBatch);
  }

  /** Whether channels, height and width are all fixed. */
  boolean fixedSize() {
    return channels > 0 && height > 0 && width > 0;
  }

  /** The shape in this layout of as many images as {@code bytes} hold. */
  long[] shape(int bytes, Images size) {
    int rows = bytes / (type.size * size.channels() * size.height() * size.width());
    return layout == Layout.NCHW
        ? new long[] {rows, size.channels(), size.height(), size.width()}
        : new long[] {rows, size.height(), size.width(), size.channels()};
  }

  /**
   * Checks that images have the size the model takes.
   *
   * @throws IllegalArgumentException naming both sizes if not
   */
  void check(String name, Images images) {
    Range.require(
        fits(channels, images.channels())
            && fits(height, images.height())
            && fits(width, images.width()),
        "images are %sx%sx%s, target '%s' expects %sx%sx%s (height x width x channels); choose a dataset of that size or another target"
            .formatted(
                images.height(),
                images.width(),
                images.channels(),
                name,
                size(height),
                size(width),
                size(channels)));
  }

  private static boolean fits(int declared, int given) {
    return declared < 1 || declared == given;
  }

  private static String size(int declared) {
    return declared < 1 ? "any" : Integer.toString(declared);
  }
}

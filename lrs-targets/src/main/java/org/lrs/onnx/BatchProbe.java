package org.lrs.onnx;

import ai.onnxruntime.OrtException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.lrs.Range;
import org.lrs.data.Images;

/**
 * What a trial run shows about a model that its declared shapes do not.
 *
 * @param classes scores per image
 * @param anyBatch whether it takes several images at once and scores each as if it were alone
 */
record BatchProbe(int classes, boolean anyBatch) {

  /** Time for two images. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Share of the largest score by which scores in a batch may differ from those alone. */
  private static final double ROUNDING = 1e-3;

  /**
   * Tries a model with two images, alone and together.
   *
   * @throws IllegalArgumentException if it fails on a single batch, or gives no scores per class
   */
  static BatchProbe of(OnnxModel model, PixelEncoder encoder, String name) {
    OnnxInput input = model.input();
    if (!input.fixedSize()) {
      return new BatchProbe(declaredClasses(model, name), false);
    }
    Images two = pattern(input);
    float[] first;
    float[] second;
    try {
      first = run(model, encoder, two.slice(0, 1));
      second = run(model, encoder, two.slice(1, 2));
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          "target '%s' cannot score an image of %sx%sx%s (height x width x channels): %s"
              .formatted(
                  name, input.height(), input.width(), input.channels(), OnnxModel.reason(e)),
          e);
    }
    int rows = input.smallestBatch();
    int classes = first.length / rows;
    Range.require(
        classes >= 2 && classes * rows == first.length,
        "target '%s' gives %s values for %s images, but a classifier gives 2 or more for each"
            .formatted(name, first.length, rows));
    boolean any = input.declaredBatch() < 1 && agree(model, encoder, two, first, second);
    return new BatchProbe(classes, any);
  }

  private static boolean agree(
      OnnxModel model, PixelEncoder encoder, Images two, float[] first, float[] second) {
    float[] together;
    try {
      together = run(model, encoder, two);
    } catch (OrtException expected) {
      // The model declares any batch size but was exported for one image; alone it works.
      return false;
    }
    int classes = first.length;
    return together.length == 2 * classes
        && close(first, Arrays.copyOfRange(together, 0, classes))
        && close(second, Arrays.copyOfRange(together, classes, 2 * classes));
  }

  private static boolean close(float[] alone, float[] together) {
    double largest =
        IntStream.range(0, alone.length).mapToDouble(k -> Math.abs(alone[k])).max().orElse(0);
    return IntStream.range(0, alone.length)
        .allMatch(k -> Math.abs(alone[k] - together[k]) <= ROUNDING * largest);
  }

  private static float[] run(OnnxModel model, PixelEncoder encoder, Images images)
      throws OrtException {
    var buffer = encoder.allocate(images.count(), images);
    encoder.encode(images, 0, images.count(), buffer);
    return model.run(buffer, images, LONGEST);
  }

  private static int declaredClasses(OnnxModel model, String name) {
    long[] shape = model.output().getShape();
    model.requireScores(shape, 1);
    long classes = 1;
    for (int d = shape.length == 1 ? 0 : 1; d < shape.length; d++) {
      // Not more than fits, whatever the sizes.
      classes = shape[d] < 1 ? 0 : Math.min(Integer.MAX_VALUE, shape[d]) * classes;
      classes = Math.min(Integer.MAX_VALUE, classes);
    }
    Range.require(
        classes >= 2,
        "target '%s' fixes neither the size of its images nor the number of its classes (%s); export it with one of them fixed"
            .formatted(name, Arrays.toString(shape)));
    return (int) classes;
  }

  /** Two unlike images: rising and falling ramps over all pixel values. */
  private static Images pattern(OnnxInput input) {
    int values = input.channels() * input.height() * input.width();
    byte[] pixels = new byte[2 * values];
    for (int v = 0; v < pixels.length; v++) {
      pixels[v] = (byte) (v < values ? v * 7 : 255 - v * 13);
    }
    return new Images(pixels, 2, input.channels(), input.height(), input.width());
  }
}

package org.lrs.onnx;

import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.lrs.Range;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.evaluate.Target;

/**
 * An ONNX classifier as a target, run by ONNX Runtime on the CPU.
 *
 * <p>The model has one image input of type float, float16 or uint8, [N, C, H, W] or [N, H, W, C],
 * and one output of type float or float16 with one score per class. A model of a fixed batch size
 * gets pieces of that size, the last one filled up with zeros. A model that declares any batch size
 * is tried with two images when it is opened, and gets images one by one if it cannot take them
 * together or scores them differently together.
 *
 * <p>Owns a native session: close it. The same images get the same scores in every call; between
 * batch sizes scores may differ by rounding. Several threads may call {@link #scores}, but not
 * during {@link #close}.
 */
public final class OnnxTarget implements Target {
  private static final Duration LONGEST_BATCH = Duration.ofHours(1);

  /** Where the model runs. */
  public enum Isolation {
    /** In a process of its own, with limits of memory and time: an {@link IsolatedTarget}. */
    PROCESS,
    /** In this process, for files that are trusted. */
    NONE
  }

  /** Order of the dimensions of the model's input. */
  public enum Layout {
    /** Found from the model's input shape: the dimension of 1 or 3 is the channels. */
    AUTO,
    /** Channels before rows and columns, as PyTorch exports. */
    NCHW,
    /** Channels last, as TensorFlow exports. */
    NHWC
  }

  /** The values a pixel of 0 to 255 is turned into before the normalisation. */
  public enum PixelRange {
    /** 0 to 1: the pixel divided by 255. */
    UNIT,
    /** 0 to 255: the pixel as it is. */
    BYTE
  }

  /** Order of the colours in the model's input. */
  public enum ChannelOrder {
    /** Red first, as images are stored. */
    RGB,
    /** Blue first, as models from Caffe and OpenCV expect. */
    BGR
  }

  /**
   * Where a model lies and how it expects its images.
   *
   * @param name the target's name in specs and reports
   * @param path the ONNX file; external data files are looked for in its folder
   * @param layout order of the input's dimensions
   * @param pixelRange range of the pixels before normalisation
   * @param normalization (pixel − mean) / std in units of {@code pixelRange} and in the order of
   *     {@code channelOrder}; {@code null} if there is none or it is part of the model
   * @param channelOrder order of the colours
   * @param threads threads that compute one batch, 1 or more
   * @param batch images given to the model at once if it takes any number, 1 or more
   */
  public record Settings(
      String name,
      Path path,
      Layout layout,
      PixelRange pixelRange,
      Normalization normalization,
      ChannelOrder channelOrder,
      int threads,
      int batch) {

    public Settings {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(layout, "layout");
      Objects.requireNonNull(pixelRange, "pixelRange");
      Objects.requireNonNull(channelOrder, "channelOrder");
      Range.require(
          threads >= 1, "target '" + name + "': threads must be 1 or more, got " + threads);
      if (normalization != null && pixelRange == PixelRange.UNIT) {
        normalization.ofUnitPixels(name);
      }
      Range.require(batch >= 1, "target '" + name + "': batch must be 1 or more, got " + batch);
    }

    /** Settings with one thread and batches of 64. */
    public Settings(
        String name,
        Path path,
        Layout layout,
        PixelRange pixelRange,
        Normalization normalization,
        ChannelOrder channelOrder) {
      this(name, path, layout, pixelRange, normalization, channelOrder, 1, 64);
    }
  }

  private final Settings settings;
  private final OnnxModel model;
  private final PixelEncoder encoder;
  private final int classes;
  private final int batch;
  private volatile boolean closed;

  private OnnxTarget(Settings settings, OnnxModel model) {
    this.settings = settings;
    this.model = model;
    encoder = new PixelEncoder(settings, model.input());
    BatchProbe probe = BatchProbe.of(model, encoder, settings.name());
    classes = probe.classes();
    batch = probe.anyBatch() ? settings.batch() : model.input().smallestBatch();
  }

  /**
   * Loads the model, checks that the settings fit it, and tries it.
   *
   * @throws IllegalArgumentException if the file is missing or not a usable ONNX classifier, or the
   *     settings do not fit it
   */
  public static OnnxTarget open(Settings settings) {
    OnnxModel model = OnnxModel.load(settings);
    try {
      return new OnnxTarget(settings, model);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public int classes() {
    return classes;
  }

  /** The order of the input's dimensions, set or found; never {@link Layout#AUTO}. */
  public Layout layout() {
    return model.input().layout();
  }

  /** How many images the model is given at once. */
  public int batch() {
    return batch;
  }

  @Override
  public float[][] scores(Images images) {
    return scores(images, 0);
  }

  /**
   * Scores of images that are part of others.
   *
   * @param first number of the first one among all, for messages
   */
  float[][] scores(Images images, int first) {
    if (closed) {
      throw new IllegalStateException("target '" + name() + "' is closed; open it again");
    }
    model.input().check(name(), images);
    float[][] scores = new float[images.count()][];
    ByteBuffer buffer = encoder.allocate(Math.min(batch, Math.max(1, images.count())), images);
    for (int from = 0; from < images.count(); from += batch) {
      int to = Math.min(images.count(), from + batch);
      float[] rows = run(images, from, to, buffer, first);
      for (int i = from; i < to; i++) {
        scores[i] = Arrays.copyOfRange(rows, (i - from) * classes, (i - from + 1) * classes);
        checkFinite(scores[i], first + i);
      }
    }
    return scores;
  }

  private float[] run(Images images, int from, int to, ByteBuffer buffer, int first) {
    encoder.encode(images.slice(from, to), 0, to - from, buffer);
    float[] flat;
    try {
      flat = model.run(buffer, images, LONGEST_BATCH);
    } catch (OrtException e) {
      throw new IllegalStateException(
          "target '%s' failed on images %s to %s: %s"
              .formatted(name(), first + from, first + to - 1, OnnxModel.reason(e)),
          e);
    }
    int rows = Math.max(to - from, model.input().smallestBatch());
    if (flat.length != (long) rows * classes) {
      throw new IllegalStateException(
          "target '%s' gave %s values for %s images of %s classes; try batch 1"
              .formatted(name(), flat.length, rows, classes));
    }
    return flat;
  }

  private void checkFinite(float[] row, int image) {
    for (float score : row) {
      if (!Float.isFinite(score)) {
        throw new IllegalStateException(
            "target '%s' gave the score %s for image %s; check its pixel range and normalization"
                .formatted(name(), score, image));
      }
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      model.close();
    }
  }
}

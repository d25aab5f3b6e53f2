package org.lrs.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import org.lrs.Range;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.onnx.OnnxTarget.ChannelOrder;
import org.lrs.onnx.OnnxTarget.Layout;
import org.lrs.onnx.OnnxTarget.PixelRange;

/**
 * Turns 8-bit images into a model's input: range, normalisation, order of colours, layout, type.
 *
 * <p>A pixel has 256 values, so each channel's arithmetic is done once, in double precision, and
 * looked up afterwards.
 */
final class PixelEncoder {
  private final OnnxTarget.Settings settings;
  private final OnnxInput input;

  /**
   * Checks that the settings fit the input.
   *
   * @throws IllegalArgumentException if normalisation or order of colours need other channels, or
   *     an 8-bit input would get values that are not 0 to 255
   */
  PixelEncoder(OnnxTarget.Settings settings, OnnxInput input) {
    this.settings = settings;
    this.input = input;
    Range.require(
        input.type() != OnnxJavaType.UINT8
            || (settings.pixelRange() == PixelRange.BYTE && settings.normalization() == null),
        "target '%s' takes 8-bit pixels; set its pixel range to byte and no normalization"
            .formatted(settings.name()));
    if (input.channels() > 0) {
      checkChannels(input.channels());
    }
  }

  private void checkChannels(int channels) {
    Normalization normalization = settings.normalization();
    if (normalization != null && normalization.channels() != channels) {
      throw new IllegalArgumentException(
          "target '%s' takes %s channels, but its normalization has %s"
              .formatted(settings.name(), channels, normalization.channels()));
    }
    Range.require(
        settings.channelOrder() == ChannelOrder.RGB || channels == 3,
        "target '%s' takes %s channels, but channel order bgr needs 3"
            .formatted(settings.name(), channels));
  }

  /** A buffer for {@code rows} images of this size, or for a whole batch if the model fixes it. */
  ByteBuffer allocate(int rows, Images size) {
    String what = "target '" + settings.name() + "'";
    int bytes = input.bytes(what, rows, size.channels(), size.height(), size.width());
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /**
   * Writes images {@code from} to {@code to} into the buffer, which then holds just them, or a
   * whole batch filled up with zeros if the model fixes its size.
   */
  void encode(Images images, int from, int to, ByteBuffer buffer) {
    checkChannels(images.channels());
    int rows = Math.max(to - from, input.smallestBatch());
    int area = images.height() * images.width();
    int values = images.channels() * area;
    buffer.clear().limit(rows * values * input.type().size);
    Sink sink = sink(buffer);
    byte[] pixels = images.pixels();
    boolean first = input.layout() == Layout.NCHW;
    for (int c = 0; c < images.channels(); c++) {
      int stored = settings.channelOrder() == ChannelOrder.BGR ? images.channels() - 1 - c : c;
      float[] table = table(c);
      for (int i = from; i < to; i++) {
        int read = i * values + stored * area;
        int write = (i - from) * values + (first ? c * area : c);
        int step = first ? 1 : images.channels();
        for (int p = 0; p < area; p++) {
          sink.put(write + p * step, table[pixels[read + p] & 0xff]);
        }
      }
    }
    for (int v = (to - from) * values; v < rows * values; v++) {
      sink.put(v, 0);
    }
  }

  private float[] table(int channel) {
    Normalization normalization = settings.normalization();
    double mean = normalization == null ? 0 : normalization.mean().get(channel);
    double std = normalization == null ? 1 : normalization.std().get(channel);
    double unit = settings.pixelRange() == PixelRange.UNIT ? 255 : 1;
    float[] table = new float[256];
    for (int pixel = 0; pixel < table.length; pixel++) {
      table[pixel] = (float) ((pixel / unit - mean) / std);
    }
    return table;
  }

  private Sink sink(ByteBuffer buffer) {
    return switch (input.type()) {
      case FLOAT -> {
        FloatBuffer floats = buffer.asFloatBuffer();
        yield floats::put;
      }
      case FLOAT16 -> {
        ShortBuffer halves = buffer.asShortBuffer();
        yield (at, value) -> halves.put(at, Fp16Conversions.floatToFp16(value));
      }
      case UINT8 -> (at, value) -> buffer.put(at, (byte) (int) value);
      default -> throw new AssertionError(input.type());
    };
  }

  /** Writes one number of the input at its index, in the input's type. */
  private interface Sink {
    void put(int at, float value);
  }
}

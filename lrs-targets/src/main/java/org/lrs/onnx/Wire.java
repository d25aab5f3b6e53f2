package org.lrs.onnx;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.onnx.OnnxTarget.ChannelOrder;
import org.lrs.onnx.OnnxTarget.Layout;
import org.lrs.onnx.OnnxTarget.PixelRange;
import org.lrs.onnx.OnnxTarget.Settings;

/** What lrs and the process of an {@link IsolatedTarget} say to each other, value by value. */
final class Wire {

  /** How an answer begins. */
  enum Answer {
    /** The values follow. */
    DONE,
    /** The message of an {@link IllegalArgumentException} follows. */
    REFUSED,
    /** The message of an {@link IllegalStateException} follows. */
    FAILED
  }

  private Wire() {}

  static void write(DataOutputStream out, Settings settings) throws IOException {
    out.writeUTF(settings.name());
    out.writeUTF(settings.path().toString());
    out.writeByte(settings.layout().ordinal());
    out.writeByte(settings.pixelRange().ordinal());
    Normalization normalization = settings.normalization();
    out.writeInt(normalization == null ? 0 : normalization.channels());
    for (int c = 0; normalization != null && c < normalization.channels(); c++) {
      out.writeDouble(normalization.mean().get(c));
      out.writeDouble(normalization.std().get(c));
    }
    out.writeByte(settings.channelOrder().ordinal());
    out.writeInt(settings.threads());
    out.writeInt(settings.batch());
  }

  static Settings settings(DataInputStream in) throws IOException {
    String name = in.readUTF();
    Path path = Path.of(in.readUTF());
    Layout layout = Layout.values()[in.readByte()];
    PixelRange range = PixelRange.values()[in.readByte()];
    double[] mean = new double[in.readInt()];
    double[] std = new double[mean.length];
    for (int c = 0; c < mean.length; c++) {
      mean[c] = in.readDouble();
      std[c] = in.readDouble();
    }
    return new Settings(
        name,
        path,
        layout,
        range,
        mean.length == 0 ? null : new Normalization(mean, std),
        ChannelOrder.values()[in.readByte()],
        in.readInt(),
        in.readInt());
  }

  static void write(DataOutputStream out, Images images) throws IOException {
    out.writeInt(images.count());
    out.writeInt(images.channels());
    out.writeInt(images.height());
    out.writeInt(images.width());
    out.write(images.pixels());
  }

  static Images images(DataInputStream in) throws IOException {
    int count = in.readInt();
    int channels = in.readInt();
    int height = in.readInt();
    int width = in.readInt();
    byte[] pixels = new byte[count * channels * height * width];
    in.readFully(pixels);
    return new Images(pixels, count, channels, height, width);
  }

  static void write(DataOutputStream out, float[][] scores) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(scores.length * scores[0].length * Float.BYTES);
    for (float[] row : scores) {
      for (float score : row) {
        bytes.putFloat(score);
      }
    }
    out.write(bytes.array());
  }

  static float[][] scores(DataInputStream in, int rows, int classes) throws IOException {
    byte[] bytes = new byte[rows * classes * Float.BYTES];
    in.readFully(bytes);
    ByteBuffer values = ByteBuffer.wrap(bytes);
    float[][] scores = new float[rows][classes];
    for (float[] row : scores) {
      for (int k = 0; k < classes; k++) {
        row[k] = values.getFloat();
      }
    }
    return scores;
  }
}

package org.lrs.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles of protocol 2 opcode by opcode, as PyTorch lays them out. */
final class PickleBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PickleBytes() {
    raw(0x80, 2);
  }

  PickleBytes raw(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  PickleBytes bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  PickleBytes global(String module, String name) {
    raw('c');
    out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  PickleBytes text(String text) {
    raw('X');
    out.writeBytes(little(4).putInt(text.length()).array());
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  PickleBytes integer(int value) {
    raw('J');
    out.writeBytes(little(4).putInt(value).array());
    return this;
  }

  PickleBytes tuple(int... values) {
    raw('(');
    for (int value : values) {
      integer(value);
    }
    return raw('t');
  }

  PickleBytes emptyOrderedDict() {
    return global("collections", "OrderedDict").raw(')', 'R');
  }

  PickleBytes storage(String type, String key, int count, boolean legacy) {
    raw('(').text("storage").global("torch", type).text(key).text("cpu").integer(count);
    if (legacy) {
      raw('N');
    }
    return raw('t', 'Q');
  }

  /** A float tensor on storage {@code key}, by _rebuild_tensor_v2. */
  PickleBytes tensor(String key, int count, int offset, int[] shape, int[] strides) {
    global("torch._utils", "_rebuild_tensor_v2").raw('(');
    storage("FloatStorage", key, count, false).integer(offset).tuple(shape).tuple(strides);
    return raw(0x89).emptyOrderedDict().raw('t', 'R');
  }

  byte[] stop() {
    return raw('.').out.toByteArray();
  }

  static byte[] floats(float... values) {
    byte[] bytes = new byte[values.length * 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}

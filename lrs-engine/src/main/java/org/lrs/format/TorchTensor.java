package org.lrs.format;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.lrs.Range;
import org.lrs.text.Foreign;

/**
 * A tensor in a PyTorch checkpoint: a strided view of a storage.
 *
 * @param offset of its first element in the block, in elements
 */
record TorchTensor(TorchTensor.Storage storage, long offset, long[] shape, long[] strides) {

  /**
   * A block of values, before its bytes are known.
   *
   * @param key name of the block in the file
   * @param dtype element type
   * @param count number of elements of the block
   * @param offset where this storage begins in the block, in elements; only legacy files use it
   */
  record Storage(String key, DType dtype, long count, long offset) {
    /** Refuses a block that has not as many bytes as the elements need. */
    void requireFit(int bytes) {
      if (bytes / dtype.bytes() != count || bytes % dtype.bytes() != 0) {
        throw new TorchUnpickler.Refusal(
            "storage '%s' should have %s elements of %s, it has %s bytes"
                .formatted(Foreign.text(key), count, dtype, bytes));
      }
    }
  }

  /**
   * Checks that the view stays inside its storage.
   *
   * @throws IllegalArgumentException naming what does not fit
   */
  TorchTensor {
    Range.require(
        shape.length == strides.length && offset >= 0 && storage.offset() >= 0,
        "a tensor has shape %s but strides %s and offset %s"
            .formatted(Arrays.toString(shape), Arrays.toString(strides), offset));
    if (Arrays.stream(strides).anyMatch(stride -> stride < 0)) {
      throw new IllegalArgumentException("a tensor has strides " + Arrays.toString(strides));
    }
    long last;
    try {
      offset = Math.addExact(storage.offset(), offset);
      last = offset;
      for (int i = 0; i < shape.length; i++) {
        last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[i] - 1), strides[i]));
      }
    } catch (ArithmeticException overflow) {
      throw new IllegalArgumentException("a tensor's size overflows", overflow);
    }
    long count = HostTensor.byteSize(storage.dtype(), shape) / storage.dtype().bytes();
    // The second bound refuses expanded tensors, which could request any amount of memory.
    Range.require(
        count == 0 || (last < storage.count() && count <= storage.count()),
        "a tensor of %s with strides %s at %s does not fit its storage of %s elements"
            .formatted(Arrays.toString(shape), Arrays.toString(strides), offset, storage.count()));
  }

  /** Bytes of its elements. */
  long bytes() {
    return HostTensor.byteSize(storage.dtype(), shape);
  }

  /** The tensor made contiguous, given the bytes of its whole block. */
  HostTensor read(ByteBuffer block) {
    int width = storage.dtype().bytes();
    int bytes = Math.toIntExact(bytes());
    if (bytes == 0) {
      return new HostTensor(storage.dtype(), shape, ByteBuffer.allocate(0));
    }
    if (isContiguous()) {
      ByteBuffer view = block.slice(Math.toIntExact(offset * width), bytes);
      return new HostTensor(storage.dtype(), shape, view);
    }
    ByteBuffer packed = ByteBuffer.allocate(bytes);
    long[] index = new long[shape.length];
    long element = offset;
    while (packed.hasRemaining()) {
      packed.put(block.slice(Math.toIntExact(element * width), width));
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        element += strides[axis];
        if (++index[axis] < shape[axis]) {
          break;
        }
        element -= strides[axis] * shape[axis];
        index[axis] = 0;
      }
    }
    return new HostTensor(storage.dtype(), shape, packed.flip());
  }

  /** Whether its elements lie in the storage one behind the other. */
  boolean isContiguous() {
    long expected = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] != 1 && strides[axis] != expected) {
        return false;
      }
      expected *= shape[axis];
    }
    return true;
  }
}

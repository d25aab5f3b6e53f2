package org.lrs.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostTensorTest {
  @ParameterizedTest
  @CsvSource({
    "0x3C00, 1",
    "0xC000, -2",
    "0x7BFF, 65504",
    "0x0400, 6.103515625e-5",
    "0x0001, 5.9604645e-8",
    "0x8000, -0.0",
    "0x7C00, Infinity",
    "0xFC00, -Infinity",
    "0x3555, 0.33325195",
  })
  void halfBitsAreTheFloatOfTheStandard(String bits, float expected) {
    assertThat(HostTensor.halfToFloat((short) (int) Integer.decode(bits))).isEqualTo(expected);
  }

  @Test
  void everyTypeConvertsToFloats() {
    for (DType dtype : DType.values()) {
      ByteBuffer one = ByteBuffer.allocate(dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
      switch (dtype) {
        case F16 -> one.putShort((short) 0x3C00);
        case BF16 -> one.putShort((short) 0x3F80);
        case F32 -> one.putFloat(1);
        case F64 -> one.putDouble(1);
        case U8, I8, I16, I32, I64, BOOL -> one.put(0, (byte) 1);
      }
      assertThat(new HostTensor(dtype, new long[] {1}, one.rewind()).toFloats())
          .as(dtype.name())
          .containsExactly(1f);
    }
  }

  @Test
  void bufferOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> new HostTensor(DType.F32, new long[] {2}, ByteBuffer.allocate(7)))
        .hasMessageContaining("needs 8 bytes, got 7");
  }

  @Test
  void unsignedBytesAreNotNegative() {
    assertThat(HostTensor.of(new byte[] {-1}, 1).toLongs()).containsExactly(255);
  }
}

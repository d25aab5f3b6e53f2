package org.lrs.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("a.npy");
  }

  private Path array(int version, String header, int... bytes) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(12 + header.length() + bytes.length);
    all.put("\u0093NUMPY".getBytes(ISO_8859_1)).put((byte) version).put((byte) 0);
    all.put((byte) header.length()).put((byte) 0);
    if (version > 1) {
      all.putShort((short) 0);
    }
    all.put(header.getBytes(ISO_8859_1));
    for (int b : bytes) {
      all.put((byte) b);
    }
    byte[] written = new byte[all.position()];
    all.flip().get(written);
    return Files.write(file(), written);
  }

  private static String header(String type, boolean fortran, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }\n"
        .formatted(type, fortran ? "True" : "False", shape);
  }

  @ParameterizedTest
  @CsvSource({
    "|u1, U8, 200",
    "<u1, U8, 200",
    "|i1, I8, -56",
    "<i2, I16, 456",
    "<u2, I32, 456",
    "<i4, I32, 456",
    "<u4, I64, 456",
    "<i8, I64, 456",
    "<u8, I64, 456",
    "=i4, I32, 456",
    "|b1, BOOL, 200"
  })
  void integersAreReadInASignedTypeThatHoldsThem(String name, DType type, long value)
      throws IOException {
    int width = Character.digit(name.charAt(2), 10);
    int[] bytes = new int[width];
    bytes[0] = 200;
    if (width > 1) {
      bytes[1] = 1;
    }
    HostTensor array = Npy.read(array(1, header(name, false, "1,"), bytes));
    assertThat(array.dtype()).isEqualTo(type);
    assertThat(array.toLongs()).containsExactly(value);
  }

  @Test
  void theLargestUnsignedIntegersAreRead() throws IOException {
    assertThat(Npy.read(array(1, header("<u2", false, ""), 255, 255)).toLongs())
        .containsExactly(65535);
    assertThat(Npy.read(array(1, header("<u4", false, ""), 255, 255, 255, 255)).toLongs())
        .containsExactly(4294967295L);
    Path file = array(1, header("<u8", false, ""), 0, 0, 0, 0, 0, 0, 0, 128);
    assertThatThrownBy(() -> Npy.read(file))
        .hasMessage(file + ": has 9223372036854775808, at most 2^63 - 1 is read");
  }

  @Test
  void bigEndianArraysAreRead() throws IOException {
    assertThat(Npy.read(array(1, header(">i2", false, "2,"), 1, 200, 255, 255)).toLongs())
        .containsExactly(456, -1);
    assertThat(Npy.read(array(1, header(">f4", false, "1,"), 0x3F, 0x80, 0, 0)).toFloats())
        .containsExactly(1);
  }

  @Test
  void fortranOrderIsTurnedAndReadInParts() throws IOException {
    // a[i][j][k] = 6i + 3j + k of shape [2, 2, 3], the first index varying fastest.
    int[] bytes = {0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11};
    Path file = array(1, header("|u1", true, "2, 2, 3"), bytes);
    assertThat(Npy.read(file).toLongs()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(Npy.open(file).rows(1, 2).toLongs()).containsExactly(6, 7, 8, 9, 10, 11);
    Path two = array(1, header(">u2", true, "2, 2"), 0, 1, 0, 3, 0, 2, 0, 4);
    assertThat(Npy.read(two).toLongs()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void headersOfAllVersionsAndOfPythonTwoAreRead() throws IOException {
    String python2 = "{'descr': '|u1', 'fortran_order': False, 'shape': (2L,), }\n";
    String sorted = "{\"shape\": (1L, 2L), \"fortran_order\": False, \"descr\": \"|u1\"}";
    for (int version = 1; version <= 3; version++) {
      assertThat(Npy.read(array(version, python2, 3, 4)).toLongs()).containsExactly(3, 4);
      assertThat(Npy.read(array(version, sorted, 3, 4)).shape()).containsExactly(1, 2);
    }
    array(4, python2, 3, 4);
    assertThatThrownBy(() -> Npy.read(file())).hasMessageContaining("of version 4, expected 1, 2");
  }

  @ParameterizedTest
  @CsvSource({
    "|O, Python objects",
    "<U5, texts",
    "|S5, texts",
    "<c8, elements of type",
    "<f16, elements of type",
    "<M8[ns], elements of type"
  })
  void arraysThatHoldNoNumbersAreRefused(String name, String words) throws IOException {
    Path file = array(1, header(name, false, "1,"), 0);
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": holds " + words);
  }

  @Test
  void sizesThatDoNotFitTheFileAreRefused() throws IOException {
    array(1, header("|u1", false, "3,"), 1, 2);
    assertThatThrownBy(() -> Npy.read(file()))
        .hasMessageContaining("needs 3 bytes, the file has 2");
    array(1, header("|u1", false, "1,"), 1, 2);
    assertThatThrownBy(() -> Npy.read(file())).hasMessageContaining("the file has more");
    array(1, header("<f8", false, "4294967296, 4294967296"), 1);
    assertThatThrownBy(() -> Npy.read(file())).hasMessageContaining("is too large");
    array(1, header("<f8", false, "0, 9223372036854775807"));
    assertThat(Npy.read(file()).count()).isZero();
    array(1, header("<f8", false, "99999999999999999999"), 1);
    assertThatThrownBy(() -> Npy.read(file())).hasMessageContaining("the shape of the array");
    array(1, header("<f8", false, "1, ".repeat(60) + "1, 1, 1, 1, 1"), 1);
    assertThatThrownBy(() -> Npy.read(file())).hasMessageContaining("the shape of the array");
  }
}

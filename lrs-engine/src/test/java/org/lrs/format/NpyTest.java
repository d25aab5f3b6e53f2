package org.lrs.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    HostTensor[] arrays = {
      HostTensor.of(new byte[] {1, 2, 3, (byte) 200}, 1, 2, 2),
      HostTensor.of(new long[] {-1, 1L << 40}, 2),
      HostTensor.of(new float[] {1.5f}),
      HostTensor.of(new float[0], 0, 3)
    };
    for (HostTensor array : arrays) {
      Path file = folder.resolve("array.npy");
      Npy.write(file, array);
      assertThat(Npy.read(file)).isEqualTo(array);
      assertThat(Files.size(file) - array.data().remaining()).isEqualTo(128);
    }
  }

  @Test
  void bytesAreThoseOfNumpy() throws IOException {
    // numpy.save(f, numpy.array([1, 2], dtype=numpy.int64))
    String header = "{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }";
    byte[] expected =
        HexFormat.of()
            .parseHex(
                "934e554d5059"
                    + "01007600"
                    + HexFormat.of()
                        .formatHex(
                            (header + " ".repeat(117 - header.length()) + "\n")
                                .getBytes(StandardCharsets.US_ASCII))
                    + "01000000000000000200000000000000");
    Path file = folder.resolve("array.npy");
    Npy.write(file, HostTensor.of(new long[] {1, 2}, 2));
    assertThat(Files.readAllBytes(file)).isEqualTo(expected);
  }

  @Test
  void everyTruncationIsNoticed() throws IOException {
    Path file = folder.resolve("array.npy");
    Npy.write(file, HostTensor.of(new long[] {1, 2}, 2));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Npy.read(file)).isInstanceOf(FormatException.class);
    }
  }

  @Test
  void fortranOrderIsRefusedWithARemedy() throws IOException {
    Path file = folder.resolve("array.npy");
    Npy.write(file, HostTensor.of(new long[] {1, 2}, 2));
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("False,", "True, ");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Npy.read(file)).isInstanceOf(FormatException.class);
  }
}

package org.lrs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeTest {
  /** A pattern of 7 rows and 10 columns; the expected sums are of Pillow 9.4 on the same. */
  private static byte[] pattern() {
    byte[] hwc = new byte[7 * 10 * 3];
    for (int y = 0; y < 7; y++) {
      for (int x = 0; x < 10; x++) {
        for (int c = 0; c < 3; c++) {
          hwc[(y * 10 + x) * 3 + c] = (byte) (x * 37 + y * 101 + c * 53 + x * y * c);
        }
      }
    }
    return hwc;
  }

  @ParameterizedTest
  @CsvSource({"5, 4, 1766041685", "12, 9, 2765219731"})
  void pixelsEqualPillowsBilinearResizeAndCentreCrop(int side, int crop, long expected) {
    CRC32 crc = new CRC32();
    crc.update(new Resize(side, crop).apply(pattern(), 7, 10, 3));
    assertThat(crc.getValue()).isEqualTo(expected);
  }

  @Test
  void sameSizeChangesNothing() {
    byte[] square = new byte[16];
    for (int i = 0; i < 16; i++) {
      square[i] = (byte) (i * 15);
    }
    assertThat(new Resize(4, 4).apply(square, 4, 4, 1)).isEqualTo(square);
  }

  @Test
  void cropLargerThanTheImageIsRefused() {
    assertThatThrownBy(() -> new Resize(224, 256)).hasMessageContaining("crop 256");
  }
}

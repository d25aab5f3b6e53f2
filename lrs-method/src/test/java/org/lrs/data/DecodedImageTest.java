package org.lrs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.format.Checksums;
import org.lrs.format.FormatException;

/** Pictures are decoded as Pillow decodes them, or refused in one sentence. */
class DecodedImageTest {

  @TempDir Path folder;

  /** File, shape and SHA-256 of the pixels; made by tools/jpeg-golden. */
  static Stream<String> golden() {
    return new String(resource("pixels.txt"), StandardCharsets.US_ASCII).lines();
  }

  private static byte[] resource(String name) {
    try (var in = DecodedImageTest.class.getResourceAsStream("jpeg/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("a.png"), bytes);
  }

  private void assertRefused(byte[] bytes, String sentence) throws IOException {
    Path file = file(bytes);
    assertThatThrownBy(() -> DecodedImage.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(sentence);
  }

  private static byte[] saved(String format, int type) throws IOException {
    BufferedImage image = new BufferedImage(40, 30, type);
    for (int i = 0; i < 1200; i++) {
      image.setRGB(i % 40, i / 40, 0xFF000000 | i * i * 7919);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private static byte[] png() throws IOException {
    return saved("png", BufferedImage.TYPE_3BYTE_BGR);
  }

  /** A PNG file with these bytes at the start of its header's content, and the checksum of that. */
  private static byte[] header(int... content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(png());
    for (int i = 0; i < content.length; i++) {
      bytes.put(16 + i, (byte) content[i]);
    }
    CRC32 crc = new CRC32();
    crc.update(bytes.array(), 12, 17);
    return bytes.putInt(29, (int) crc.getValue()).array();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void jpegHasThePixelsOfTheReferenceDecoder(String line) throws IOException {
    String[] words = line.split(" ");
    DecodedImage image = DecodedImage.read(file(resource(words[0])));
    assertThat(image.height() + "x" + image.width() + "x" + image.channels()).isEqualTo(words[1]);
    assertThat(HexFormat.of().formatHex(Checksums.newSha256().digest(image.hwc())))
        .isEqualTo(words[2]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"420.jpg", "422-progressive.jpg", "grey.jpg", "cmyk-adobe-2.jpg"})
  void everyTruncatedJpegIsRefused(String name) throws IOException {
    byte[] whole = resource(name);
    for (int length = 3; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "truncated");
    }
  }

  @Test
  void scanThatLacksItsMiddleIsRefused() throws IOException {
    byte[] whole = resource("420.jpg");
    byte[] cut = Arrays.copyOf(whole, whole.length - 200);
    System.arraycopy(whole, whole.length - 50, cut, cut.length - 50, 50);
    assertRefused(cut, "the pixels of this JPEG file are damaged");
  }

  @Test
  void bytesBetweenPictureAndEndMustBePadding() throws IOException {
    byte[] padded = resource("padded.jpg");
    padded[padded.length - 5] = 7;
    assertRefused(padded, "the pixels of this JPEG file are damaged");
  }

  @Test
  void kindsOfJpegThatAreNotDecodedAreNamed() throws IOException {
    byte[] whole = resource("420.jpg");
    int header = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
    assertRefused(changed(whole, header + 1, 0xC9), "arithmetic coding");
    assertRefused(changed(whole, header + 1, 0xC3), "lossless coding");
    assertRefused(changed(whole, header + 4, 12), "12 bits per channel, expected 8");
    assertRefused(changed(whole, header + 5, 0, 0), "declares 33 x 0 pixels");
    assertRefused(changed(whole, header + 5, 255, 255, 255, 255), "at most 33554432 are decoded");
  }

  private static byte[] changed(byte[] bytes, int at, int... values) {
    byte[] other = bytes.clone();
    for (int i = 0; i < values.length; i++) {
      other[at + i] = (byte) values[i];
    }
    return other;
  }

  @Test
  void scansWithoutEndAreRefused() throws IOException {
    byte[] whole = resource("grey.jpg");
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    int header = text.indexOf("\u00ff\u00c0");
    int start = text.indexOf("\u00ff\u00da");
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.writeBytes(changed(Arrays.copyOf(whole, start), header + 5, 15, 255, 31, 255));
    for (int i = 0; i < 40; i++) {
      many.write(whole, start, whole.length - 2 - start);
    }
    many.write(whole, whole.length - 2, 2);
    assertRefused(many.toByteArray(), "it has more than 32 scans");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "bmp", "tiff"})
  void otherFormatsAreRefusedWhateverTheirName(String format) throws IOException {
    assertRefused(saved(format, BufferedImage.TYPE_3BYTE_BGR), "expected a PNG or JPEG image");
  }

  @Test
  void everyDamagedByteThatMattersInPngIsNoticed() throws IOException {
    byte[] whole = png();
    for (int i = 8; i < whole.length; i++) {
      assertRefused(changed(whole, i, whole[i] ^ 1), "");
    }
    for (int length = 8; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "truncated");
    }
  }

  @Test
  void sizesAndDepthsOfPngAreCheckedBeforeItIsDecoded() throws IOException {
    assertRefused(header(0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30), "declares 30000 x 30000 pixels");
    assertRefused(header(255, 255, 255, 255, 255, 255, 255, 255), "declares 4294967295 x");
    assertRefused(header(0, 0, 0, 0), "declares 0 x 30 pixels");
    assertRefused(header(0, 0, 0, 40, 0, 0, 0, 30, 16), "16 bits per channel");
  }

  @Test
  void remarksInPngAreNotUnpacked() throws IOException {
    byte[] whole = png();
    ByteBuffer remark = ByteBuffer.allocate(whole.length + 12 + 5);
    remark.put(whole, 0, 33).putInt(5).put("zTXt".getBytes(StandardCharsets.US_ASCII));
    remark.put(new byte[] {'a', 0, 0, 1, 2}).putInt(0).put(whole, 33, whole.length - 33);
    DecodedImage image = DecodedImage.read(file(remark.array()));
    assertThat(image.hwc()).isEqualTo(DecodedImage.read(file(whole)).hwc());
  }
}

package org.lrs.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import org.lrs.data.EncodedImage.Colours;
import org.lrs.data.EncodedImage.Format;
import org.lrs.format.FormatException;

/**
 * The segments of a JPEG file that its pixels depend on. Which colours they are is concluded from
 * the markers as the library libjpeg does, and stated by one marker that Java's decoder obeys.
 * Colour profiles are left out: decoders convert pixels by them, each in its own way, and
 * classifiers were trained on the pixels as stored.
 */
final class JpegFile {
  private static final int TEM = 0x01;
  private static final int SOF0 = 0xC0;
  private static final int SOF2 = 0xC2;
  private static final int DHT = 0xC4;
  private static final int DAC = 0xCC;
  private static final int SOF15 = 0xCF;
  private static final int RST0 = 0xD0;
  private static final int RST7 = 0xD7;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int DQT = 0xDB;
  private static final int DNL = 0xDC;
  private static final int DRI = 0xDD;
  private static final int APP0 = 0xE0;
  private static final int APP14 = 0xEE;
  private static final int APP15 = 0xEF;
  private static final int COM = 0xFE;

  /** Of a progressive file, each scan is a pass over all pixels. */
  private static final long MOST_PASSES = 1 << 30;

  private final Path file;
  private final byte[] bytes;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private int at = 2;
  private boolean jfif;
  private int adobe = -1;

  /** One letter for each channel of the picture; null before the header. */
  private String components;

  private long pixels;
  private int scans;

  private JpegFile(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  static boolean is(byte[] bytes) {
    return bytes.length >= 3
        && u8(bytes[0]) == 0xFF
        && u8(bytes[1]) == 0xD8
        && u8(bytes[2]) == 0xFF;
  }

  /** The picture, its colours stated by Adobe's marker alone. */
  static EncodedImage parts(Path file, byte[] bytes) {
    return new JpegFile(file, bytes).parts();
  }

  private EncodedImage parts() {
    for (int marker = marker(); marker != EOI; marker = marker()) {
      if (marker != TEM && (marker < RST0 || marker > RST7)) {
        segment(marker);
      }
    }
    if (scans == 0) {
      throw damaged("it ends before its picture");
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream(kept.size() + 20);
    put(all, 0xFF, 0xD8, 0xFF, APP14, 0, 14);
    all.writeBytes("Adobe\0\144\0\0\0\0".getBytes(ISO_8859_1));
    all.write(transform());
    all.writeBytes(kept.toByteArray());
    put(all, 0xFF, EOI);
    return new EncodedImage(Format.JPEG, colours(), all.toByteArray());
  }

  /** The next marker. Bytes before it and a 0xFF more than one are padding. */
  private int marker() {
    while (u8(at) != 0xFF) {
      at++;
    }
    while (u8(at) == 0xFF) {
      at++;
    }
    return u8(at++);
  }

  private void segment(int marker) {
    int start = at;
    int length = u16(at);
    if (length < 2) {
      throw damaged("the segment at byte %s has no length".formatted(start));
    }
    u8(start + length - 1); // is there
    at = start + length;
    if (marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != DAC) {
      frame(marker, start + 2, length - 2);
    } else if (marker == SOS) {
      scan();
    } else if (marker >= APP0 && marker <= APP15) {
      application(marker, new String(bytes, start + 2, Math.min(length - 2, 14), ISO_8859_1));
    } else if (marker != DHT && marker != DQT && marker != DRI && !isRemark(marker)) {
      throw damaged("it has an unknown marker at byte %s".formatted(start - 1));
    }
    if (marker < APP0 && !isRemark(marker)) {
      put(kept, 0xFF, marker);
      kept.write(bytes, start, at - start);
    }
  }

  private static boolean isRemark(int marker) {
    return marker == COM || marker == DNL || marker == DAC;
  }

  private void application(int marker, String content) {
    if (scans > 0) {
      return;
    }
    jfif |= marker == APP0 && content.length() >= 14 && content.startsWith("JFIF\0");
    if (marker == APP14 && content.length() >= 12 && content.startsWith("Adobe")) {
      adobe = content.charAt(11);
    }
  }

  private void frame(int marker, int start, int length) {
    if (components != null) {
      throw damaged("it has two headers");
    }
    if (marker > SOF2) {
      throw new FormatException(
          file,
          "is a JPEG file with %s, which is not decoded here; save it as baseline or progressive"
              .formatted(
                  marker > DAC || marker == 0xC9 || marker == 0xCA
                      ? "arithmetic coding"
                      : "lossless coding"));
    }
    int channels = length < 6 ? 0 : u8(start + 5);
    if (length != 6 + 3 * channels) {
      throw damaged("its header has another length");
    }
    if (channels != 1 && channels != 3 && channels != 4) {
      throw new FormatException(file, "has %s channels, expected 1, 3 or 4".formatted(channels));
    }
    EncodedImage.requireSize(file, u16(start + 3), u16(start + 1), u8(start));
    pixels = (long) u16(start + 1) * u16(start + 3);
    StringBuilder names = new StringBuilder();
    for (int c = 0; c < channels; c++) {
      names.append((char) u8(start + 6 + 3 * c));
    }
    components = names.toString();
  }

  /** Goes on to the marker that ends the scan. */
  private void scan() {
    if (components == null) {
      throw damaged("its picture starts before its header");
    }
    scans++;
    if (pixels * scans > MOST_PASSES) {
      throw damaged("it has more than %s scans".formatted(scans - 1));
    }
    while (true) {
      int marker = at;
      while (u8(at++) != 0xFF) {
        marker = at;
      }
      while (u8(at) == 0xFF) {
        at++;
      }
      int code = u8(at++);
      if (code != 0 && (code < RST0 || code > RST7)) {
        at = marker;
        return;
      }
    }
  }

  /** Adobe's number for the colours: 0 for RGB or CMYK, 1 for YCbCr, 2 for YCCK. */
  private int transform() {
    if (components.length() == 4) {
      return adobe < 1 ? 0 : 2;
    }
    boolean rgb = adobe < 0 ? components.equals("RGB") : adobe == 0;
    return rgb && !jfif ? 0 : 1;
  }

  private Colours colours() {
    if (components.length() < 4) {
      return Colours.PLAIN;
    }
    return transform() == 0 ? Colours.CMYK : Colours.YCCK;
  }

  private int u16(int place) {
    return u8(place) << 8 | u8(place + 1);
  }

  private int u8(int place) {
    if (place >= bytes.length) {
      throw new FormatException(
          file, "is truncated: no end of the picture in its %s bytes".formatted(bytes.length));
    }
    return u8(bytes[place]);
  }

  private static int u8(byte value) {
    return value & 0xFF;
  }

  private static void put(ByteArrayOutputStream to, int... values) {
    for (int value : values) {
      to.write(value);
    }
  }

  private FormatException damaged(String how) {
    return new FormatException(file, "is damaged: " + how);
  }
}

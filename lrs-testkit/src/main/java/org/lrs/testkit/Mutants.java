package org.lrs.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lrs.tensor.Rng;

/**
 * Damaged copies of sample files: bits and bytes, lengths and numbers at the ends of their ranges,
 * parts cut, repeated, moved or taken from another sample, brackets nested a thousand deep. Each is
 * given by the seed and its number, so one that fails can be made again alone.
 */
final class Mutants {

  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    127,
    128,
    255,
    32767,
    65535,
    1 << 20,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xffffffffL,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final List<String> WORDS =
      List.of(
          "-1",
          "0",
          "2147483648",
          "9223372036854775808",
          "1e400",
          "NaN",
          "null",
          "\"\"",
          "[]",
          "{}",
          "true",
          "\u001b[2J",
          "\n",
          "\u202e",
          "..",
          "/",
          "1".repeat(5000),
          "x".repeat(5000));
  private static final List<String> BRACKETS = List.of("[", "{\"a\":", "(", "- ", "<", "((");

  private final List<byte[]> samples;
  private final Rng rng;

  Mutants(List<byte[]> samples, long seed) {
    this.samples = List.copyOf(samples);
    this.rng = Rng.of(seed).split("mutants");
  }

  /** One to four changes of one of the samples. */
  byte[] get(int number) {
    Rng draws = rng.forSample(number);
    byte[] bytes = samples.get(draws.nextInt(samples.size())).clone();
    for (int changes = 1 + draws.nextInt(4); changes > 0; changes--) {
      bytes = change(bytes, draws);
    }
    return bytes;
  }

  private byte[] change(byte[] bytes, Rng draws) {
    if (bytes.length == 0) {
      return WORDS.get(draws.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
    }
    // Headers stand at the start: every other change happens there.
    int at = draws.nextInt(draws.nextInt(2) == 0 ? bytes.length : Math.min(bytes.length, 128));
    int length = 1 + draws.nextInt(Math.min(bytes.length - at, 1 + draws.nextInt(256)));
    byte[] part = Arrays.copyOfRange(bytes, at, at + length);
    return switch (draws.nextInt(11)) {
      case 0 -> set(bytes, at, (byte) (bytes[at] ^ 1 << draws.nextInt(8)));
      case 1 -> set(bytes, at, (byte) draws.nextInt(256));
      case 2 -> number(bytes, at, draws);
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> replace(bytes, at, length, new byte[0]);
      case 5 -> replace(bytes, at, 0, repeat(part, 1 + draws.nextInt(64)));
      case 6 -> replace(bytes, at, length, new byte[length]);
      case 7 -> replace(bytes, draws.nextInt(bytes.length), 0, part);
      case 8 -> token(bytes, at, draws);
      case 9 -> splice(bytes, at, length, draws);
      default -> {
        String bracket = BRACKETS.get(draws.nextInt(BRACKETS.size()));
        byte[] one = bracket.getBytes(StandardCharsets.UTF_8);
        yield replace(bytes, at, 0, repeat(one, 1 + draws.nextInt(2000)));
      }
    };
  }

  private static byte[] set(byte[] bytes, int at, byte value) {
    bytes[at] = value;
    return bytes;
  }

  /** A binary number at an end of its range, in either order of bytes. */
  private static byte[] number(byte[] bytes, int at, Rng draws) {
    int width = Math.min(bytes.length - at, 1 << draws.nextInt(4));
    long value = NUMBERS[draws.nextInt(NUMBERS.length)];
    boolean big = draws.nextInt(2) == 0;
    byte[] eight =
        ByteBuffer.allocate(Long.BYTES)
            .order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
            .putLong(value)
            .array();
    System.arraycopy(eight, big ? Long.BYTES - width : 0, bytes, at, width);
    return bytes;
  }

  /** The word or number of letters and digits around a place, replaced by another. */
  private static byte[] token(byte[] bytes, int at, Rng draws) {
    int from = at;
    while (from > 0 && Character.isLetterOrDigit(bytes[from - 1])) {
      from--;
    }
    int to = at;
    while (to < bytes.length && Character.isLetterOrDigit(bytes[to])) {
      to++;
    }
    String word = WORDS.get(draws.nextInt(WORDS.size()));
    return replace(bytes, from, to - from, word.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] splice(byte[] bytes, int at, int length, Rng draws) {
    byte[] other = samples.get(draws.nextInt(samples.size()));
    int from = draws.nextInt(other.length + 1);
    int to = from + draws.nextInt(other.length - from + 1);
    return replace(bytes, at, length, Arrays.copyOfRange(other, from, to));
  }

  private static byte[] repeat(byte[] part, int times) {
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      parts.add(part);
    }
    return joined(parts);
  }

  private static byte[] replace(byte[] bytes, int at, int length, byte[] by) {
    byte[] before = Arrays.copyOf(bytes, at);
    return joined(List.of(before, by, Arrays.copyOfRange(bytes, at + length, bytes.length)));
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }
}

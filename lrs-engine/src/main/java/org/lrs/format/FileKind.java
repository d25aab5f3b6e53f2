package org.lrs.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a file is by its first bytes, in words for a message about a file that should be something
 * else, often with what to do about it.
 */
public final class FileKind {
  private static final int HEAD = 4096;

  /** Bytes that mark a format; {@code ISO_8859_1} characters stand for bytes. */
  private record Mark(int at, String bytes, String words) {}

  private static final List<Mark> MARKS =
      List.of(
          new Mark(0, "\u0093NUMPY", "a NumPy array (.npy)"),
          new Mark(0, "PK\3\4", "a zip archive"),
          new Mark(0, "PK\5\6", "an empty zip archive"),
          new Mark(0, "\u0089HDF\r\n\u001a\n", "an HDF5 file, as Keras and MATLAB write them"),
          new Mark(0, "GGUF", "a GGUF file of a quantised language model"),
          new Mark(4, "TFL3", "a TensorFlow Lite model"),
          new Mark(257, "ustar", "a tar archive; unpack it first"),
          new Mark(0, "\u001f\u008b", "a gzip file; unpack it first"),
          new Mark(0, "\u00fd7zXZ\0", "an xz file; unpack it first"),
          new Mark(0, "BZh", "a bzip2 file; unpack it first"),
          new Mark(0, "(\u00b5/\u00fd", "a zstd file; unpack it first"),
          new Mark(0, "7z\u00bc\u00af", "a 7-zip archive; unpack it first"),
          new Mark(0, "Rar!", "a rar archive; unpack it first"),
          new Mark(0, "version https://git-lfs", "a Git LFS pointer; download the file itself"),
          new Mark(0, "\u0089PNG", "a PNG image"),
          new Mark(0, "\u00ff\u00d8\u00ff", "a JPEG image"),
          new Mark(0, "GIF8", "a GIF image"),
          new Mark(0, "II*\0", "a TIFF image"),
          new Mark(0, "MM\0*", "a TIFF image"),
          new Mark(8, "WEBP", "a WebP image"),
          new Mark(0, "%PDF", "a PDF document"),
          new Mark(0, "\u007fELF", "a program"),
          new Mark(0, "MATLAB 5.0", "a MATLAB file"));

  private FileKind() {}

  /** As many of the first bytes of a file as tell its kind. */
  public static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD);
    }
  }

  /**
   * The kind of file that begins with these bytes, with its article, such as {@code a gzip file;
   * unpack it first}.
   *
   * @return empty if it is none that is known
   */
  public static Optional<String> of(byte[] head) {
    if (head.length == 0) {
      return Optional.of("an empty file");
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    Optional<String> marked =
        MARKS.stream()
            .filter(mark -> text.startsWith(mark.bytes(), mark.at()))
            .map(Mark::words)
            .findFirst();
    return marked.or(() -> Optional.ofNullable(unmarked(head, text)));
  }

  /** As {@link #of}, with words for a file of no known kind, too. */
  public static String words(byte[] head) {
    return of(head).orElse("a file with other first bytes");
  }

  private static String unmarked(byte[] head, String text) {
    String start = text.stripLeading();
    if (isSafetensors(head)) {
      return "a safetensors file";
    }
    if (isPickle(head)) {
      return "a Python pickle";
    }
    if (isOnnx(head)) {
      return "an ONNX model; give its file the ending .onnx";
    }
    if (start.startsWith("<")) {
      return "a web page or XML; check where it was downloaded from";
    }
    if (start.startsWith("{") || start.startsWith("[")) {
      return text.contains("\"weight_map\"")
          ? "the index of a checkpoint in several files; join these into one"
          : "a JSON file";
    }
    if (text.chars().allMatch(c -> c == 0)) {
      return "a file of zeros, perhaps of a download that was interrupted";
    }
    boolean plain = text.chars().allMatch(c -> (c >= ' ' && c <= '~') || "\t\r\n".indexOf(c) >= 0);
    return plain ? "a text" : null;
  }

  /**
   * Whether it starts with a credible length and, behind its eight bytes, a JSON object. The first
   * byte of the length may be any, also the one that starts a pickle.
   */
  static boolean isSafetensors(byte[] head) {
    if (head.length < 9 || head[8] != '{') {
      return false;
    }
    long length = HostTensor.littleEndian(Arrays.copyOf(head, 8));
    return length >= 2 && length <= Safetensors.LARGEST_HEADER;
  }

  /** Whether it starts as pickles of protocol 2 and above do. */
  static boolean isPickle(byte[] head) {
    return head.length > 2 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5;
  }

  /** Whether it starts with ONNX's version of the format and one of the fields that follow it. */
  public static boolean isOnnx(byte[] head) {
    return head.length > 2
        && head[0] == 0x08
        && head[1] > 0
        && head[1] < 32
        && List.of(0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42).contains((int) head[2]);
  }
}

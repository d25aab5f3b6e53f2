package org.lrs.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads weights whatever their format, recognised by the first bytes and not by the file's name.
 */
public final class Checkpoints {
  private Checkpoints() {}

  /**
   * Named tensors of a safetensors file or PyTorch checkpoint.
   *
   * @param file safetensors, zip {@code .pt}/{@code .pth} or legacy {@code .th}/{@code .pth}
   * @return tensors by name, in the file's order
   * @throws FormatException if the file is missing, damaged or of no supported format
   */
  public static Map<String, HostTensor> read(Path file) {
    String head = head(file);
    boolean zip = head.startsWith("PK\3\4");
    if (zip || head.startsWith("\u0080")) {
      return PyTorchCheckpoint.read(file, zip);
    }
    if (head.startsWith("{", 8)) {
      return Safetensors.read(file);
    }
    if (head.startsWith("version ")) {
      throw new FormatException(
          file, "is a Git LFS pointer, a few lines of text in place of the weights; download them");
    }
    throw new FormatException(
        file, "expected safetensors or a PyTorch checkpoint, its first bytes are of neither");
  }

  private static String head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(9), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw FormatException.unreadable(file, "weights", e);
    }
  }
}

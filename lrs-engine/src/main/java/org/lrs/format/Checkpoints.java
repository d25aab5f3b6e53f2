package org.lrs.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
    byte[] head = head(file);
    if (startsWith(head, 0, 'P', 'K', 3, 4) || startsWith(head, 0, 0x80)) {
      return PyTorchCheckpoint.read(file);
    }
    if (startsWith(head, 8, '{')) {
      return Safetensors.read(file);
    }
    if (startsWith(head, 0, 'v', 'e', 'r', 's', 'i', 'o', 'n', ' ')) {
      throw new FormatException(
          file, "is a Git LFS pointer, a few lines of text in place of the weights; download them");
    }
    throw new FormatException(
        file, "expected safetensors or a PyTorch checkpoint, its first bytes are of neither");
  }

  private static byte[] head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(9);
    } catch (NoSuchFileException e) {
      throw new FormatException(file, "no such file; check the path of the weights", e);
    } catch (IOException e) {
      throw new FormatException(file, "cannot be read (" + e + ")", e);
    }
  }

  private static boolean startsWith(byte[] head, int from, int... bytes) {
    if (head.length < from + bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((head[from + i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}

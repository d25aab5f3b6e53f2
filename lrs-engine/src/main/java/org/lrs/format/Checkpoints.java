package org.lrs.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Reads weights whatever their format, recognised by its bytes and not by the file's name. */
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
    byte[] head;
    try {
      head = FileKind.head(file);
    } catch (IOException e) {
      throw FormatException.unreadable(file, "weights", e);
    }
    if (FileKind.isSafetensors(head)) {
      return Safetensors.read(file);
    }
    boolean zip = new String(head, StandardCharsets.ISO_8859_1).startsWith("PK\3\4");
    if (zip || FileKind.isPickle(head)) {
      return PyTorchCheckpoint.read(file, zip);
    }
    throw new FormatException(
        file,
        "expected safetensors or a PyTorch checkpoint, this is "
            + FileKind.of(head).orElse("neither"));
  }
}

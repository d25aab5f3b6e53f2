package org.lrs.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads weights whatever their format, recognised by its bytes and not by the file's name. */
public final class Checkpoints {
  /** How tools name the files of a checkpoint that is too large for one. */
  private static final Pattern PART = Pattern.compile(".*-(\\d{5})-of-(\\d{5})\\.[A-Za-z]+");

  /** The longest names of published checkpoints have a tenth of it. */
  private static final int LONGEST_NAME = 1000;

  private Checkpoints() {}

  /**
   * Named tensors of a safetensors file or PyTorch checkpoint.
   *
   * @param file safetensors, zip {@code .pt}/{@code .pth} or legacy {@code .th}/{@code .pth}
   * @return tensors by name, in the file's order
   * @throws FormatException if the file is missing, damaged or of no supported format
   */
  public static Map<String, HostTensor> read(Path file) {
    InputFile.require(file, "weights");
    Matcher part = PART.matcher(String.valueOf(file.getFileName()));
    if (part.matches() && Integer.parseInt(part.group(2)) > 1) {
      throw new FormatException(
          file,
          "is part %s of %s of a checkpoint; join the parts into one file"
              .formatted(Integer.parseInt(part.group(1)), Integer.parseInt(part.group(2))));
    }
    Map<String, HostTensor> tensors = readAny(file);
    for (String name : tensors.keySet()) {
      if (name.length() > LONGEST_NAME) {
        throw new FormatException(
            file,
            "has a tensor whose name has %s characters, at most %s are allowed"
                .formatted(name.length(), LONGEST_NAME));
      }
    }
    return tensors;
  }

  private static Map<String, HostTensor> readAny(Path file) {
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

package org.lrs.experiment.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lrs.text.Foreign;
import org.lrs.text.Utf8;

/** The text of an experiment file. */
final class SpecText {

  private SpecText() {}

  /**
   * Reads a file, or what a pipe gives, in UTF-8.
   *
   * @throws SpecException for one that cannot be read, is too large, or is not UTF-8
   */
  static String read(Path file) {
    String place = Foreign.text(file.toString());
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(YamlLimits.MOST_CHARACTERS + 1);
      if (bytes.length > YamlLimits.MOST_CHARACTERS) {
        throw new SpecException(
            place,
            "an experiment file has at most 1 MB, this one is larger; is it the right file?");
      }
      return Utf8.text(bytes);
    } catch (SpecException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new SpecException(place, e.getMessage());
    } catch (IOException e) {
      throw new SpecException(place, reason(file));
    }
  }

  private static String reason(Path file) {
    if (Files.isDirectory(file)) {
      return "is a folder; expected an experiment file";
    }
    return Files.exists(file) ? "cannot be read; check its permissions" : "no such file";
  }
}

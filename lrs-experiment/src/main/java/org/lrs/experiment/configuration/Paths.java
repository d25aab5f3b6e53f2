package org.lrs.experiment.configuration;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lrs.experiment.store.HashedFile;
import org.lrs.text.Foreign;

/**
 * Turns a path as written in a spec into an existing file or folder.
 *
 * @param base folder that relative paths start from
 */
record Paths(Path base) {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_.]+)}");
  private static final String PREFIX = "LRS_";

  /**
   * The file or folder of that path, with the values of {@code ${name}} in it. Its name is the path
   * as it is written, or, if that is absolute, the one from the folder of the spec.
   *
   * <p>{@code ${shared}} is the system property {@code lrs.shared}, else the environment variable
   * {@code LRS_SHARED}, which may also be written in full. No other variable is read: what the
   * environment holds beside them is not for experiment files, which may come from others.
   *
   * @throws SpecException if a variable is not set or there is no such file or folder
   */
  HashedFile existing(SpecNode node) {
    String written = node.text();
    String expanded =
        VARIABLE
            .matcher(written)
            .replaceAll(found -> Matcher.quoteReplacement(value(node, found.group(1))));
    try {
      Path path = base.resolve(expanded).normalize();
      if (Files.exists(path)) {
        boolean absolute = Path.of(written).isAbsolute();
        return new HashedFile(
            path,
            absolute ? base.toAbsolutePath().normalize().relativize(path).toString() : written);
      }
      throw node.error("no such file or folder: " + Foreign.text(path.toString()));
    } catch (InvalidPathException e) {
      boolean locale = e.getReason().contains("unmappable");
      throw node.error(
          "'"
              + Foreign.text(expanded)
              + "' is not a path"
              + (locale ? " in this locale; set the environment variable LC_ALL to C.UTF-8" : ""));
    }
  }

  /**
   * As {@link #existing}, for what must be a file.
   *
   * @throws SpecException also for a folder
   */
  HashedFile file(SpecNode node) {
    HashedFile found = existing(node);
    if (Files.isDirectory(found.path())) {
      throw node.error(Foreign.text(found.path().toString()) + " is a folder; expected a file");
    }
    return found;
  }

  private static String value(SpecNode node, String name) {
    String upper = name.toUpperCase(Locale.ROOT).replace('.', '_');
    String environment = upper.startsWith(PREFIX) ? upper : PREFIX + upper;
    return Optional.ofNullable(System.getProperty("lrs." + name))
        .or(() -> Optional.ofNullable(System.getenv(environment)))
        .orElseThrow(
            () ->
                node.error(
                    "${%s} has no value; set the environment variable %s to the folder it stands for"
                        .formatted(name, environment)));
  }
}

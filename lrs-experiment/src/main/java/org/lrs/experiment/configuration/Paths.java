package org.lrs.experiment.configuration;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a path as written in a spec into an existing file or folder.
 *
 * @param base folder that relative paths start from
 */
record Paths(Path base) {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_.]+)}");

  /**
   * The file or folder of that path, with the values of {@code ${name}} in it.
   *
   * <p>{@code ${shared}} is the system property {@code lrs.shared}, else the system property {@code
   * shared}, else the environment variable {@code shared} or {@code LRS_SHARED}.
   *
   * @throws SpecException if a variable is not set or there is no such file or folder
   */
  Path existing(SpecNode node) {
    String expanded =
        VARIABLE
            .matcher(node.text())
            .replaceAll(found -> Matcher.quoteReplacement(value(node, found.group(1))));
    try {
      Path path = base.resolve(expanded).normalize();
      if (Files.exists(path)) {
        return path;
      }
      throw node.error("no such file or folder: " + path);
    } catch (InvalidPathException e) {
      throw node.error("'" + expanded + "' is not a path");
    }
  }

  private static String value(SpecNode node, String name) {
    String environment = "LRS_" + name.toUpperCase(Locale.ROOT).replace('.', '_');
    return Optional.ofNullable(System.getProperty("lrs." + name))
        .or(() -> Optional.ofNullable(System.getProperty(name)))
        .or(() -> Optional.ofNullable(System.getenv(name)))
        .or(() -> Optional.ofNullable(System.getenv(environment)))
        .orElseThrow(
            () ->
                node.error(
                    "${%s} has no value; set the environment variable %s to the folder it stands for"
                        .formatted(name, environment)));
  }
}

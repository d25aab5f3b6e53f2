package org.lrs.experiment.configuration;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a path as written in a spec into an existing file or folder. */
final class Paths {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_.]+)}");

  private final Path base;
  private final Function<String, Optional<String>> variables;

  /**
   * @param base folder that relative paths start from
   * @param variables values of {@code ${name}}
   */
  Paths(Path base, Function<String, Optional<String>> variables) {
    this.base = base;
    this.variables = variables;
  }

  /**
   * {@code ${shared}} is the system property {@code lrs.shared}, else the system property {@code
   * shared}, else the environment variable {@code shared} or {@code LRS_SHARED}.
   */
  static Optional<String> fromSurroundings(String name) {
    return Optional.ofNullable(System.getProperty("lrs." + name))
        .or(() -> Optional.ofNullable(System.getProperty(name)))
        .or(() -> Optional.ofNullable(System.getenv(name)))
        .or(() -> Optional.ofNullable(System.getenv(environmentName(name))));
  }

  private static String environmentName(String name) {
    return "LRS_" + name.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /**
   * @throws SpecException if a variable is not set or there is no such file or folder
   */
  Path existing(SpecNode node) {
    String expanded = expand(node);
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

  private String expand(SpecNode node) {
    return VARIABLE
        .matcher(node.text())
        .replaceAll(found -> Matcher.quoteReplacement(value(node, found.group(1))));
  }

  private String value(SpecNode node, String name) {
    return variables
        .apply(name)
        .orElseThrow(
            () ->
                node.error(
                    "${"
                        + name
                        + "} has no value; set the environment variable "
                        + environmentName(name)
                        + " to the folder it stands for"));
  }
}

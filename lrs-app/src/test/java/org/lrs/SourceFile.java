package org.lrs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The source file of a class: its Javadoc, which is not there at run time.
 *
 * @param path relative to the root of the source tree
 * @param text the whole file
 */
record SourceFile(Path path, String text) {
  private static final Pattern TAG = Pattern.compile("\\{@(code|link) ([^}]*)}");
  private static final Pattern SENTENCE = Pattern.compile("^.*?([.](?= |$)|(?=:? <p>))");
  private static final Pattern PARAMETER = Pattern.compile("@param (\\w+) (.*?)(?= @\\w+ |$)");

  /**
   * The file of a class or of one nested in it.
   *
   * @param root folder of the source tree
   * @param className its binary name
   */
  static SourceFile of(Path root, String className) {
    String name = className.replace('.', '/').replaceFirst("\\$.*", "") + ".java";
    try (Stream<Path> modules = Files.list(root)) {
      Path file =
          modules
              .map(module -> module.resolve("src/main/java").resolve(name))
              .filter(Files::isRegularFile)
              .findFirst()
              .orElseThrow(
                  () -> new IllegalStateException("no module has the source of " + className));
      return new SourceFile(root.relativize(file), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path with slashes, on any system. */
  String link() {
    return path.toString().replace('\\', '/');
  }

  /** First sentence of the Javadoc of a type. */
  String firstSentence(String type) {
    String words = javadoc(type);
    Matcher sentence = SENTENCE.matcher(words);
    return sentence.find() ? sentence.group() : words;
  }

  /** Javadoc of the components of a record, by name. */
  Map<String, String> parameters(String type) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher parameter = PARAMETER.matcher(javadoc(type));
    while (parameter.find()) {
      parameters.put(parameter.group(1), parameter.group(2).strip());
    }
    return parameters;
  }

  /** Javadoc of a type on one line, code in backticks, bars escaped for tables. */
  private String javadoc(String type) {
    Matcher declared =
        Pattern.compile("(?m)^.*\\b(class|record|enum) " + Pattern.quote(type) + "\\b")
            .matcher(text);
    int open = declared.find() ? text.lastIndexOf("/**", declared.start()) : -1;
    if (open < 0) {
      throw new IllegalStateException(path + " has no Javadoc on " + type);
    }
    String comment = text.substring(open + 3, text.indexOf("*/", open));
    String words = comment.replaceAll("\\s*\\n\\s*\\* ?", " ").replaceAll("\\s+", " ").strip();
    return TAG.matcher(words).replaceAll("`$2`").replace("|", "\\|");
  }
}

package org.lrs;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes {@code docs/paper-map.md} from the {@link Source} annotations of the program. */
final class PaperMap {

  private static final Pattern ARXIV = Pattern.compile("arXiv (\\d{4}\\.\\d{4,5})");
  private static final Pattern TAG = Pattern.compile("\\{@(code|link) ([^}]*)}");
  private static final Pattern SENTENCE = Pattern.compile("^.*?[.](?= |$)");

  /** Packages in the order in which a reader of the paper wants them; others follow by name. */
  private static final List<String> READING_ORDER =
      List.of("org.lrs.lipschitz", "org.lrs.finetune", "org.lrs.attack", "org.lrs.attack.recipe");

  private final Path root;

  /**
   * @param root folder of the source tree
   */
  PaperMap(Path root) {
    this.root = root;
  }

  /** One row of the table. */
  private record Row(JavaClass type, Source source, Path file) {
    boolean isAboutThisPaper() {
      return source.paper().equals(Source.LRS);
    }

    int place() {
      int place = READING_ORDER.indexOf(type.getPackageName());
      return place < 0 ? READING_ORDER.size() : place;
    }
  }

  /** The whole page. */
  String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # From paper to code

            Every class that implements a published formula says so with `@Source`. This page is made
            from these annotations: `PaperMapTest` fails when it is out of date and says how to renew
            it. The paper that this project is about comes first; the others follow package by
            package. [method.md](method.md) explains the formulas.

            | Paper | Where in it | Class | What it is |
            |---|---|---|---|
            """);
    for (Row row : rows()) {
      page.append("| ")
          .append(linked(row.source().paper()))
          .append(" | ")
          .append(linked(row.source().at()))
          .append(" | ")
          .append("[`%s`](../%s)".formatted(row.type().getSimpleName(), slashes(row.file())))
          .append(" | ")
          .append(firstSentence(row))
          .append(" |\n");
    }
    return page.toString();
  }

  private List<Row> rows() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.lrs").stream()
            .filter(type -> type.isAnnotatedWith(Source.class))
            .map(type -> new Row(type, type.getAnnotationOfType(Source.class), fileOf(type)))
            .sorted(
                Comparator.comparing((Row row) -> !row.isAboutThisPaper())
                    .thenComparing(Row::place)
                    .thenComparing(row -> row.type().getPackageName())
                    .thenComparing(row -> row.type().getSimpleName()))
            .toList();
  }

  /** The source file, relative to the root. */
  private Path fileOf(JavaClass type) {
    String name = type.getName().replace('.', '/').replaceFirst("\\$.*", "") + ".java";
    try (Stream<Path> modules = Files.list(root)) {
      return modules
          .map(module -> module.resolve("src/main/java").resolve(name))
          .filter(Files::isRegularFile)
          .map(root::relativize)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no module has the source of " + type));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String firstSentence(Row row) {
    String text = read(root.resolve(row.file()));
    String name = Pattern.quote(row.type().getSimpleName());
    Matcher declared =
        Pattern.compile("(?m)^.*\\b(class|record|enum) " + name + "\\b").matcher(text);
    int open = declared.find() ? text.lastIndexOf("/**", declared.start()) : -1;
    if (open < 0) {
      throw new IllegalStateException(row.file() + " has @Source and no Javadoc");
    }
    String comment = text.substring(open + 3, text.indexOf("*/", open));
    String words = comment.replaceAll("\\s*\\n\\s*\\* ?", " ").replaceAll("\\s+", " ").strip();
    Matcher sentence = SENTENCE.matcher(words);
    String first = sentence.find() ? sentence.group() : words;
    return TAG.matcher(first).replaceAll("`$2`").replace("|", "\\|");
  }

  private static String linked(String text) {
    return ARXIV
        .matcher(text.replace("<", "&lt;"))
        .replaceAll("[arXiv $1](https://arxiv.org/abs/$1)");
  }

  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.lrs;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Makes {@code docs/paper-map.md} from the {@link Source} annotations of the program. */
final class PaperMap {

  private static final Pattern ARXIV = Pattern.compile("arXiv (\\d{4}\\.\\d{4,5})");

  /** Packages in the order in which a reader of the paper wants them; others follow by name. */
  private static final List<String> READING_ORDER =
      List.of("org.lrs.lipschitz", "org.lrs.refine", "org.lrs.attack", "org.lrs.attack.recipe");

  private final Path root;

  /**
   * @param root folder of the source tree
   */
  PaperMap(Path root) {
    this.root = root;
  }

  /** One row of the table. */
  private record Row(JavaClass type, Source source, SourceFile file) {
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
          .append("[`%s`](../%s)".formatted(row.type().getSimpleName(), row.file().link()))
          .append(" | ")
          .append(row.file().firstSentence(row.type().getSimpleName()))
          .append(" |\n");
    }
    return page.toString();
  }

  private List<Row> rows() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.lrs").stream()
            .filter(type -> type.isAnnotatedWith(Source.class))
            .map(type -> row(type))
            .sorted(
                Comparator.comparing((Row row) -> !row.isAboutThisPaper())
                    .thenComparing(Row::place)
                    .thenComparing(row -> row.type().getPackageName())
                    .thenComparing(row -> row.type().getSimpleName()))
            .toList();
  }

  private Row row(JavaClass type) {
    return new Row(
        type, type.getAnnotationOfType(Source.class), SourceFile.of(root, type.getName()));
  }

  /** A text whose arXiv numbers are links. */
  static String linked(String text) {
    return ARXIV
        .matcher(text.replace("<", "&lt;"))
        .replaceAll("[arXiv $1](https://arxiv.org/abs/$1)");
  }
}

package org.lrs;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Makes {@code docs/paper-map.md}, paper by paper, from the {@link Source} and {@link Published}
 * annotations of the program.
 */
final class PaperMap {

  private static final Pattern ARXIV = Pattern.compile("arXiv (\\d{4}\\.\\d{4,5})");

  /**
   * Headings of the page, each with the packages whose papers it lists; the last takes the rest.
   */
  private static final Map<String, List<String>> THEMES = new LinkedHashMap<>();

  static {
    THEMES.put("This paper", List.of());
    THEMES.put("Refining a surrogate", List.of("org.lrs.lipschitz", "org.lrs.refine"));
    THEMES.put("Attacks", List.of("org.lrs.attack"));
    THEMES.put("Networks", List.of("org.lrs.model"));
    THEMES.put("Measures and statistics", List.of("org.lrs"));
  }

  private final Path root;

  /**
   * @param root folder of the source tree
   */
  PaperMap(Path root) {
    this.root = root;
  }

  /** A class and the place in a paper that it implements. */
  private record Entry(JavaClass type, String paper, String at, SourceFile file) {
    String theme() {
      if (paper.equals(Source.LRS)) {
        return THEMES.keySet().iterator().next();
      }
      return THEMES.entrySet().stream()
          .filter(theme -> theme.getValue().stream().anyMatch(type.getPackageName()::startsWith))
          .findFirst()
          .orElseThrow()
          .getKey();
    }

    String line() {
      String name = type.getSimpleName();
      return "* [`%s`](../%s)%s: %s\n"
          .formatted(
              name,
              file.link(),
              at.isEmpty() ? "" : ", " + linked(at),
              file.firstSentence(name).replace("\\|", "|"));
    }
  }

  /** The whole page. */
  String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # From paper to code

            Every class that implements a published formula names the paper, with `@Source`, recipes with
            `@Published`. This page is made from these annotations: `PaperMapTest` fails when it is out of
            date and says how to renew it. A paper with classes under several headings stands under the
            first. [method.md](method.md) explains the formulas.
            """);
    Map<String, List<Entry>> papers =
        entries().stream().collect(groupingBy(Entry::paper, TreeMap::new, toList()));
    for (String theme : THEMES.keySet()) {
      page.append("\n## ").append(theme).append('\n');
      papers.values().stream()
          .filter(entries -> theme.equals(firstTheme(entries)))
          .forEach(entries -> page.append(section(entries)));
    }
    return page.toString();
  }

  private static String firstTheme(List<Entry> entries) {
    return THEMES.keySet().stream()
        .filter(theme -> entries.stream().anyMatch(entry -> entry.theme().equals(theme)))
        .findFirst()
        .orElseThrow();
  }

  private static String section(List<Entry> entries) {
    return "\n**"
        + linked(entries.get(0).paper())
        + "**\n\n"
        + entries.stream().map(Entry::line).collect(joining());
  }

  private List<Entry> entries() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.lrs").stream()
            .map(this::entry)
            .flatMap(Optional::stream)
            .sorted(Comparator.comparing(entry -> entry.type().getSimpleName()))
            .toList();
  }

  private Optional<Entry> entry(JavaClass type) {
    if (type.isAnnotatedWith(Source.class)) {
      Source source = type.getAnnotationOfType(Source.class);
      return Optional.of(entry(type, source.paper(), source.at()));
    }
    if (type.isAnnotatedWith(Published.class)) {
      Published published = type.getAnnotationOfType(Published.class);
      return Optional.of(entry(type, published.paper(), published.at()));
    }
    return Optional.empty();
  }

  private Entry entry(JavaClass type, String paper, String at) {
    return new Entry(type, paper, at, SourceFile.of(root, type.getName()));
  }

  /** A text whose arXiv numbers are links. */
  static String linked(String text) {
    return ARXIV
        .matcher(text.replace("<", "&lt;"))
        .replaceAll("[arXiv $1](https://arxiv.org/abs/$1)");
  }
}

package org.lrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages for people: their links lead to files. */
class DocumentationTest {

  private static final Path ROOT = Path.of(System.getProperty("lrs.root"));
  // Links inside the repository: no scheme, and not only a place on the same page.
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String place : List.of("", "docs", "configs")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(place))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void relativeLinksLeadToFiles(Path page) throws IOException {
    List<String> broken = new ArrayList<>();
    Matcher link = LINK.matcher(Files.readString(page));
    while (link.find()) {
      if (!Files.exists(page.resolveSibling(link.group(1)))) {
        broken.add(link.group(1));
      }
    }
    assertThat(broken).as("broken links of %s", ROOT.relativize(page)).isEmpty();
  }
}

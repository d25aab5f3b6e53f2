package org.lrs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A library that the code uses is named in the {@code pom.xml} of its module, or of a module that
 * this one is built on, and does not come along with another library by luck.
 */
class DeclaredLibrariesTest {
  private static final Pattern MODULE = Pattern.compile(".*/(lrs-[a-z]+)/target/.*");
  private static final Pattern JAR = Pattern.compile(".*/([^/]+?)-\\d[^/]*\\.jar!?/?.*");
  private static final Pattern DECLARED =
      Pattern.compile(
          "<dependency>\\s*<groupId>[^<]*</groupId>\\s*<artifactId>([^<]*)</artifactId>");

  @Test
  void everyLibraryInUseIsDeclared() throws IOException {
    JavaClasses program = new ClassFileImporter().importPaths(SourceFiles.classes());
    Set<String> undeclared = new TreeSet<>();
    Set<String> modules = new TreeSet<>();
    for (JavaClass type : program) {
      Matcher module = MODULE.matcher(type.getSource().orElseThrow().getUri().toString());
      if (module.matches()) {
        modules.add(module.group(1));
        Set<String> declared = declared(module.group(1));
        type.getDirectDependenciesFromSelf().stream()
            .map(Dependency::getTargetClass)
            .map(JavaClass::getBaseComponentType)
            .flatMap(target -> target.getSource().stream())
            .map(source -> JAR.matcher(source.getUri().toString()))
            .filter(Matcher::matches)
            .map(jar -> jar.group(1))
            .filter(library -> !declared.contains(library))
            .forEach(library -> undeclared.add(module.group(1) + ": " + library));
      }
    }
    assertThat(modules)
        .contains("lrs-engine", "lrs-method", "lrs-experiment", "lrs-app", "lrs-bench");
    assertThat(undeclared).isEmpty();
  }

  /** Libraries of a module and of those it is built on. */
  private static Set<String> declared(String module) throws IOException {
    Set<String> found = new HashSet<>(Set.of(module));
    Path pom = SourceFiles.ROOT.resolve(module).resolve("pom.xml");
    Matcher dependency = DECLARED.matcher(Files.readString(pom));
    while (dependency.find()) {
      String library = dependency.group(1);
      found.add(library);
      if (library.startsWith("lrs-")) {
        found.addAll(declared(library));
      }
    }
    return found;
  }
}

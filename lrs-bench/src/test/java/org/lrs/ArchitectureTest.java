package org.lrs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.attack.AttackRecipe;

/**
 * The structure that docs/architecture.md describes, checked on the compiled classes. It stands in
 * the module that is built last and sees all others.
 */
class ArchitectureTest {

  /** Packages in their order: each may use only those before it. */
  private static final List<String> ORDER =
      List.of(
          "org.lrs.text",
          "org.lrs.tensor",
          "org.lrs.format",
          "org.lrs.nn",
          "org.lrs.data",
          "org.lrs.model",
          "org.lrs.threat",
          "org.lrs.lipschitz",
          "org.lrs.attack",
          "org.lrs.refine",
          "org.lrs.statistics",
          "org.lrs.evaluate",
          "org.lrs.analysis",
          "org.lrs.onnx",
          "org.lrs.result",
          "org.lrs.report",
          "org.lrs.experiment",
          "org.lrs.cli",
          "org.lrs.bench");

  /**
   * libtorch itself holds its number of threads once for the process. Beside it stand the device on
   * which tensors are made, the count of live tensors, and the innermost scope of each thread.
   */
  private static final List<String> OF_THE_NATIVE_LIBRARY =
      List.of(
          "Engine.DEVICE: a java.util.concurrent.atomic.AtomicReference",
          "Scope.CURRENT: a java.lang.ThreadLocal",
          "Scope.LIVE: a java.util.concurrent.atomic.AtomicLong");

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          // Pages that jte made of their templates: they note line numbers in arrays.
          .withImportOption(
              location -> !location.matches(Pattern.compile(".*/Jte\\w+Generated.class")))
          .importPaths(SourceFiles.classes());

  static List<String> packages() {
    return ORDER;
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageUsesOnlyThoseBeforeIt(String name) {
    int index = ORDER.indexOf(name);
    String[] later =
        ORDER.subList(index + 1, ORDER.size()).stream()
            .map(other -> other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(later)
        .allowEmptyShould(true)
        .check(PROGRAM);
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    Set<String> strangers = new TreeSet<>();
    for (JavaClass type : PROGRAM) {
      String name = type.getPackageName();
      if (!name.equals("org.lrs")
          && ORDER.stream().noneMatch(p -> name.equals(p) || name.startsWith(p + "."))) {
        strangers.add(name);
      }
    }
    assertThat(strangers).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // Any attack runs unchanged on a refined surrogate, and refining knows no attack.
    "attack, lipschitz",
    "attack, refine",
    "lipschitz, attack",
    "refine, attack",
    // Crafting never touches a target.
    "attack, evaluate",
    "attack, onnx",
    // A target cannot know how the surrogate was made.
    "evaluate, refine",
    "evaluate, lipschitz",
    "onnx, refine",
  })
  void claimsOfThePaperAreForbiddenEdges(String from, String to) {
    noClasses()
        .that()
        .resideInAPackage("org.lrs." + from + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.lrs." + to + "..")
        .check(PROGRAM);
  }

  @ParameterizedTest
  @CsvSource({
    "org.bytedeco, org.lrs.tensor",
    "ai.onnxruntime, org.lrs.onnx",
    "com.google.protobuf, org.lrs.onnx",
    "picocli, org.lrs.cli.. org.lrs.bench",
    "gg.jte, org.lrs.report",
    "net.razorvine, org.lrs.format",
    "org.apache.commons, org.lrs.data",
    "org.tukaani, org.lrs.data",
  })
  void libraryStaysInItsPackage(String library, String home) {
    noClasses()
        .that()
        .resideOutsideOfPackages((home + "..").split(" "))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library + "..")
        .check(PROGRAM);
  }

  @Test
  void noStateIsStaticAndMutableBesideThatOfTheNativeLibrary() {
    List<Class<?>> types = new ArrayList<>();
    PROGRAM.forEach(type -> types.add(type.reflect()));
    assertThat(StaticState.of(types)).containsExactlyElementsOf(OF_THE_NATIVE_LIBRARY);
  }

  @Test
  void randomNumbersComeFromRngAlone() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.lrs.tensor.Rng")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .orShould()
        .callMethod(Math.class, "random")
        .check(PROGRAM);
  }

  @Test
  void everyAttackSaysWhereItWasPublished() {
    classes()
        .that()
        .implement(AttackRecipe.class)
        .and()
        .areNotInterfaces()
        .should()
        .beAnnotatedWith(Published.class)
        .andShould()
        .beRecords()
        .check(PROGRAM);
  }
}

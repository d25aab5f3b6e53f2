package org.lrs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.attack.AttackRecipe;

/** The structure that docs/architecture.md describes, checked on the compiled classes. */
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
          "org.lrs.cli");

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("testkit"))
          .importPackages("org.lrs");

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
    "picocli, org.lrs.cli",
    "net.razorvine, org.lrs.format",
    "org.apache.commons, org.lrs.data",
    "com.twelvemonkeys, org.lrs.data",
    "org.tukaani, org.lrs.data",
  })
  void libraryStaysInItsPackage(String library, String home) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library + "..")
        .check(PROGRAM);
  }

  @Test
  void noStateIsStaticAndMutable() {
    fields().that().areStatic().should().beFinal().check(PROGRAM);
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
        .beAnnotatedWith(Source.class)
        .check(PROGRAM);
  }
}

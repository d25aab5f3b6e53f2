package org.lrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRecipes;
import org.lrs.experiment.configuration.AttackSpec;
import org.lrs.experiment.configuration.SpecParts;

/** Keeps {@code docs/attacks} equal to the recipes in the code. */
class AttackPagesTest {
  private static final Path ROOT = Path.of(System.getProperty("lrs.root"));
  private static final Pattern RECIPE = Pattern.compile("\\{recipe: \"?([^\"]*?)\"?, epsilon");

  static List<AttackRecipe> recipes() {
    return AttackRecipes.all();
  }

  @Test
  void pagesOnDiskAreThoseOfTheCode() throws IOException {
    new GeneratedFolder("docs/attacks", "AttackPagesTest").check(new AttackPages(ROOT).pages());
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void whatThePageTellsToWriteIsReadAsThePublishedSettings(AttackRecipe recipe) {
    String page = new AttackPages(ROOT).pages().get(recipe.name() + ".md");
    List<String> written = RECIPE.matcher(page).results().map(match -> match.group(1)).toList();
    assertThat(written).isNotEmpty();
    for (String text : written) {
      AttackSpec spec =
          SpecParts.attack("mine", Map.of("recipe", text, "epsilon", "8/255"), List.of());
      assertThat(spec.parts()).hasSize(1);
      assertThat(spec.parts().get(0)).isEqualTo(recipe);
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void pageSpeaksOfTheOtherTools(AttackRecipe recipe) {
    assertThat(recipe.published().differences())
        .contains("TransferAttack", "torchattacks", "foolbox");
  }

  @Test
  void costsAreThoseOfTheFormulas() {
    Map<String, String> pages = new AttackPages(ROOT).pages();
    // OPS: 30 noises, 30 chains and the image itself; VMI: one gradient and 20 neighbours.
    assertThat(pages.get("ops.md")).contains("901 a step on one surrogate", "9,010 in 10 steps");
    assertThat(pages.get("vmi-fgsm.md")).contains("21 a step on one surrogate", "1,050 in 50");
    assertThat(pages.get("fgsm.md")).contains("1 a step on one surrogate", "1 in its one step");
  }

  @ParameterizedTest
  @CsvSource({"0.2, 0.2", "20, 20", "0.03137254901960784, 8/255", "0.01, 0.01"})
  void numbersAreWrittenAsASpecWritesThem(double number, String text) {
    assertThat(AttackPages.text(number)).isEqualTo(text);
  }

  @Test
  void everyFamilyIsInTheIndex() {
    String index = new AttackPages(ROOT).pages().get("README.md");
    String names =
        Arrays.stream(index.split("\n"))
            .filter(line -> line.startsWith("| [`"))
            .map(line -> line.replaceFirst("\\| \\[`([^`]*)`.*", "$1"))
            .sorted()
            .collect(Collectors.joining(" "));
    assertThat(names)
        .isEqualTo(recipes().stream().map(AttackRecipe::name).collect(Collectors.joining(" ")));
  }
}

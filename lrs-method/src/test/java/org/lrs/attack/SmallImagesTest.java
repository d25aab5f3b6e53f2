package org.lrs.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.attack.gradient.Tim;
import org.lrs.data.Images;

class SmallImagesTest {

  static List<AttackRecipe> recipes() {
    return AttackRecipes.all();
  }

  /** Those measured in docs/attacks.md; a change there changes results. */
  @Test
  void settingsForSmallImagesAreThoseThatWereMeasured() {
    Map<String, String> found = new TreeMap<>();
    recipes().forEach(recipe -> found.put(recipe.name(), SmallImages.changes(recipe).toString()));
    found.values().removeIf("{}"::equals);
    assertThat(found)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "bsr", "{blocks=2, degrees=6.0}",
                "decowa", "{reach=0.2}",
                "fia", "{layer=late}",
                "gnp", "{radius=0.001}",
                "l2t", "{length=1}",
                "pi-plus", "{amplification=2.5, projection=0.1}",
                "rap", "{radius=0.25}",
                "sgm", "{gamma=0.5}",
                "sim", "{scales=3}",
                "tim", "{kernelSide=3}"));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void smallSettingsAreTakenOnce(AttackRecipe recipe) {
    assertThat(recipe.small()).hasSameClassAs(recipe);
    assertThat(recipe.small().small()).isEqualTo(recipe.small());
  }

  @ParameterizedTest
  @CsvSource({"32, 32, true", "64, 28, true", "65, 32, false", "224, 224, false"})
  void settingsAreNamedForSmallImagesOnly(int height, int width, boolean named) {
    Images images = new Images(new byte[height * width], 1, 1, height, width);
    assertThat(SmallImages.misfit(List.of(new Tim()), images).isPresent()).isEqualTo(named);
    assertThat(SmallImages.misfit(List.of(new Tim().small()), images)).isEmpty();
  }
}

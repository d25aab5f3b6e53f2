package org.lrs.experiment.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.Records;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRecipes;

/** Settings of every recipe of the catalogue, written as YAML and read back. */
class RecipeSettingsTest {

  static List<AttackRecipe> recipes() {
    return AttackRecipes.all();
  }

  static Stream<Arguments> settings() {
    return recipes().stream()
        .flatMap(
            recipe ->
                Records.names(recipe.getClass()).stream()
                    .map(key -> Arguments.argumentSet(recipe.name() + " " + key, recipe, key)));
  }

  private static Record read(String yaml) {
    AttackDecoder decoder = new AttackDecoder(new Paths(Path.of("")));
    AttackSpec spec = decoder.decode("a", YamlTree.ofFile("a.yaml", yaml));
    assertThat(spec.parts()).hasSize(1);
    return (Record) spec.parts().get(0);
  }

  private static Record besideTheRecipe(AttackRecipe recipe, Record config) {
    StringBuilder yaml = new StringBuilder("recipe: " + recipe.name() + "\nepsilon: 8/255\n");
    written(config).forEach((key, value) -> yaml.append(key + ": " + value + "\n"));
    return read(yaml.toString());
  }

  private static Record inBrackets(AttackRecipe recipe, Record config, boolean named) {
    Map<String, String> written = written(config);
    String settings =
        written.entrySet().stream()
            .map(e -> named ? e.getKey() + " = " + e.getValue() : e.getValue())
            .collect(Collectors.joining(", "));
    return read("recipe: \"%s(%s)\"\nepsilon: 8/255\n".formatted(recipe.name(), settings));
  }

  /** Every setting that has a value, as YAML. */
  private static Map<String, String> written(Record config) {
    Map<String, String> written = new LinkedHashMap<>();
    Records.values(config)
        .forEach((key, value) -> text(value).ifPresent(text -> written.put(key, text)));
    return written;
  }

  private static Optional<String> text(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.flatMap(RecipeSettingsTest::text);
    }
    if (value instanceof Enum<?> constant) {
      return Optional.of(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    String text = value.toString();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void publishedSettingsComeBackAsTheyWere(AttackRecipe recipe) {
    Record defaults = (Record) recipe;
    assertThat(besideTheRecipe(recipe, defaults)).isEqualTo(defaults);
    assertBracketsKeep(recipe, defaults);
    assertThat(read("recipe: " + recipe.name() + "\nepsilon: 8/255\n")).isEqualTo(defaults);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void changedSettingComesBackChanged(AttackRecipe recipe, String key) {
    Record changed = changed((Record) recipe, key);
    assertThat(changed).isNotEqualTo(recipe);
    assertThat(besideTheRecipe(recipe, changed)).isEqualTo(changed);
    assertBracketsKeep(recipe, changed);
  }

  /** Lists have commas of their own: they stand beside the recipe. */
  private static void assertBracketsKeep(AttackRecipe recipe, Record config) {
    if (Records.values(config).values().stream().noneMatch(List.class::isInstance)) {
      assertThat(inBrackets(recipe, config, true)).isEqualTo(config);
      assertThat(inBrackets(recipe, config, false)).isEqualTo(config);
    }
  }

  /** The settings with another value that they allow. */
  private static Record changed(Record config, String key) {
    for (Object other : others(Records.values(config).get(key))) {
      Optional<Record> changed = with(config, key, other);
      if (changed.isPresent()) {
        return changed.get();
      }
    }
    throw new AssertionError("no other value found for " + key + " of " + config);
  }

  private static List<Object> others(Object value) {
    List<Object> others = new ArrayList<>();
    if (value instanceof Integer number) {
      others.addAll(List.of(number + 1, number - 1, number + 2, number - 2));
    } else if (value instanceof Double number) {
      others.addAll(List.of(number + 0.25, number * 0.5, number + 1));
    } else if (value instanceof Boolean truth) {
      others.add(!truth);
    } else if (value instanceof Enum<?> constant) {
      for (Object other : constant.getDeclaringClass().getEnumConstants()) {
        if (!other.equals(value)) {
          others.add(other);
        }
      }
    } else if (value instanceof String) {
      others.add("pgd"); // where an attack is named, it has to be one
    } else if (value instanceof List<?>) {
      others.add(List.of("a", "b"));
    } else if (value instanceof Optional<?>) {
      others.addAll(List.of(Optional.of("other"), Optional.of(1), Optional.of(0.5)));
    }
    return others;
  }

  private static Optional<Record> with(Record config, String key, Object other) {
    RecordComponent[] components = config.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    Map<String, Object> before = Records.values(config);
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      types[i] = components[i].getType();
      values[i] = name.equals(key) ? other : before.get(name);
    }
    try {
      Constructor<? extends Record> constructor = config.getClass().getDeclaredConstructor(types);
      return Optional.of(constructor.newInstance(values));
    } catch (ReflectiveOperationException refused) {
      return Optional.empty();
    }
  }
}

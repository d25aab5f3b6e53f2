package org.lrs.cli;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRecipes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lrs attacks}: the published attacks that can be named in specs. */
@Command(
    name = "attacks",
    header = "List the attacks with their published settings.",
    footer = {"", "Example:", "  lrs attacks --json"},
    subcommands = AttacksCommand.ListAll.class)
final class AttacksCommand implements Runnable {

  @Mixin private Output output;

  /** One attack: where it comes from and its settings as published. */
  record Summary(
      String name,
      String family,
      String summary,
      Map<String, Object> defaults,
      String paper,
      String at) {}

  @Override
  public void run() {
    list(output);
  }

  private static void list(Output output) {
    List<Summary> all = AttackRecipes.all().stream().map(AttacksCommand::summary).toList();
    output.print(all, () -> text(all));
  }

  private static Summary summary(AttackRecipe<?> recipe) {
    return new Summary(
        recipe.name(),
        recipe.family().toString(),
        recipe.summary(),
        settings(recipe.defaults()),
        recipe.source().paper(),
        recipe.source().at());
  }

  private static Map<String, Object> settings(Record config) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      try {
        settings.put(component.getName(), component.getAccessor().invoke(config));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("settings of an attack must be a public record: " + config, e);
      }
    }
    return settings;
  }

  private static String text(List<Summary> all) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("attack", "what it adds", "settings"));
    for (Summary one : all) {
      String settings =
          one.defaults().entrySet().stream()
              .map(e -> e.getKey() + "=" + value(e.getValue()))
              .collect(Collectors.joining(" "));
      rows.add(List.of(one.name(), one.summary(), settings));
    }
    List<String> lines = Output.table(rows).lines().toList();
    StringBuilder text = new StringBuilder(lines.get(0)).append('\n');
    for (int i = 0; i < all.size(); i++) {
      text.append(lines.get(i + 1))
          .append('\n')
          .append("  ")
          .append(all.get(i).paper())
          .append('\n');
    }
    return text.toString();
  }

  /** Pixel units read best as parts of 255. */
  private static String value(Object value) {
    if (value instanceof Double d) {
      double pixels = d * 255;
      boolean whole = d > 0 && d < 1 && Math.abs(pixels - Math.rint(pixels)) < 1e-9;
      return whole ? Math.round(pixels) + "/255" : d.toString();
    }
    return String.valueOf(value);
  }

  /** {@code lrs attacks list}. */
  @Command(
      name = "list",
      header = "List the attacks with their published settings.",
      footer = {"", "Example:", "  lrs attacks list"})
  static final class ListAll implements Runnable {
    @Mixin private Output output;

    @Override
    public void run() {
      list(output);
    }
  }
}

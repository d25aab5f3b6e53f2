package org.lrs.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lrs.Records;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRecipes;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.SmallImages;
import org.lrs.threat.Ball;
import org.lrs.threat.Goal;
import org.lrs.threat.ThreatModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lrs attacks}: the published attacks that can be named in specs. */
@Command(
    name = "attacks",
    header = "List the attacks with their published settings.",
    footer = "  lrs attacks --json")
final class AttacksCommand implements Runnable {

  @Mixin private Output output;

  /**
   * One attack: what it does, its settings as published, its cost, and where it comes from.
   *
   * @param settings those of the recipe
   * @param small those that the preset {@code small} changes
   * @param at where in the paper
   */
  record Summary(
      String name,
      String shortName,
      String family,
      String summary,
      Map<String, Object> settings,
      Map<String, Object> small,
      Cost cost,
      String paper,
      String at,
      String formula,
      String differences) {}

  /**
   * Gradient evaluations per image, on a surrogate of one network.
   *
   * @param steps published number of steps
   * @param perStep mean over these steps
   * @param total of all steps
   */
  record Cost(int steps, double perStep, long total) {
    static Cost of(AttackRecipe recipe) {
      ThreatModel anyBall = new ThreatModel(Ball.of("linf", 8 / 255.0), Goal.UNTARGETED);
      IterativeAttack attack = recipe.build(anyBall);
      long total = attack.gradientEvaluations(1);
      return new Cost(attack.steps().count(), (double) total / attack.steps().count(), total);
    }
  }

  @Override
  public void run() {
    list(output);
  }

  @Command(
      name = "list",
      header = "List the attacks with their published settings.",
      footer = "  lrs attacks list")
  void list(@Mixin Output listed) {
    List<Summary> all = AttackRecipes.all().stream().map(AttacksCommand::summary).toList();
    listed.print(all, () -> text(all));
  }

  private static Summary summary(AttackRecipe recipe) {
    return new Summary(
        recipe.name(),
        recipe.shortName(),
        recipe.family().toString(),
        recipe.published().summary(),
        Records.values(recipe),
        SmallImages.changes(recipe),
        Cost.of(recipe),
        recipe.published().paper(),
        recipe.published().at(),
        recipe.published().formula(),
        recipe.published().differences());
  }

  private static String text(List<Summary> all) {
    String table =
        Output.table(
            List.of(
                "attack",
                "what it adds",
                "gradients a step",
                "steps",
                "gradients",
                "settings",
                "preset small"),
            all,
            one ->
                List.of(
                    one.name(),
                    one.summary(),
                    perStep(one.cost()),
                    String.valueOf(one.cost().steps()),
                    Output.format("%,d", one.cost().total()),
                    words(one.settings()),
                    words(one.small())));
    List<String> lines = table.lines().toList();
    StringBuilder text = new StringBuilder(lines.get(0)).append('\n');
    for (int i = 0; i < all.size(); i++) {
      text.append("%s\n  %s\n".formatted(lines.get(i + 1), all.get(i).paper()));
    }
    return text.toString();
  }

  private static String words(Map<String, Object> settings) {
    return settings.entrySet().stream()
        .map(e -> e.getKey() + "=" + value(e.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String perStep(Cost cost) {
    boolean whole = cost.total() % cost.steps() == 0;
    return Output.format(whole ? "%,.0f" : "%,.1f", cost.perStep());
  }

  /** Numbers that no short decimal hits, such as 8/255, read best as parts of 255. */
  private static String value(Object value) {
    if (value instanceof Double d) {
      double pixels = d * 255;
      boolean whole = d > 0 && d < 1 && Math.abs(pixels - Math.rint(pixels)) < 1e-9;
      String decimal = d.toString();
      return whole && decimal.length() > 6 ? Math.round(pixels) + "/255" : decimal;
    }
    return String.valueOf(value);
  }
}

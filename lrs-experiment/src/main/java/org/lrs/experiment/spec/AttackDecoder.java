package org.lrs.experiment.spec;

import java.util.ArrayList;
import java.util.List;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRecipes;
import org.lrs.threat.Ball;
import org.lrs.threat.Goal;
import org.lrs.threat.ThreatModel;

/** Reads one entry of {@code attacks}. */
final class AttackDecoder {

  private static final List<String> THREAT = List.of("recipe", "epsilon", "norm", "goal");

  private AttackDecoder() {}

  static AttackSpec decode(String name, SpecNode node) {
    AttackRecipe<?> recipe = recipe(node);
    return decode(name, node, recipe);
  }

  private static AttackRecipe<?> recipe(SpecNode node) {
    SpecNode recipe = node.fields().get("recipe");
    if (recipe == null) {
      throw node.error("attack needs 'recipe', the name of a published attack");
    }
    return recipe.refusing(() -> AttackRecipes.get(recipe.text()));
  }

  private static <C extends Record> AttackSpec decode(
      String name, SpecNode node, AttackRecipe<C> recipe) {
    List<String> keys = new ArrayList<>(THREAT);
    keys.addAll(RecordBinder.keys(recipe.defaults().getClass()));
    Fields fields = Fields.of(node, "attack", keys);
    C config = RecordBinder.bind(node, recipe.defaults());
    ThreatModel threat = threat(fields);
    return node.refusing(() -> AttackSpec.of(name, recipe, config, threat));
  }

  private static ThreatModel threat(Fields fields) {
    String norm =
        fields.find("norm").map(n -> Values.oneOf(n, "norm", List.of("linf", "l2"))).orElse("linf");
    SpecNode epsilon = fields.get("epsilon");
    double radius = Values.number(epsilon, "epsilon");
    Ball ball = epsilon.refusing(() -> Ball.of(norm, radius));
    return new ThreatModel(ball, fields.constant("goal", Goal.UNTARGETED));
  }
}

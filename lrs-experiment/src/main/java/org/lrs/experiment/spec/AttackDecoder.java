package org.lrs.experiment.spec;

import java.util.ArrayList;
import java.util.List;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.Steps;
import org.lrs.threat.Ball;
import org.lrs.threat.Goal;
import org.lrs.threat.ThreatModel;

/** Reads one entry of {@code attacks}. */
final class AttackDecoder {

  private static final List<String> OWN =
      List.of("recipe", "epsilon", "norm", "goal", "stepSize", "steps");

  private AttackDecoder() {}

  static AttackSpec decode(String name, SpecNode node) {
    SpecNode recipe = node.fields().get("recipe");
    if (recipe == null) {
      throw node.error("attack needs 'recipe', the name of a published attack");
    }
    List<AttackExpression.Term> terms = AttackExpression.read(recipe);
    List<String> keys = new ArrayList<>(OWN);
    terms.forEach(t -> keys.addAll(RecordBinder.keys(t.recipe().defaults().getClass())));
    Fields fields = Fields.of(node, "attack", keys);
    List<AttackSpec.Part<?>> parts = new ArrayList<>();
    for (AttackExpression.Term term : terms) {
      parts.add(part(node, term.recipe(), term.settings()));
    }
    ThreatModel threat = threat(fields);
    return node.refusing(() -> compose(name, recipe.text(), parts, fields, threat));
  }

  /** Settings in brackets win over those beside the recipe, which all parts may use. */
  private static <C extends Record> AttackSpec.Part<C> part(
      SpecNode node, AttackRecipe<C> recipe, SpecNode settings) {
    C beside = RecordBinder.bind(node, recipe.defaults());
    return new AttackSpec.Part<>(recipe, RecordBinder.bind(settings, beside));
  }

  private static AttackSpec compose(
      String name,
      String recipe,
      List<AttackSpec.Part<?>> parts,
      Fields fields,
      ThreatModel threat) {
    Composition composition = new Composition(threat);
    parts.forEach(part -> part.addTo(composition));
    Steps published = composition.build().steps();
    if (fields.find("stepSize").isPresent() || fields.find("steps").isPresent()) {
      composition.steps(
          new Steps(
              fields.number("stepSize", published.size()),
              fields.count("steps", published.count(), 1)));
    }
    IterativeAttack attack = composition.build();
    return new AttackSpec(name, recipe, parts, attack.steps(), threat, attack);
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

package org.lrs.experiment.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.lrs.Records;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.Repair;
import org.lrs.attack.Steps;
import org.lrs.attack.TargetRule;
import org.lrs.threat.Ball;
import org.lrs.threat.Goal;
import org.lrs.threat.ThreatModel;

/** Reads one entry of {@code attacks}. */
final class AttackDecoder {

  private static final List<String> OWN =
      List.of(
          "recipe",
          "objective",
          "epsilon",
          "norm",
          "goal",
          "targetClass",
          "stepSize",
          "steps",
          "gradients",
          "every",
          "repair",
          "surrogates");
  private static final int MOST_GRADIENTS = 1_000_000_000;

  private final Paths paths;

  AttackDecoder(Paths paths) {
    this.paths = paths;
  }

  AttackSpec decode(String name, SpecNode node) {
    SpecNode recipe = node.fields().get("recipe");
    if (recipe == null) {
      throw node.error("attack needs 'recipe', the name of a published attack");
    }
    List<AttackExpression.Part> terms = new ArrayList<>(AttackExpression.read(recipe));
    SpecNode objective = node.fields().get("objective");
    if (objective != null) {
      terms.add(AttackExpression.readObjective(objective));
    }
    String written = recipe.text() + (objective == null ? "" : " + " + objective.text());
    List<String> keys = new ArrayList<>(OWN);
    terms.forEach(t -> keys.addAll(Records.names(t.recipe().getClass())));
    Fields fields = Fields.of(node, "attack", keys);
    List<AttackRecipe> parts = new ArrayList<>();
    for (AttackExpression.Part term : terms) {
      parts.add(part(node, term.recipe(), term.settings()));
    }
    ThreatModel threat = threat(fields);
    TargetRule targets = targets(fields, threat.goal());
    return node.refusing(() -> compose(name, written, parts, fields, threat, targets));
  }

  /** Settings in brackets win over those beside the recipe, which all parts may use. */
  private static AttackRecipe part(SpecNode node, AttackRecipe recipe, SpecNode settings) {
    return RecordBinder.bind(settings, RecordBinder.bind(node, recipe));
  }

  private static AttackSpec compose(
      String name,
      String recipe,
      List<AttackRecipe> parts,
      Fields fields,
      ThreatModel threat,
      TargetRule targets) {
    Composition composition = new Composition(threat);
    parts.forEach(composition::add);
    Steps published = composition.build().steps();
    OptionalInt budget = budget(fields);
    if (fields.find("stepSize").isPresent() || fields.find("steps").isPresent()) {
      composition.steps(
          new Steps(
              fields.number("stepSize", published.size()),
              fields.count("steps", published.count(), 1)));
    }
    if (budget.isPresent()) {
      composition.steps(composition.build().within(budget.getAsInt(), 1).steps());
    }
    IterativeAttack attack = composition.build();
    int every = fields.count("every", 0, 1);
    Repair repair = new Repair(fields.count("repair", 0, 0));
    return new AttackSpec(
        name, recipe, parts, attack.steps(), threat, attack, budget, targets, every, repair);
  }

  private static OptionalInt budget(Fields fields) {
    Optional<SpecNode> gradients = fields.find("gradients");
    if (gradients.isPresent() && fields.find("steps").isPresent()) {
      throw gradients
          .get()
          .error("'gradients' and 'steps' both decide how many steps are done; keep one");
    }
    return gradients.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of((int) Values.integer(gradients.get(), "gradients", 1, MOST_GRADIENTS));
  }

  private TargetRule targets(Fields fields, Goal goal) {
    Optional<SpecNode> given = fields.find("targetClass");
    if (given.isEmpty()) {
      return TargetRule.Other.RANDOM;
    }
    if (goal == Goal.UNTARGETED) {
      throw given.get().error("'targetClass' names a class; it needs 'goal: targeted'");
    }
    String text = fields.text("targetClass");
    for (TargetRule.Other rule : TargetRule.Other.values()) {
      if (rule.words().equals(text)) {
        return rule;
      }
    }
    return text.endsWith(".npy")
        ? new TargetRule.Listed(paths.existing(given.get()))
        : new TargetRule.Named(text);
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

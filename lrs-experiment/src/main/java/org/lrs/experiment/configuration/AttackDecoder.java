package org.lrs.experiment.configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.lrs.Records;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRecipes;
import org.lrs.attack.Composition;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.Repair;
import org.lrs.attack.Steps;
import org.lrs.attack.TargetRule;
import org.lrs.threat.Ball;
import org.lrs.threat.Goal;
import org.lrs.threat.ThreatModel;

/**
 * Reads one entry of {@code attacks}. Its recipe is a composition of published attacks, {@code
 * vmi-fgsm + dim + sgm(0.2)}, or a compound of short names: {@code mi-di-ti}.
 */
record AttackDecoder(Paths paths) {

  private static final String PRESET = "preset";
  private static final String SMALL = "small";
  private static final List<String> PRESETS = List.of("published", SMALL);
  private static final List<String> OWN =
      List.of(
          "recipe",
          PRESET,
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
  private static final int MOST_RECORDED = 1_000;
  private static final String COMPOSITION =
      "an attack is written like 'mi-fgsm' or 'vmi-fgsm + dim + sgm(0.2)'";
  private static final String OBJECTIVE = "an attack is written like 'logit-margin' or 'fia(30)'";

  /** A recipe as published, and the term that names it, with settings in brackets. */
  private record Part(AttackRecipe recipe, Term term) {
    List<String> settings() {
      return Records.names(recipe.getClass());
    }

    // Settings in brackets win over those beside the recipe, which all parts may use.
    AttackRecipe laidOver(SpecNode beside, boolean small) {
      AttackRecipe start = small ? recipe.small() : recipe;
      return term.laidOver(recipe.name(), RecordBinder.bind(beside, start));
    }

    boolean isAsPublished(SpecNode beside) {
      return term.brackets().filter(text -> !text.isBlank()).isEmpty()
          && settings().stream().noneMatch(beside.fields()::containsKey);
    }
  }

  AttackSpec decode(String name, SpecNode node) {
    SpecNode recipe = node.fields().get("recipe");
    if (recipe == null) {
      throw node.error("attack needs 'recipe', the name of a published attack");
    }
    List<Part> named = new ArrayList<>();
    Term.all(recipe, COMPOSITION).forEach(term -> named.addAll(parts(term)));
    String written = recipe.text();
    SpecNode objective = node.fields().get("objective");
    if (objective != null) {
      Term term = Term.only(objective, OBJECTIVE);
      named.add(
          new Part(
              objective.refusing(() -> AttackRecipes.get(term.name(), AttackFamily.OBJECTIVE)),
              term));
      written += " + " + objective.text();
    }
    Stream<String> settings = named.stream().flatMap(part -> part.settings().stream());
    Fields fields = Fields.of(node, "attack", Stream.concat(OWN.stream(), settings).toList());
    Optional<String> preset = fields.find(PRESET).map(n -> n.oneOf(PRESET, PRESETS));
    boolean small = preset.filter(SMALL::equals).isPresent();
    List<AttackRecipe> recipes = named.stream().map(part -> part.laidOver(node, small)).toList();
    List<AttackRecipe> unchosen =
        named.stream()
            .filter(part -> preset.isEmpty() && part.isAsPublished(node))
            .map(Part::recipe)
            .toList();
    ThreatModel threat = threat(fields);
    TargetRule targets = targets(fields, threat.goal());
    OptionalInt budget = budget(fields);
    IterativeAttack attack = node.refusing(() -> compose(recipes, fields, threat, budget));
    int every = every(fields, attack.steps().count());
    Repair repair = node.refusing(() -> new Repair(fields.count("repair", 0, 0)));
    return new AttackSpec(name, written, recipes, unchosen, attack, budget, targets, every, repair);
  }

  /** The recipe of that name; those of {@code mi-di-ti}, if the whole is no name. */
  private static List<Part> parts(Term term) {
    List<AttackRecipe> all = AttackRecipes.all();
    List<String> pieces = Arrays.asList(term.name().split("-"));
    List<Part> compound =
        pieces.stream()
            .flatMap(piece -> all.stream().filter(r -> r.shortName().equals(piece)))
            .map(recipe -> new Part(recipe, term))
            .toList();
    boolean isCompound = pieces.size() > 1 && compound.size() == pieces.size();
    return isCompound
            && term.brackets().isEmpty()
            && all.stream().noneMatch(r -> AttackRecipes.answersTo(r, term.name()))
        ? compound
        : List.of(new Part(term.node().refusing(() -> AttackRecipes.get(term.name())), term));
  }

  private static IterativeAttack compose(
      List<AttackRecipe> recipes, Fields fields, ThreatModel threat, OptionalInt budget) {
    Composition composition = new Composition(threat);
    recipes.forEach(composition::add);
    Steps published = composition.build().steps();
    composition.steps(
        new Steps(
            fields.number("stepSize", published.size()),
            fields.count("steps", published.count(), 1)));
    if (budget.isPresent()) {
      composition.steps(composition.build().within(budget.getAsInt(), 1).steps());
    }
    return composition.build();
  }

  private static int every(Fields fields, int steps) {
    int every = fields.count("every", 0, 1);
    if (every > 0 && steps / every > MOST_RECORDED) {
      throw fields
          .get("every")
          .error(
              "at most %s sets of images are kept of one attack, these are %s; raise 'every'"
                  .formatted(MOST_RECORDED, steps / every));
    }
    return every;
  }

  private static OptionalInt budget(Fields fields) {
    Optional<SpecNode> gradients = fields.find("gradients");
    if (gradients.isEmpty()) {
      return OptionalInt.empty();
    }
    if (fields.find("steps").isPresent()) {
      throw gradients
          .get()
          .error("'gradients' and 'steps' both decide how many steps are done; keep one");
    }
    return OptionalInt.of((int) gradients.get().integer("gradients", 1, MOST_GRADIENTS));
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
        ? new TargetRule.Listed(paths.existing(given.get()).path())
        : new TargetRule.Named(text);
  }

  private static ThreatModel threat(Fields fields) {
    String norm =
        fields.find("norm").map(n -> n.oneOf("norm", List.of("linf", "l2"))).orElse("linf");
    SpecNode epsilon = fields.get("epsilon");
    double radius = epsilon.number("epsilon");
    Ball ball = epsilon.refusing(() -> Ball.of(norm, radius));
    return new ThreatModel(ball, fields.constant("goal", Goal.UNTARGETED));
  }
}

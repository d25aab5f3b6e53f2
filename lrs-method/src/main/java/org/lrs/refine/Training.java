package org.lrs.refine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.lrs.Range;
import org.lrs.Records;
import org.lrs.data.ImageDataset;
import org.lrs.model.Classifier;
import org.lrs.text.NearestName;

/**
 * A training in the making: plain settings, and what published refinements add to them: terms of
 * the loss, a step rule, an outcome. Two refinements that set the same thing to different values
 * are refused.
 *
 * <p>A plain setting given outside of refinements wins over theirs, if it comes after them:
 *
 * <pre>{@code
 * Training.stable().with(new LrsF()).with(new Swa()).maxSteps(600).refine(classifier, images, seed)
 * }</pre>
 *
 * @param settings plain settings
 * @param refinements in the order in which they came
 * @param terms of the loss beside the cross-entropy, by name, whatever order they came in
 * @param stepRule where each step takes its gradient
 * @param outcome which weights the training leaves
 */
public record Training(
    TrainingSettings settings,
    List<Refinement> refinements,
    List<LossTerm> terms,
    StepRule stepRule,
    Outcome outcome)
    implements PlainSettings<Training> {

  public Training {
    refinements = List.copyOf(refinements);
    terms = terms.stream().sorted(Comparator.comparing(LossTerm::name)).toList();
  }

  /** A training with cross-entropy alone. */
  public static Training of(TrainingSettings settings) {
    return new Training(settings, List.of(), List.of(), new StepRule.Plain(), new Outcome.Last(1));
  }

  /** The default, {@link Preset#STABLE}. */
  public static Training stable() {
    return of(TrainingSettings.STABLE).outcome(new Outcome.Mean(Averaging.STABLE, 1));
  }

  /** {@link Preset#BASIC}. */
  public static Training basic() {
    return of(TrainingSettings.BASIC);
  }

  /** {@link Preset#PUBLISHED}. */
  public static Training published() {
    return basic()
        .epochs(10)
        .learningRate(1e-3)
        .clipNorm(0)
        .warmUpSteps(0)
        .batchNorm(BatchNormPolicy.FROZEN_AFTER_FIRST_BATCH);
  }

  /**
   * Adds a refinement.
   *
   * @throws IllegalArgumentException if it contradicts one that was added before: if their order
   *     matters
   */
  public Training with(Refinement refinement) {
    String name = refinement.name();
    Range.require(
        refinements.stream().noneMatch(other -> other.name().equals(name)),
        "'" + name + "' is given twice; keep one");
    refinements.forEach(before -> requireAgreement(before, refinement));
    List<Refinement> all = new ArrayList<>(refinements);
    all.add(refinement);
    Training added = refinement.addTo(this);
    return new Training(added.settings, all, added.terms, added.stepRule, added.outcome);
  }

  private static void requireAgreement(Refinement one, Refinement other) {
    Map<String, Object> oneFirst = other.addTo(one.addTo(stable())).byName();
    Map<String, Object> otherFirst = one.addTo(other.addTo(stable())).byName();
    oneFirst.forEach(
        (what, value) ->
            Range.require(
                value.equals(otherFirst.get(what)),
                "'%s' and '%s' both set %s, to different values; keep one"
                    .formatted(one.name(), other.name(), what)));
  }

  private Map<String, Object> byName() {
    Map<String, Object> all = Records.values(settings);
    all.put("the step rule", stepRule);
    all.put("the outcome", outcome);
    terms.forEach(term -> all.put("the term " + term.name(), term));
    return all;
  }

  /** A further term of the loss, in place of one of the same name. */
  public Training term(LossTerm term) {
    List<LossTerm> all = new ArrayList<>(terms);
    all.removeIf(other -> other.name().equals(term.name()));
    all.add(term);
    return new Training(settings, refinements, all, stepRule, outcome);
  }

  /** Where each step takes its gradient. */
  public Training stepRule(StepRule rule) {
    return new Training(settings, refinements, terms, rule, outcome);
  }

  /** Which weights the training leaves. */
  public Training outcome(Outcome result) {
    return new Training(settings, refinements, terms, stepRule, result);
  }

  /** The last weights, where nothing but the preset asks for a mean. */
  public Training unaveraged() {
    return outcome.equals(stable().outcome()) ? outcome(new Outcome.Last(1)) : this;
  }

  /** So many networks as the outcome gives: along the trajectory, or drawn around its mean. */
  public Training networks(int count) {
    return outcome(outcome.networks(count));
  }

  /** Plain settings in place of these, for what reads them from a file. */
  public Training settings(TrainingSettings others) {
    return new Training(others, refinements, terms, stepRule, outcome);
  }

  @Override
  public Training set(String name, Object value) {
    List<String> names = Records.names(TrainingSettings.class);
    NearestName.require("setting", name, names);
    return settings(Records.with(settings, Map.of(name, value)));
  }

  /** LRS-1 and LRS-2, as far as they are in the loss: they share the clean pass. */
  List<PointTerm> pointTerms() {
    return terms.stream().filter(PointTerm.class::isInstance).map(PointTerm.class::cast).toList();
  }

  /** The other terms beside the cross-entropy. */
  List<LossTerm> furtherTerms() {
    return terms.stream().filter(term -> !(term instanceof PointTerm)).toList();
  }

  /** Whether a step needs the clean images' loss: for its own sake, or for a penalty. */
  boolean hasCleanPass() {
    return settings.crossEntropyWeight() > 0 || !pointTerms().isEmpty();
  }

  boolean differentiatesGradient() {
    return pointTerms().stream().anyMatch(PointTerm::differentiatesGradient);
  }

  boolean auxiliaryNorms() {
    return terms.stream().anyMatch(LossTerm::auxiliaryNorms);
  }

  /** Whether a term learns from a witness, which is given to {@link FineTuner#witness}. */
  public boolean needsWitness() {
    return terms.stream().anyMatch(LossTerm::needsWitness);
  }

  /**
   * This training, if something in it learns the labels.
   *
   * @throws IllegalArgumentException if nothing does
   */
  public Training checked() {
    Range.require(
        hasCleanPass() || terms.stream().anyMatch(LossTerm::learnsLabels),
        "crossEntropyWeight is 0 and nothing else learns the labels; raise it or add"
            + " 'adversarial'");
    Range.require(
        hasCleanPass() || !auxiliaryNorms(),
        "a batch normalisation of their own for adversarial images needs clean images beside them;"
            + " set crossEntropyWeight above 0");
    return this;
  }

  /**
   * Arithmetic of one step in forward passes over its batch, where the reverse of a pass counts as
   * much for each of inputs and parameters. For estimates of time alone.
   */
  public double passes() {
    double clean = hasCleanPass() ? 3 : 0;
    return stepRule.evaluations() * (clean + terms.stream().mapToDouble(LossTerm::passes).sum());
  }

  /**
   * Arithmetic of the whole run, in forward passes over one image.
   *
   * @param images number of training images
   */
  public double cost(int images) {
    return passes() * settings.batchSize() * settings.totalSteps(images);
  }

  /** All that the trained weights depend on beside seed and images, by name. */
  public Map<String, Object> parts() {
    return Map.of("settings", settings, "terms", terms, "stepRule", stepRule, "outcome", outcome);
  }

  /**
   * Refines a classifier in place, without checkpoints and without a witness.
   *
   * @param seed root of the order of images, their augmentation and every draw
   */
  public FineTuner.Result refine(Classifier classifier, ImageDataset images, long seed) {
    return new FineTuner(this, seed).run(classifier, images);
  }
}

package org.lrs.experiment.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lrs.Records;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.refine.Refinement;
import org.lrs.refine.recipe.AdvProp;
import org.lrs.refine.recipe.Adversarial;
import org.lrs.refine.recipe.InputGradient;
import org.lrs.refine.recipe.Jacobian;
import org.lrs.refine.recipe.Lrs1;
import org.lrs.refine.recipe.Lrs2;
import org.lrs.refine.recipe.LrsF;
import org.lrs.refine.recipe.Sam;
import org.lrs.refine.recipe.Swa;
import org.lrs.refine.recipe.Swag;

/**
 * Keys of {@code refine} that stand for a group of settings, as specs had them before refinements
 * could be put together: {@code lrs}, {@code adversarial}, {@code averaging} and so on. Each
 * changes the refinement that has those settings, or adds it.
 */
final class FormerKeys {

  static final List<String> ALL =
      List.of("lrs", "adversarial", "inputGradient", "jacobian", "sharpness", "averaging");
  private static final List<String> PLAIN = List.of("batchNorm", "crossEntropyWeight");

  private final SpecNode plain;
  private final List<Refinement> refinements;

  /**
   * @param mapping the whole mapping
   * @param named the refinements it names
   * @param mode reading of Lipschitz penalties that none of them adds
   */
  FormerKeys(SpecNode mapping, List<Refinement> named, PenaltyMode mode) {
    plain = SpecNode.mapping(mapping.place());
    plain.fields().putAll(mapping.fields());
    refinements = new ArrayList<>(named);
    find(mapping, "lrs").ifPresent(node -> lrs(node, mode));
    find(mapping, "adversarial").ifPresent(this::adversarial);
    find(mapping, "inputGradient")
        .ifPresent(node -> bound(node, "inputGradient", new InputGradient()));
    find(mapping, "jacobian").ifPresent(node -> bound(node, "jacobian", new Jacobian()));
    find(mapping, "sharpness").ifPresent(this::sharpness);
    find(mapping, "averaging").ifPresent(this::averaging);
  }

  /** The refinements with these settings. */
  List<Refinement> refinements() {
    return refinements;
  }

  /** The mapping with the plain settings that stood inside {@code lrs}. */
  SpecNode plain() {
    return plain;
  }

  private static Optional<SpecNode> find(SpecNode mapping, String key) {
    return Optional.ofNullable(mapping.fields().get(key));
  }

  private void lrs(SpecNode node, PenaltyMode mode) {
    List<String> keys = Records.names(LrsF.class);
    Fields.of(node, "lrs", Stream.concat(keys.stream(), PLAIN.stream()).distinct().toList());
    for (String key : PLAIN) {
      find(node, key).ifPresent(value -> plain.fields().putIfAbsent(key, value));
    }
    SpecNode own = SpecNode.mapping(node.place());
    own.fields().putAll(node.fields());
    own.fields().keySet().removeAll(PLAIN);
    LrsF start = both(take(LrsF.class), take(Lrs1.class), take(Lrs2.class), mode);
    refinements.add(fewest(RecordBinder.bind(own, start)));
  }

  /** The refinement with these penalties alone. */
  private static Refinement fewest(LrsF lrs) {
    if (lrs.weight1() > 0 && lrs.weight2() == 0) {
      return new Lrs1(lrs.weight1(), lrs.step1(), lrs.mode(), lrs.crossEntropyWeight());
    }
    return lrs.weight1() == 0 && lrs.weight2() > 0 && lrs.crossEntropyWeight() == 1
        ? new Lrs2(lrs.weight2(), lrs.step2(), lrs.mode(), lrs.difference2())
        : lrs;
  }

  /** The Lipschitz penalties as one refinement. */
  private static LrsF both(
      Optional<LrsF> both, Optional<Lrs1> first, Optional<Lrs2> second, PenaltyMode mode) {
    LrsF none = both.orElse(new LrsF(0, 0, mode, 1));
    LrsF one =
        first
            .map(
                r ->
                    new LrsF(
                        r.weight(),
                        none.weight2(),
                        r.step(),
                        none.step2(),
                        r.mode(),
                        r.crossEntropyWeight(),
                        none.difference2()))
            .orElse(none);
    return second
        .map(
            r ->
                new LrsF(
                    one.weight1(),
                    r.weight(),
                    one.step1(),
                    r.step(),
                    r.mode(),
                    one.crossEntropyWeight(),
                    r.difference()))
        .orElse(one);
  }

  private void adversarial(SpecNode node) {
    String key = "auxiliaryBatchNorm";
    List<String> keys = Records.names(Adversarial.class);
    Fields fields =
        Fields.of(node, "adversarial", Stream.concat(keys.stream(), Stream.of(key)).toList());
    Optional<AdvProp> auxiliary = take(AdvProp.class);
    Optional<Adversarial> alone = take(Adversarial.class);
    Adversarial start = alone.orElse(new Adversarial().withCleanWeight(1));
    if (auxiliary.isPresent()) {
      AdvProp a = auxiliary.get();
      start = new Adversarial(a.weight(), a.epsilon(), a.stepSize(), a.steps(), a.randomStart(), 1);
    }
    Adversarial bound = RecordBinder.bind(node, start);
    boolean norms = fields.find(key).map(n -> Values.truth(n, key)).orElse(auxiliary.isPresent());
    refinements.add(
        norms
            ? new AdvProp(
                bound.weight(),
                bound.epsilon(),
                bound.stepSize(),
                bound.steps(),
                bound.randomStart())
            : bound);
  }

  private void sharpness(SpecNode node) {
    if (node.kind() == SpecNode.Kind.TEXT) {
      double radius = Values.number(node, "sharpness");
      refinements.removeIf(Sam.class::isInstance);
      refinements.add(node.refusing(() -> new Sam(radius)));
    } else {
      bound(node, "sharpness", new Sam());
    }
  }

  private void averaging(SpecNode node) {
    Fields fields = Fields.of(node, "averaging", Records.names(Swag.class));
    Optional<Swag> draws = take(Swag.class);
    Swa start =
        take(Swa.class)
            .or(() -> draws.map(s -> new Swa(s.start(), s.every(), s.batches())))
            .orElse(new Swa());
    Swa mean = RecordBinder.bind(node, start);
    int rank = fields.count("rank", draws.map(Swag::rank).orElse(0), 0);
    refinements.add(
        rank == 0
            ? mean
            : node.refusing(() -> new Swag(mean.start(), mean.every(), mean.batches(), rank)));
  }

  private <R extends Record & Refinement> void bound(SpecNode node, String key, R usual) {
    Fields.of(node, key, Records.names(usual.getClass()));
    @SuppressWarnings("unchecked")
    Class<R> type = (Class<R>) usual.getClass();
    refinements.add(RecordBinder.bind(node, take(type).orElse(usual)));
  }

  /** Takes the refinement of a type out of the list, if present. */
  private <R extends Refinement> Optional<R> take(Class<R> type) {
    Optional<R> found = refinements.stream().filter(type::isInstance).map(type::cast).findFirst();
    found.ifPresent(refinements::remove);
    return found;
  }
}

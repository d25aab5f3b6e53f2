package org.lrs.experiment.configuration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private static final String AUXILIARY = "auxiliaryBatchNorm";

  private final SpecNode plain;
  private final List<Refinement> refinements;

  /**
   * @param mapping the whole mapping
   * @param named the refinements it names
   * @param mode reading of Lipschitz penalties that none of them adds
   */
  FormerKeys(SpecNode mapping, List<Refinement> named, PenaltyMode mode) {
    plain = mapping.copy();
    refinements = new ArrayList<>(named);
    for (String key : ALL) {
      SpecNode node = mapping.fields().get(key);
      if (node != null) {
        Refinement changed =
            switch (key) {
              case "lrs" -> lrs(node, mode);
              case "adversarial" -> adversarial(node);
              case "inputGradient" -> RecordBinder.read(node, key, like(new InputGradient()));
              case "jacobian" -> RecordBinder.read(node, key, like(new Jacobian()));
              case "sharpness" -> RecordBinder.read(node, key, like(new Sam()));
              default -> averaging(node);
            };
        refinements.add(changed);
      }
    }
  }

  /** The refinements with these settings. */
  List<Refinement> refinements() {
    return refinements;
  }

  /** The mapping with the plain settings that stood inside {@code lrs}. */
  SpecNode plain() {
    return plain;
  }

  /**
   * A refinement with the settings of those that are named, which it replaces.
   *
   * @param usual for settings that none of them has
   * @param others kinds of refinements it replaces beside its own
   */
  private <R extends Refinement> R like(R usual, Class<?>... others) {
    R like = usual;
    for (Class<?> kind : Stream.concat(Stream.of(usual.getClass()), Stream.of(others)).toList()) {
      for (Refinement named : refinements.stream().filter(kind::isInstance).toList()) {
        like = Records.with(like, settings(named));
        refinements.remove(named);
      }
    }
    return like;
  }

  /** Those of LRS-1 and LRS-2 also with the number behind them that they have in LRS-F. */
  private static Map<String, Object> settings(Refinement refinement) {
    String number = refinement instanceof Lrs1 ? "1" : refinement instanceof Lrs2 ? "2" : "";
    Map<String, Object> all = new HashMap<>();
    Records.values(refinement)
        .forEach(
            (name, value) -> {
              all.put(name, value);
              all.put(name + number, value);
            });
    return all;
  }

  private Refinement lrs(SpecNode node, PenaltyMode mode) {
    List<String> keys = Records.names(LrsF.class);
    Fields.of(node, "lrs", Stream.concat(keys.stream(), PLAIN.stream()).distinct().toList());
    SpecNode own = node.copy();
    for (String key : PLAIN) {
      SpecNode value = own.fields().remove(key);
      if (value != null) {
        plain.fields().putIfAbsent(key, value);
      }
    }
    LrsF lrs = RecordBinder.bind(own, like(new LrsF(0, 0, mode, 1), Lrs1.class, Lrs2.class));
    // The refinement with these penalties alone.
    if (lrs.weight1() > 0 && lrs.weight2() == 0) {
      return new Lrs1(lrs.weight1(), lrs.step1(), lrs.mode(), lrs.crossEntropyWeight());
    }
    return lrs.weight1() == 0 && lrs.weight2() > 0 && lrs.crossEntropyWeight() == 1
        ? new Lrs2(lrs.weight2(), lrs.step2(), lrs.mode(), lrs.difference2())
        : lrs;
  }

  private Refinement adversarial(SpecNode node) {
    List<String> keys = Records.names(Adversarial.class);
    Fields fields =
        Fields.of(node, "adversarial", Stream.concat(keys.stream(), Stream.of(AUXILIARY)).toList());
    boolean named = refinements.stream().anyMatch(AdvProp.class::isInstance);
    boolean auxiliary = fields.find(AUXILIARY).map(n -> n.truth(AUXILIARY)).orElse(named);
    Adversarial usual = new Adversarial().withCleanWeight(1);
    Adversarial bound = RecordBinder.bind(node, like(usual, AdvProp.class));
    return auxiliary ? Records.with(new AdvProp(), Records.values(bound)) : bound;
  }

  private Refinement averaging(SpecNode node) {
    Fields fields = Fields.of(node, "averaging", Records.names(Swag.class));
    Stream<Swag> draws = refinements.stream().filter(Swag.class::isInstance).map(Swag.class::cast);
    int rank = fields.count("rank", draws.mapToInt(Swag::rank).findFirst().orElse(0), 0);
    Swa mean = RecordBinder.bind(node, like(new Swa(), Swag.class));
    return rank == 0
        ? mean
        : node.refusing(() -> new Swag(mean.start(), mean.every(), mean.batches(), rank));
  }
}

package org.lrs.experiment.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lrs.Records;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.refine.Preset;
import org.lrs.refine.Refinement;
import org.lrs.refine.Refinements;
import org.lrs.refine.Training;
import org.lrs.refine.TrainingSettings;
import org.lrs.text.Foreign;

/**
 * Reads {@code refine}: published refinements put together, as in {@code lrs-f + swa}, or a mapping
 * with them under {@code with}, a preset, and any plain setting. A single one may also stand under
 * {@code method}, the former name of {@code with}.
 */
final class RefineDecoder {

  private static final String EXAMPLE =
      "a refinement is written like 'lrs-f' or 'lrs-f(weight1=0.02) + swa'";
  private static final String WITH = "with";
  private static final String METHOD = "method";
  private static final String PRESET = "preset";
  private static final String WITNESS = "witness";

  private RefineDecoder() {}

  /**
   * Reads a refinement.
   *
   * @param model finds the network that the value of {@code witness} names
   */
  static RefineSpec decode(SpecNode node, Function<SpecNode, EngineNetwork> model) {
    SpecNode mapping = mapping(node);
    SpecNode named = named(mapping);
    List<Term> terms = Term.all(named, EXAMPLE);
    List<String> names = terms.stream().map(Term::name).toList();
    mapping.fields().forEach((key, value) -> requireNamed(key, value, names));
    List<String> keys = new ArrayList<>(List.of(WITH, METHOD, PRESET, WITNESS));
    keys.addAll(keysBeside());
    keys.addAll(names);
    Fields fields = Fields.of(mapping, "refine", keys);
    Preset preset = fields.constant(PRESET, Preset.STABLE);
    List<Refinement> all =
        terms.stream().map(t -> refinement(t, preset, fields.find(t.name()))).toList();
    Training start = preset.training();
    PenaltyMode mode = preset == Preset.PUBLISHED ? PenaltyMode.LINEAGE : PenaltyMode.REFERENCE;
    String method = String.join(" + ", names);
    String called = preset.toString().toLowerCase(Locale.ROOT);
    Training training = laid(mapping, named, start, all, mode);
    Optional<SpecNode> witness = fields.find(WITNESS);
    return witness
        .orElse(named)
        .refusing(() -> new RefineSpec(method, called, training, witness.map(model)));
  }

  /** A mapping with {@code with}, whichever of the two forms it was written in. */
  static SpecNode mapping(SpecNode node) {
    return node.kind() == SpecNode.Kind.TEXT
        ? SpecNode.mapping(node.place()).with(WITH, node)
        : node;
  }

  private static void requireNamed(String key, SpecNode value, List<String> names) {
    if (Refinements.names().contains(key)
        && !names.contains(key)
        && !FormerKeys.ALL.contains(key)) {
      String all = Foreign.text(String.join(" + ", names));
      throw value.error(
          "'%s' has settings here but is not among '%s'; write '%s + %s'"
              .formatted(key, all, all, key));
    }
  }

  private static SpecNode named(SpecNode mapping) {
    SpecNode method = mapping.fields().get(METHOD);
    SpecNode with = mapping.fields().get(WITH);
    if (method != null && with != null) {
      throw method.error("'method' is the former name of 'with'; remove one");
    }
    if (method == null && with == null) {
      throw mapping.error("refine needs 'with'");
    }
    return with == null ? method : with;
  }

  private static Refinement refinement(Term term, Preset preset, Optional<SpecNode> beside) {
    Refinement usual = term.node().refusing(() -> Refinements.get(term.name()));
    Refinement bound = term.laidOver(term.name(), usual.under(preset));
    return beside.isPresent() && !FormerKeys.ALL.contains(term.name())
        ? RecordBinder.read(beside.get(), term.name(), bound)
        : bound;
  }

  /** Keys beside the names: plain settings, and former groups of settings. */
  private static List<String> keysBeside() {
    List<String> plain = Records.names(TrainingSettings.class);
    return Stream.concat(plain.stream(), FormerKeys.ALL.stream()).toList();
  }

  /** A training with the plain settings and former groups of a mapping. */
  static Training training(SpecNode node, Training usual) {
    Fields.of(node, "train", keysBeside());
    return laid(node, node, usual, List.of(), PenaltyMode.PAPER);
  }

  /**
   * A training with refinements and the plain settings of a mapping.
   *
   * @param named where the refinements are named, for messages
   * @param mode reading of Lipschitz penalties that are given by former keys alone
   */
  private static Training laid(
      SpecNode mapping,
      SpecNode named,
      Training start,
      List<Refinement> refinements,
      PenaltyMode mode) {
    FormerKeys former = new FormerKeys(mapping, refinements, mode);
    Training training = start;
    for (Refinement refinement : former.refinements()) {
      Training before = training;
      training = named.refusing(() -> before.with(refinement));
    }
    TrainingSettings plain = RecordBinder.bind(former.plain(), training.settings());
    Training all = training.settings(plain);
    return mapping.refusing(all::checked);
  }
}

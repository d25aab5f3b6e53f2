package org.lrs.experiment.configuration;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.network.ModelFile;
import org.lrs.text.Foreign;

/**
 * Single parts of an experiment given as options of a command, read by the decoders of the whole.
 */
public final class SpecParts {

  private SpecParts() {}

  /**
   * How a surrogate is refined.
   *
   * @param options keys of {@code refine} with their values; a message names their options
   * @param overrides {@code key=value} or {@code a.b.c=value}, applied after the options
   * @throws SpecException for anything that does not fit
   */
  public static RefineSpec refine(Map<String, String> options, List<String> overrides) {
    return RefineDecoder.decode(node("refine", options, overrides), SpecParts::witness);
  }

  /** The network of a file, folder or name, with its card. */
  private static EngineNetwork witness(SpecNode node) {
    return node.refusing(
        () -> {
          try {
            return ModelFile.of(Path.of(node.text())).engine();
          } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("no such file: " + Foreign.text(node.text()), e);
          }
        });
  }

  /**
   * One attack.
   *
   * @param name name in results
   * @param options keys of an entry of {@code attacks} with their values
   * @param overrides {@code key=value}, applied after the options
   * @throws SpecException for anything that does not fit
   */
  public static AttackSpec attack(
      String name, Map<String, String> options, List<String> overrides) {
    SpecNode attack = node("attack", options, overrides);
    if (attack.fields().containsKey("surrogates")) {
      throw attack.error("'surrogates' is for experiment files; this command has one surrogate");
    }
    return new AttackDecoder(new Paths(Path.of(""))).decode(name, attack);
  }

  /** The option that gives a key of an attack or a refinement. */
  private static String option(String key) {
    return key.equals("recipe") ? "--attack" : "--" + key;
  }

  /** A mapping of options, with overrides added whose paths the decoder knows. */
  private static SpecNode node(String what, Map<String, String> options, List<String> overrides) {
    SpecNode root = SpecNode.mapping(what);
    // In one order, whatever map they come in: the first wrong one is the one that is named.
    new TreeMap<>(options)
        .forEach((key, value) -> root.fields().put(key, SpecNode.text(option(key), value)));
    SpecNode all = root;
    for (String override : overrides) {
      Map.Entry<String, SpecNode> parsed = Overrides.parse(override);
      all = all.with(parsed.getKey(), parsed.getValue());
    }
    return all;
  }
}

package org.lrs.experiment.configuration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.lrs.experiment.configuration.SweepSpec.Trial;
import org.lrs.experiment.configuration.SweepValues.Choice;
import org.lrs.experiment.configuration.SweepValues.Range;
import org.lrs.text.Foreign;
import org.lrs.text.NearestName;

/**
 * Reads {@code sweep} and writes the trials into {@code surrogates}, in place of the entry that
 * they vary; the experiment's own decoders read them from there.
 */
final class SweepDecoder {

  private static final int MOST_TRIALS = 10_000;
  private static final int MOST_SETTINGS = 100;

  private final SpecNode surrogates;
  private final Consumer<SpecNode> check;
  private final long seed;
  private final Fields fields;
  private final SpecNode named;
  private final String surrogate;
  private final Map<String, SpecNode> settings;

  /**
   * @param surrogates the mapping that the trials are written into
   * @param check reads an entry of it, and refuses what does not fit
   * @param seed root of what is drawn
   */
  SweepDecoder(SpecNode sweep, SpecNode surrogates, Consumer<SpecNode> check, long seed) {
    this.surrogates = surrogates;
    this.check = check;
    this.seed = seed;
    fields = Fields.of(sweep, "sweep", List.of("surrogate", "settings", "trials"));
    named = fields.get("surrogate");
    surrogate = named.text();
    settings = fields.get("settings").fields();
  }

  /**
   * Replaces the entry by its trials.
   *
   * @param experiment reads what has come of it
   */
  SweepSpec decode(Supplier<ExperimentSpec> experiment) {
    SpecNode base = surrogates.fields().get(surrogate);
    if (base == null) {
      throw named.error(NearestName.sentence("surrogate", surrogate, surrogates.fields().keySet()));
    }
    if (!base.fields().containsKey("refine")) {
      throw named.error(named.quoted() + " is not refined, so there is nothing to vary");
    }
    if (settings.isEmpty()) {
      throw fields.get("settings").error("at least one setting is needed, such as lrs.weight1");
    }
    if (settings.size() > MOST_SETTINGS) {
      throw fields.get("settings").error("a sweep varies at most " + MOST_SETTINGS + " settings");
    }
    List<Trial> trials = new ArrayList<>();
    Set<Map<String, String>> seen = new HashSet<>();
    Map<String, SpecNode> entries = new LinkedHashMap<>();
    int number = 0;
    for (Map<String, SpecNode> values : fields.find("trials").isPresent() ? drawn() : grid()) {
      number++;
      Map<String, String> words = new LinkedHashMap<>();
      values.forEach((path, node) -> words.put(path, node.text()));
      Trial trial = new Trial(surrogate + "-" + number, words);
      if (seen.add(trial.values())) {
        trials.add(trial);
        entries.put(trial.name(), entry(base, values));
      }
    }
    replace(base, entries);
    return new SweepSpec(surrogate, List.copyOf(settings.keySet()), trials, experiment.get());
  }

  private void replace(SpecNode base, Map<String, SpecNode> entries) {
    Map<String, SpecNode> all = new LinkedHashMap<>(surrogates.fields());
    surrogates.fields().clear();
    SpecNode model = base.fields().get("model");
    if (model != null
        && !all.containsKey("plain")
        && all.values().stream().noneMatch(other -> isPlain(other, model))) {
      surrogates.fields().put("plain", SpecNode.mapping(named.place()).with("model", model));
    }
    all.forEach(
        (name, node) -> {
          if (name.equals(surrogate)) {
            surrogates.fields().putAll(entries);
          } else {
            surrogates.fields().put(name, node);
          }
        });
  }

  private static boolean isPlain(SpecNode surrogate, SpecNode model) {
    return surrogate.fields().keySet().equals(Set.of("model"))
        && surrogate.fields().get("model").text().equals(model.text());
  }

  private SpecNode entry(SpecNode base, Map<String, SpecNode> values) {
    SpecNode entry = with(base, values);
    try {
      check.accept(entry);
    } catch (SpecException e) {
      // One value may be at fault by itself: then the message leads to its line.
      values.forEach((path, value) -> check.accept(with(base, Map.of(path, value))));
      throw e;
    }
    return entry;
  }

  private static SpecNode with(SpecNode base, Map<String, SpecNode> values) {
    // A refinement in one line has no part that a setting could stand in yet.
    SpecNode entry = base.with("refine", RefineDecoder.mapping(base.fields().get("refine")));
    for (Map.Entry<String, SpecNode> value : values.entrySet()) {
      entry = entry.with("refine." + value.getKey(), value.getValue());
    }
    return entry;
  }

  /** All combinations, the last setting changing fastest. */
  private List<Map<String, SpecNode>> grid() {
    List<Map<String, SpecNode>> all = List.of(Map.of());
    for (Map.Entry<String, SpecNode> setting : settings.entrySet()) {
      SpecNode list = setting.getValue();
      if (list.kind() == SpecNode.Kind.MAPPING) {
        throw list.error(
            "a range has no end of values to combine; list some, or add 'trials' to draw from it");
      }
      if ((long) all.size() * listed(setting.getKey(), list).size() > MOST_TRIALS) {
        throw list.error("these are more than 10,000 combinations; draw some with 'trials'");
      }
      List<Map<String, SpecNode>> longer = new ArrayList<>();
      for (Map<String, SpecNode> shorter : all) {
        for (SpecNode value : listed(setting.getKey(), list)) {
          Map<String, SpecNode> values = new LinkedHashMap<>(shorter);
          values.put(setting.getKey(), value);
          longer.add(values);
        }
      }
      all = longer;
    }
    return all;
  }

  /** Each trial has a stream of its own, so that more trials do not change the first ones. */
  private List<Map<String, SpecNode>> drawn() {
    int count = (int) fields.get("trials").integer("trials", 1, MOST_TRIALS);
    Map<String, SweepValues> from = new LinkedHashMap<>();
    settings.forEach((path, node) -> from.put(path, values(path, node)));
    List<Map<String, SpecNode>> all = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Map<String, SpecNode> values = new LinkedHashMap<>();
      SweepValues.draw(seed, number, from)
          .forEach(
              (path, value) -> values.put(path, SpecNode.text(settings.get(path).place(), value)));
      all.add(values);
    }
    return all;
  }

  private static List<SpecNode> listed(String path, SpecNode list) {
    if (list.items().isEmpty()) {
      throw list.error(Foreign.text(path) + " needs at least one value");
    }
    return list.items();
  }

  private static SweepValues values(String path, SpecNode node) {
    if (node.kind() != SpecNode.Kind.MAPPING) {
      return new Choice(listed(path, node).stream().map(SpecNode::text).toList());
    }
    Fields range = Fields.of(node, "range", List.of("from", "to", "scale", "whole"));
    double from = range.get("from").number("from");
    double to = range.get("to").number("to");
    Range.Scale scale = range.constant("scale", Range.Scale.LINEAR);
    boolean whole = range.find("whole").map(n -> n.truth("whole")).orElse(false);
    return node.refusing(() -> new Range(from, to, scale, whole));
  }
}

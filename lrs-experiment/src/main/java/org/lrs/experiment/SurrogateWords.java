package org.lrs.experiment;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lrs.Records;
import org.lrs.experiment.configuration.RefineSpec;
import org.lrs.experiment.configuration.SurrogateSpec;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.refine.Outcome;
import org.lrs.refine.Refinement;
import org.lrs.result.Surrogate;

/** What a report says a surrogate is. */
final class SurrogateWords {

  private SurrogateWords() {}

  /** Names of the pretrained networks. */
  static String model(SurrogateSpec surrogate) {
    return surrogate.parts().stream()
        .map(part -> part.model().name())
        .distinct()
        .collect(Collectors.joining(" + "));
  }

  /**
   * The model of the same weights, softened least, that a plain surrogate shows as it is; null if
   * it is the surrogate's own, or there is none.
   *
   * @param plain models of the plain surrogates
   */
  static String origin(SurrogateSpec surrogate, List<EngineNetwork> plain) {
    EngineNetwork own = surrogate.parts().get(0).model();
    return plain.stream()
        .filter(model -> surrogate.parts().size() == 1 && model.hasWeightsOf(own))
        .min(
            Comparator.comparing((EngineNetwork model) -> model.temperature() != 1)
                .thenComparing(model -> !model.name().equals(own.name())))
        .map(EngineNetwork::name)
        .filter(name -> !name.equals(own.name()))
        .orElse(null);
  }

  /** How it was made: plain, an ensemble, or the method of its refinement. */
  static String method(SurrogateSpec surrogate) {
    return surrogate.parts().size() > 1 ? Surrogate.ENSEMBLE : surrogate.parts().get(0).method();
  }

  /**
   * Settings of the refinement; of several networks also who they are and how they are fused.
   *
   * @param temperature that the refinement divided the logits by
   */
  static Map<String, String> settings(SurrogateSpec surrogate, Optional<Double> temperature) {
    Map<String, String> settings = new LinkedHashMap<>();
    List<SurrogateSpec.Part> parts = surrogate.parts();
    if (parts.size() > 1) {
      settings.put("members", String.join(" + ", parts.stream().map(p -> p.name()).toList()));
    } else if (parts.get(0).refine().isPresent()) {
      RefineSpec refine = parts.get(0).refine().get();
      parts.get(0).from().ifPresent(start -> settings.put("from", start.name()));
      refine.witness().ifPresent(witness -> settings.put("witness", witness.name()));
      settings.put("preset", refine.preset());
      settings.putAll(of(refine.training().settings()));
      temperature.ifPresent(
          measured -> settings.putIfAbsent("temperature", measured + " (measured)"));
      if (refine.training().outcome() instanceof Outcome.Mean mean) {
        of(mean.averaging()).forEach((name, value) -> settings.put("averaging." + name, value));
      }
      for (Refinement refinement : refine.training().refinements()) {
        of((Record) refinement)
            .forEach((name, value) -> settings.put(refinement.name() + "." + name, value));
      }
    }
    if (surrogate.networks() > 1) {
      settings.put("networks", String.valueOf(surrogate.networks()));
      settings.put("fuse", surrogate.fusion().name().toLowerCase(Locale.ROOT));
    }
    return settings;
  }

  /**
   * Every component by name, those of records inside by {@code outer.inner}; empty ones left out.
   */
  private static Map<String, String> of(Record record) {
    Map<String, String> all = new LinkedHashMap<>();
    add("", record, all);
    return all;
  }

  private static void add(String prefix, Record record, Map<String, String> all) {
    Records.values(record)
        .forEach(
            (component, value) -> {
              Object plain = value instanceof Optional<?> optional ? optional.orElse(null) : value;
              if (plain instanceof Record inner) {
                add(prefix + component + ".", inner, all);
              } else if (plain != null) {
                all.put(prefix + component, String.valueOf(plain));
              }
            });
  }
}

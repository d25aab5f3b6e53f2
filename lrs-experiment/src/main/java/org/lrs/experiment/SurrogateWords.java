package org.lrs.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lrs.experiment.configuration.RefineSpec;
import org.lrs.experiment.configuration.SurrogateSpec;
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

  /** How it was made: plain, an ensemble, or the method of its refinement. */
  static String method(SurrogateSpec surrogate) {
    if (surrogate.parts().size() > 1) {
      return Surrogate.ENSEMBLE;
    }
    return surrogate.parts().get(0).method();
  }

  /** Settings of the refinement; of several networks also who they are and how they are fused. */
  static Map<String, String> settings(SurrogateSpec surrogate) {
    Map<String, String> settings = new LinkedHashMap<>();
    List<SurrogateSpec.Part> parts = surrogate.parts();
    if (parts.size() > 1) {
      settings.put("members", String.join(" + ", parts.stream().map(p -> p.name()).toList()));
    } else if (parts.get(0).refine().isPresent()) {
      RefineSpec refine = parts.get(0).refine().get();
      parts.get(0).from().ifPresent(start -> settings.put("from", start.name()));
      settings.put("preset", refine.preset());
      settings.putAll(Settings.of(refine.training().settings()));
      for (Refinement refinement : refine.training().refinements()) {
        Settings.of((Record) refinement)
            .forEach((name, value) -> settings.put(refinement.name() + "." + name, value));
      }
    }
    if (surrogate.networks() > 1) {
      settings.put("networks", String.valueOf(surrogate.networks()));
      settings.put("fuse", surrogate.fusion().name().toLowerCase(Locale.ROOT));
    }
    return settings;
  }
}

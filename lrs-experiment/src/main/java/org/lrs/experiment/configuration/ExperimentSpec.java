package org.lrs.experiment.configuration;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.store.HashedFile;

/**
 * A whole experiment: which networks are attacked how, and who is fooled by it.
 *
 * @param name title of the report
 * @param seed root of every random draw
 * @param data images
 * @param surrogates networks attacked, in the order of the report
 * @param attacks attacks
 * @param places names of the surrogates that each attack runs on, by its name
 * @param targets networks the adversarial images are shown to
 * @param analyze what is measured on every surrogate
 * @param source the text it was read from, with the overrides as comments, for provenance
 */
public record ExperimentSpec(
    String name,
    long seed,
    DataSpec data,
    List<SurrogateSpec> surrogates,
    List<AttackSpec> attacks,
    Map<String, List<String>> places,
    List<NetworkRef> targets,
    AnalyzeSpec analyze,
    String source) {

  public ExperimentSpec {
    surrogates = List.copyOf(surrogates);
    attacks = List.copyOf(attacks);
    places = Map.copyOf(places);
    targets = List.copyOf(targets);
  }

  /** All files that the results depend on, each once. */
  public List<HashedFile> files() {
    Stream<HashedFile> networks =
        Stream.concat(
                targets.stream(),
                surrogates.stream().flatMap(s -> s.parts().stream()).map(SurrogateSpec.Part::model))
            .flatMap(network -> network.files().stream());
    Stream<HashedFile> classes = attacks.stream().flatMap(attack -> attack.listed().stream());
    return Stream.of(data.train().path().stream(), networks, classes)
        .flatMap(files -> files)
        .distinct()
        .toList();
  }

  /** The attacks that run on a surrogate, in their order. */
  public List<AttackSpec> attacksOn(SurrogateSpec surrogate) {
    return attacks.stream()
        .filter(attack -> places.get(attack.name()).contains(surrogate.name()))
        .toList();
  }
}

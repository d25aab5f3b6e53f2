package org.lrs.experiment.configuration;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lrs.Range;
import org.lrs.experiment.network.EngineNetwork;
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

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a surrogate learns from one of the targets
   */
  public ExperimentSpec {
    surrogates = List.copyOf(surrogates);
    attacks = List.copyOf(attacks);
    places = Map.copyOf(places);
    targets = List.copyOf(targets);
    for (SurrogateSpec surrogate : surrogates) {
      requireBlackBox(surrogate, targets);
    }
  }

  /** A target that a surrogate has learnt from is no black box to it. */
  private static void requireBlackBox(SurrogateSpec surrogate, List<NetworkRef> targets) {
    for (EngineNetwork witness : surrogate.witnesses()) {
      for (NetworkRef target : targets) {
        Range.require(
            target.files().stream().noneMatch(f -> f.digest().equals(witness.weights().digest())),
            "target '%s' is the witness that surrogate '%s' learns from, so it is no black box to"
                    .formatted(target.name(), surrogate.name())
                + " its attacks; name another witness, or leave the target out");
      }
    }
  }

  /** All files that the results depend on, each once. */
  public List<HashedFile> files() {
    Stream<HashedFile> networks =
        Stream.concat(
                targets.stream(),
                surrogates.stream()
                    .flatMap(s -> Stream.concat(s.models().stream(), s.witnesses().stream())))
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

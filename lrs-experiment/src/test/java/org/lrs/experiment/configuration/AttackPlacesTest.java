package org.lrs.experiment.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lrs.model.Fusion;
import org.lrs.refine.Training;
import org.lrs.refine.recipe.Lrs1;

/** Several surrogates, and which of them an attack runs on. */
class AttackPlacesTest {

  private static final String YAML =
      """
      name: test
      data: {dataset: embedded}
      models:
        small: {architecture: resnet20-a, weights: w.pt}
        large: {architecture: resnet56-a, weights: w.pt}
        other: {onnx: o.onnx}
      surrogates:
        plain: {model: small}
        lrs-f: {model: small, refine: {method: lrs-f, epochs: 3}}
        both: {ensemble: [plain, lrs-f], fuse: losses}
        way: {model: small, refine: {method: lrs-f}, snapshots: 4}
      attacks:
        mi: {recipe: mi-fgsm, epsilon: 8/255}
        best: {recipe: lrs-f | vmi + dim, epsilon: 8/255}
        many: {recipe: svre, epsilon: 8/255, surrogates: [both, way]}
        made: {recipe: lrs-1(large) | i-fgsm, epsilon: 8/255}
        found: {recipe: lrs-f(small) | i-fgsm, epsilon: 8/255}
        as-is: {recipe: plain(small) | i-fgsm, epsilon: 8/255}
      targets: [small]
      """;

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.createFile(folder.resolve("w.pt"));
    Files.createFile(folder.resolve("o.onnx"));
  }

  private ExperimentSpec parse(String yaml) {
    return SpecReader.parse("x.yaml", yaml, folder, List.of());
  }

  @Test
  void surrogatesMayBeSeveralNetworks() {
    List<SurrogateSpec> surrogates = parse(YAML).surrogates();
    assertThat(surrogates).extracting(SurrogateSpec::networks).startsWith(1, 1, 2, 4);
    assertThat(surrogates.get(2).parts())
        .containsExactly(surrogates.get(0).parts().get(0), surrogates.get(1).parts().get(0));
    assertThat(surrogates.get(2).fusion()).isEqualTo(Fusion.LOSSES);
    assertThat(surrogates.get(3).fusion()).isEqualTo(Fusion.LOGITS);
  }

  @Test
  void attacksRunWhereTheySay() {
    ExperimentSpec spec = parse(YAML);
    assertThat(spec.places().get("mi")).containsExactly("plain", "lrs-f", "both", "way");
    assertThat(spec.places().get("best")).containsExactly("lrs-f");
    assertThat(spec.places().get("many")).containsExactly("both", "way");
    assertThat(spec.places().get("found")).containsExactly("lrs-f");
    assertThat(spec.places().get("as-is")).containsExactly("plain");
    assertThat(spec.attacks().get(1).recipe()).isEqualTo("vmi + dim");
    assertThat(spec.attacksOn(spec.surrogates().get(2)))
        .extracting(AttackSpec::name)
        .containsExactly("mi", "many");
  }

  @Test
  void surrogateThatIsNotListedIsMadeWithTheStablePreset() {
    ExperimentSpec spec = parse(YAML);
    assertThat(spec.places().get("made")).containsExactly("lrs-1-large");
    SurrogateSpec.Part made = spec.surrogates().get(4).parts().get(0);
    assertThat(made.model().name()).isEqualTo("large");
    assertThat(made.refine().orElseThrow().training())
        .isEqualTo(Training.stable().with(new Lrs1()));
  }

  @Test
  void surrogatesNeedNotBeListedWhereEveryAttackNamesItsOwn() {
    String yaml =
        YAML.replaceAll("(?ms)^surrogates:.*(?=^attacks)", "")
            .replaceAll("(?m)^  (mi|best|many):.*\\n", "");
    assertThat(parse(yaml).surrogates())
        .extracting(SurrogateSpec::name)
        .containsExactly("lrs-1-large", "lrs-f-small", "plain-small");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "lrs-f | vmi ! lsr-f | vmi ! x.yaml:14: unknown surrogate 'lsr-f'; nearest: 'lrs-f'",
        "vmi + dim ! vmi + dmi ! x.yaml:14: unknown attack 'dmi'; nearest: 'dim'",
        "[both, way] ! [both, wya] ! x.yaml:15: unknown surrogate 'wya'; nearest: 'way'",
        "[both, way] ! [both, both] ! x.yaml:15: surrogate 'both' is listed twice",
        "[both, way] ! [] ! x.yaml:15: at least one surrogate is needed",
        "[both, way] ! [both, plain] ! x.yaml:15: 'svre' needs several surrogates, 'plain' is one;",
        "recipe: mi-fgsm ! recipe: cwa ! x.yaml:13: 'cwa' needs several surrogates, 'plain' is"
            + " one;",
        "recipe: svre ! recipe: way | svre ! x.yaml:15: the recipe names its surrogate already",
        "lrs-1(large) ! lrs-9(large) ! x.yaml:16: unknown method 'lrs-9'; nearest: 'lrs-",
        "lrs-1(large) ! lrs-1(lage) ! x.yaml:16: unknown model 'lage'; nearest: 'large'",
        "lrs-1(large) ! lrs-1(other) ! x.yaml:16: a surrogate needs a model with an architecture;",
        "[plain, lrs-f] ! [plain, lrsf] ! x.yaml:10: unknown surrogate 'lrsf'; nearest: 'lrs-f'",
        "[plain, lrs-f] ! [plain, both] ! x.yaml:10: unknown surrogate 'both'",
        "[plain, lrs-f] ! [plain] ! x.yaml:10: an ensemble needs at least two surrogates, got 1",
        "[plain, lrs-f] ! [plain, plain] ! x.yaml:10: surrogate 'plain' is listed twice",
        "[plain, lrs-f] ! [plain, way] ! x.yaml:10: an ensemble is made of single networks, 'way'",
        "fuse: losses ! fuse: loses ! x.yaml:10: unknown fuse 'loses'; nearest: 'losses'",
        "fuse: losses ! model: small ! x.yaml:10: an ensemble is made of other surrogates; 'model'",
        "plain: {model: small} ! plain: {model: small, fuse: losses} ! x.yaml:8: fuse joins"
            + " several",
        "plain: {model: small} ! plain: {model: small, snapshots: 3} ! x.yaml:8: snapshots are"
            + " kept",
        "snapshots: 4 ! snapshots: 1 ! x.yaml:11: snapshots must be a whole number, 2 or more",
      })
  void mistakesNameTheLineAndTheNearestName(String right, String wrong, String message) {
    assertThat(YAML).contains(right);
    assertThatThrownBy(() -> parse(YAML.replace(right, wrong)))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
  }
}

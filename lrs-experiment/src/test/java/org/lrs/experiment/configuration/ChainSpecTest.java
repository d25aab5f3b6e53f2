package org.lrs.experiment.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lrs.refine.Averaging;
import org.lrs.refine.Outcome;
import org.lrs.refine.SharpnessAware;
import org.lrs.refine.Training;
import org.lrs.refine.recipe.LrsF;

/** Refinements that start from the outcome of another one, and methods put together. */
class ChainSpecTest {

  private static final String YAML =
      """
      name: test
      data: {dataset: embedded}
      models:
        small: {architecture: resnet20-a, weights: w.pt}
      surrogates:
        plain: {model: small}
        lrs-f: {model: small, refine: {method: lrs-f}}
        walk: {from: lrs-f, refine: {method: lgv}, snapshots: 10}
        last: {from: between, refine: {method: swa}}
        between: {from: lrs-f, refine: {method: sam}}
        both: {ensemble: [plain, lrs-f]}
        mixed: {model: small, refine: {method: lrs-f, sharpness: 0.1, averaging: {every: 3}}}
      attacks:
        mi: {recipe: mi-fgsm, epsilon: 8/255}
      targets: [small]
      """;

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.createFile(folder.resolve("w.pt"));
  }

  private List<SurrogateSpec> parse(String yaml) {
    return SpecReader.parse("x.yaml", yaml, folder, List.of()).surrogates();
  }

  @Test
  void refinementStartsFromAnotherOne() {
    List<SurrogateSpec> surrogates = parse(YAML);
    SurrogateSpec.Part lrs = surrogates.get(1).parts().get(0);
    SurrogateSpec.Part walk = surrogates.get(2).parts().get(0);
    assertThat(walk.from()).contains(lrs);
    assertThat(walk.model()).isEqualTo(lrs.model());
    assertThat(walk.method()).isEqualTo("lrs-f + lgv");
    assertThat(walk.snapshots()).isEqualTo(10);
    assertThat(surrogates.get(3).parts().get(0).method()).isEqualTo("lrs-f + sam + swa");
  }

  @Test
  void methodsAreDefaultsThatMayBePutTogether() {
    Training mixed = parse(YAML).get(6).parts().get(0).refine().orElseThrow().training();
    assertThat(mixed.stepRule()).isEqualTo(new SharpnessAware(0.1));
    assertThat(mixed.outcome()).isEqualTo(new Outcome.Mean(new Averaging(0.25, 3, 64), 1));
    assertThat(mixed.terms()).isEqualTo(Training.basic().with(new LrsF()).terms());
  }

  @Test
  void chainFromThePlainNetworkIsTheRefinementOfItsModel() {
    SurrogateSpec.Part part =
        parse(
                YAML.replace(
                    "{from: lrs-f, refine: {method: sam}}", "{from: plain, refine: {method: sam}}"))
            .get(4)
            .parts()
            .get(0);
    assertThat(part.method()).isEqualTo("sam");
    assertThat(part.from().orElseThrow().refine()).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "{from: lrs-f, refine: {method: sam}} ! {from: lsr-f, refine: {method: sam}} !"
            + " x.yaml:10: unknown surrogate 'lsr-f'; nearest: 'lrs-f'",
        "{from: lrs-f, refine: {method: sam}} ! {from: last, refine: {method: sam}} !"
            + " x.yaml:9: 'last' would start from itself; name another surrogate",
        "{from: lrs-f, refine: {method: sam}} ! {from: between, refine: {method: sam}} !"
            + " x.yaml:10: 'between' would start from itself; name another surrogate",
        "{from: lrs-f, refine: {method: sam}} ! {from: both, refine: {method: sam}} !"
            + " x.yaml:10: a refinement starts from a single network, 'both' is several",
        "{from: lrs-f, refine: {method: sam}} ! {from: walk, refine: {method: sam}} !"
            + " x.yaml:10: a refinement starts from a single network, 'walk' is several",
        "{from: lrs-f, refine: {method: sam}} ! {from: lrs-f} !"
            + " x.yaml:10: 'between' would be 'lrs-f' itself; add 'refine'",
        "{from: lrs-f, refine: {method: sam}} ! {from: lrs-f, model: small, refine: {method: sam}}"
            + " ! x.yaml:10: 'between' starts from 'lrs-f', which has a model; remove one",
        "{ensemble: [plain, lrs-f]} ! {ensemble: [plain, lrs-f], from: plain} !"
            + " x.yaml:11: an ensemble is made of other surrogates; 'from' is theirs",
        "sharpness: 0.1 ! sharpness: -1 ! x.yaml:12: sharpness.radius must lie in (0, 10], got"
            + " -1.0",
        "every: 3 ! every: 0 ! x.yaml:12: averaging.every must be at least 1, got 0",
      })
  void mistakesNameTheLine(String right, String wrong, String message) {
    assertThat(YAML).contains(right);
    assertThatThrownBy(() -> parse(YAML.replace(right, wrong)))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
  }
}

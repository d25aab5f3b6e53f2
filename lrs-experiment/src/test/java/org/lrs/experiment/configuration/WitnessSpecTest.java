package org.lrs.experiment.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.stage.RefineSurrogate;

/** A refinement names a second network by its model, and never a target. */
class WitnessSpecTest {

  private static final String YAML =
      """
      name: test
      data: {dataset: embedded}
      models:
        small: {architecture: resnet20-a, weights: w.pt}
        second: {architecture: resnet20-a, weights: v.pt}
        soft: {architecture: resnet20-a, weights: v.pt, temperature: 4}
        third: {architecture: resnet20-a, weights: u.pt}
        file: {onnx: t.onnx}
      surrogates:
        plain: {model: small}
        aligned: {model: small, refine: {with: alignment, witness: soft}}
      attacks:
        mi: {recipe: mi-fgsm, epsilon: 8/255}
      targets: [third, file]
      """;

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    for (String name : List.of("w.pt", "v.pt", "u.pt", "t.onnx")) {
      Files.writeString(folder.resolve(name), name);
    }
  }

  private ExperimentSpec parse(String yaml) {
    return SpecReader.parse("x.yaml", yaml, folder, List.of());
  }

  @Test
  void witnessIsAModelOfTheExperiment() {
    ExperimentSpec spec = parse(YAML);
    EngineNetwork witness = spec.surrogates().get(1).witnesses().get(0);
    assertThat(witness.name()).isEqualTo("soft");
    assertThat(witness.temperature()).isEqualTo(4);
    assertThat(spec.files()).contains(witness.weights());
  }

  @Test
  void aChainHasThatOfItsStart() {
    String chain = "  behind: {from: aligned, refine: lrs-f}\nattacks:";
    SurrogateSpec behind = parse(YAML.replace("attacks:", chain)).surrogates().get(2);
    assertThat(behind.witnesses()).extracting(EngineNetwork::name).containsExactly("soft");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "witness: soft ! witness: sofd ! x.yaml:11: unknown model 'sofd'; nearest: 'soft'",
        "witness: soft ! witness: file ! x.yaml:11: a witness needs a model with an architecture;"
            + " 'file' is an ONNX file, which gives no gradients",
        "', witness: soft' ! '' ! x.yaml:11: 'alignment' learns from a second network; name it as"
            + " 'witness', and never a target",
        "with: alignment ! with: lrs-f ! x.yaml:11: no refinement here learns from a witness, as"
            + " 'alignment' does; remove it",
        "recipe: mi-fgsm ! recipe: alignment(third) | mi-fgsm ! x.yaml:13: 'alignment' learns from"
            + " a second network; name it as 'witness', and never a target",
        "'[third, file]' ! '[third, second]' ! x.yaml:14: target 'second' is the witness that"
            + " surrogate 'aligned' learns from, so it is no black box to its attacks; name another"
            + " witness, or leave the target out",
      })
  void mistakesAreNamed(String written, String mistake, String message) {
    assertThatThrownBy(() -> parse(YAML.replace(written, mistake)))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
  }

  @Test
  void aTargetIsTheSameFileWhateverItsNameAndPlace() throws IOException {
    Files.copy(folder.resolve("v.pt"), folder.resolve("copy.pt"));
    String other = "copied: {architecture: resnet20-a, weights: copy.pt}\nsurrogates:";
    String yaml = YAML.replace("surrogates:", "  " + other).replace("[third,", "[copied,");
    assertThatThrownBy(() -> parse(yaml)).hasMessageContaining("target 'copied' is the witness");
  }

  @Test
  void digestOfTheStageDependsOnTheWitnessesFile() {
    RefineSpec refine = parse(YAML).surrogates().get(1).parts().get(0).refine().orElseThrow();
    EngineNetwork witness = refine.witness().orElseThrow();
    EngineNetwork start = EngineNetwork.embedded("resnet8-a");
    RefineSurrogate stage = new RefineSurrogate("x", start, refine, Source.embedded("train", 8), 0);
    assertThat(stage.label()).isEqualTo("refine x (alignment beside soft)");
    assertThat(((Map<?, ?>) stage.parameters()).get("witness")).isEqualTo(witness.digest());
    RefineSpec unsoftened = RefineSpec.of(refine.training(), Optional.of(witness.softened(1)));
    assertThat(new RefineSurrogate("x", start, unsoftened, stage.train(), 0).parameters())
        .isNotEqualTo(stage.parameters());
  }

  @Test
  void commandLineNamesAFileOrANetworkThatComesAlong() {
    Map<String, String> options = Map.of("method", "alignment", "witness", "wrn-10-1");
    assertThat(SpecParts.refine(options, List.of()).witness().orElseThrow().name())
        .isEqualTo("wrn-10-1");
    assertThatThrownBy(
            () ->
                SpecParts.refine(Map.of("method", "alignment", "witness", "no/such.pt"), List.of()))
        .hasMessage("--witness: no such file: no/such.pt");
  }
}

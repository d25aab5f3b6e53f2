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
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.network.OnnxNetwork;
import org.lrs.experiment.store.HashedFile;
import org.lrs.onnx.OnnxTarget;
import org.lrs.threat.Goal;
import org.lrs.threat.L2Ball;

class SpecReaderTest {

  private static final String YAML =
      """
      name: test
      data:
        dataset: cifar10
        path: data
        evaluate: {split: test, count: 100}
      models:
        small: {architecture: resnet20-a, weights: w.pt}
        other: {onnx: o.onnx, layout: nchw}
      surrogates:
        plain: {model: small}
      attacks:
        mi: {recipe: mi-fgsm, epsilon: 8/255, momentumDecay: 0.9}
        far: {recipe: pgd, epsilon: 0.5, norm: l2, goal: targeted, steps: 7}
      targets: [small, other]
      analyze: {images: 16, lipschitz: {radius: 2/255}}
      """;

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectory(folder.resolve("data"));
    Files.createFile(folder.resolve("w.pt"));
    Files.createFile(folder.resolve("o.onnx"));
  }

  private ExperimentSpec parse(String yaml, String... overrides) {
    return SpecReader.parse("x.yaml", yaml, folder, List.of(overrides));
  }

  @Test
  void everyPartIsRead() {
    ExperimentSpec spec = parse(YAML);
    assertThat(spec.seed()).isZero();
    assertThat(spec.data().train().path()).contains(new HashedFile(folder.resolve("data")));
    assertThat(spec.data().train().limit()).isEmpty();
    assertThat(spec.data().evaluate().limit()).hasValue(100);
    assertThat(spec.targets()).extracting(NetworkRef::name).containsExactly("small", "other");
    AttackSpec far = spec.attacks().get(1);
    assertThat(far.threat().ball()).isEqualTo(new L2Ball(0.5));
    assertThat(far.threat().goal()).isEqualTo(Goal.TARGETED);
    assertThat(far.steps().count()).isEqualTo(7);
    assertThat(spec.attacks().get(0).threat().ball().radius()).isEqualTo(8.0 / 255);
    assertThat(spec.analyze().lipschitz().radius()).isEqualTo(2.0 / 255);
    assertThat(spec.analyze().lipschitz().steps()).isEqualTo(10);
  }

  @Test
  void onnxFilesRunInAProcessOfTheirOwnUnlessTheyAreTrusted() {
    ExperimentSpec usual = parse(YAML);
    assertThat(((OnnxNetwork) usual.targets().get(1)).isolation())
        .isEqualTo(OnnxTarget.Isolation.PROCESS);
    ExperimentSpec trusted = parse(YAML.replace("nchw}", "nchw, isolation: none}"));
    assertThat(((OnnxNetwork) trusted.targets().get(1)).isolation())
        .isEqualTo(OnnxTarget.Isolation.NONE);
  }

  @Test
  void anObjectiveBesideTheRecipeIsThatOfTheExpression() {
    AttackSpec beside =
        parse(
                YAML.replace(
                    "mi-fgsm, epsilon: 8/255, momentumDecay: 0.9",
                    "vmi + dim, epsilon: 8/255, objective: fia(7), keep: 0.5"))
            .attacks()
            .get(0);
    AttackSpec within =
        parse(
                YAML.replace(
                    "mi-fgsm, epsilon: 8/255, momentumDecay: 0.9",
                    "'vmi + dim + fia(7, 0.5)', epsilon: 8/255"))
            .attacks()
            .get(0);
    assertThat(beside.attack().objective()).isEqualTo(within.attack().objective());
    assertThat(beside.recipe()).isEqualTo("vmi + dim + fia(7)");
    assertThat(beside.settings()).containsEntry("masks", 7).containsEntry("keep", 0.5);
  }

  @Test
  void anOverrideWinsAndIsKeptInTheSource() {
    ExperimentSpec spec = parse(YAML, "data.evaluate.count=5", "seed=3", "targets=[other]");
    assertThat(spec.data().evaluate().limit()).hasValue(5);
    assertThat(spec.seed()).isEqualTo(3);
    assertThat(spec.targets()).hasSize(1);
    assertThat(spec.source()).endsWith("# --set targets=[other]\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mi-fgsm,   | mifgsm,     | x.yaml:12: unknown attack 'mifgsm'; nearest: 'mi-fgsm'",
        "8/255      | 8           | x.yaml:12: epsilon must lie in",
        "8/255      | many        | x.yaml:12: epsilon must be a number such as 0.01 or 4/255",
        "momentumDecay | momentum | x.yaml:12: unknown key in attack 'momentum'; nearest: 'mom",
        "attacks:   | atacks:     | x.yaml:11: unknown key in experiment 'atacks'; nearest: 'att",
        "resnet20-a | resnet20a   | x.yaml:7: unknown architecture 'resnet20a'; nearest: 'resnet20",
        "w.pt       | v.pt        | x.yaml:7: no such file or folder: ",
        "cifar10    | cifar       | x.yaml:3: unknown dataset 'cifar'; nearest: 'cifar10'",
        "[small,    | [smal,      | x.yaml:14: unknown model 'smal'; nearest: 'small'",
        "{model: small} | {model: other} | x.yaml:10: a surrogate needs a model with an arch",
        "[small, other] | [small, small] | x.yaml:14: target 'small' is listed twice",
        "count: 100 | count: 0    | x.yaml:5: count must be a whole number, 1 or more, got '0'",
        "count: 100 | cuont: 100  | x.yaml:5: unknown key in data.evaluate 'cuont'; nearest: 'co",
        "mi-fgsm,   | mi-fgsm, objective: logit-margn, | x.yaml:12: unknown objective"
            + " 'logit-margn'; nearest: 'logit-margin'",
        "mi-fgsm,   | mi-fgsm, objective: dim, | x.yaml:12: unknown objective 'dim'; ",
        "mi-fgsm,   | mi-fgsm + dlr, objective: logit, | x.yaml:12: 'dlr' and 'logit' both decide"
            + " what is raised; keep one",
        "norm: l2   | norm: l3    | x.yaml:13: unknown norm 'l3'; nearest: 'l2'",
        "targeted   | tragetted   | x.yaml:13: unknown goal 'tragetted'; nearest: 'targeted'",
        "nchw       | nchv        | x.yaml:8: unknown layout 'nchv'; nearest: 'nchw'",
        "plain:     | ../plain:   | x.yaml:10: the name '../plain' becomes a folder",
        "path: data | path: ${nowhere}/x | x.yaml:4: ${nowhere} has no value; set the environment",
        "'name: test' | 'seed: 1' | x.yaml:1: experiment needs 'name'",
        "weights: w.pt | weights: w.pt, temperature: 0 | x.yaml:7: temperature must be in [0.01,"
            + " 100]",
        "images: 16 | images: 0   | x.yaml:15: images must be at least 1, got 0",
      })
  void mistakesNameTheLineAndTheNearestName(String right, String wrong, String message) {
    assertThatThrownBy(() -> parse(YAML.replace(right, wrong)))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aMistakeInAnOverrideNamesTheOverride() {
    assertThatThrownBy(() -> parse(YAML, "attacks.mi.epsilon=8"))
        .hasMessageStartingWith("--set attacks.mi.epsilon=8: epsilon must lie in")
        .hasMessageEndingWith("did you mean 8/255?");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> SpecReader.read(folder.resolve("none.yaml"), List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageEndingWith("none.yaml: no such file");
  }
}

package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.configuration.SpecReader;
import org.lrs.experiment.configuration.SurrogateSpec;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.plan.Progress;
import org.lrs.report.SuccessMatrix;
import org.lrs.result.RunResults;

/** Which plain network a surrogate is compared with. */
class OriginTest {

  private static final String SPEC =
      """
      name: softened
      data:
        dataset: embedded
        train: {split: train, count: 64}
        evaluate: {split: test, count: 8}
      models:
        one: {embedded: resnet8-a}
        soft: {embedded: resnet8-a, temperature: 2}
        softer: {embedded: resnet8-a, temperature: 4}
        other: {embedded: mixer-mini, temperature: 2}
      surrogates:
        plain: {model: one}
        refined: {model: one, refine: {with: fine-tune, batchSize: 32, maxSteps: 1}}
        softened: {model: soft, refine: {with: fine-tune, batchSize: 32, maxSteps: 1}}
        hot: {model: softer}
        foreign: {model: other}
      attacks:
        fgsm: {recipe: fgsm, epsilon: 8/255}
      targets: [other]
      analyze: {images: 4}
      """;

  @TempDir Path folder;

  private ExperimentSpec spec(String text) throws Exception {
    Path file = folder.resolve("spec.yaml");
    Files.writeString(file, text);
    return SpecReader.read(file, List.of());
  }

  private static String origin(ExperimentSpec spec, String surrogate) {
    List<SurrogateSpec> all = spec.surrogates();
    List<EngineNetwork> plain =
        all.stream()
            .filter(one -> SurrogateWords.method(one).equals("plain"))
            .map(one -> one.parts().get(0).model())
            .toList();
    SurrogateSpec own = all.stream().filter(one -> one.name().equals(surrogate)).findAny().get();
    return SurrogateWords.origin(own, plain);
  }

  @Test
  void aSoftenedSurrogateComesFromThePlainNetworkOfItsWeights() throws Exception {
    ExperimentSpec spec = spec(SPEC);
    assertThat(origin(spec, "softened")).isEqualTo("one");
    assertThat(origin(spec, "hot")).isEqualTo("one");
    assertThat(origin(spec, "plain")).isNull();
    assertThat(origin(spec, "refined")).isNull();
    assertThat(origin(spec, "foreign")).isNull();
    ExperimentSpec without = spec(SPEC.replace("plain: {model: one}", "cold: {model: soft}"));
    assertThat(origin(without, "softened")).isNull();
    assertThat(origin(without, "refined")).isEqualTo("soft");
  }

  @Test
  void itsSuccessIsComparedWithThatOfThePlainNetwork() throws Exception {
    Experiment.Options options = Experiment.Options.of(folder.resolve("run"), "lrs run");
    RunResults results = Experiment.run(spec(SPEC), options, Progress.silent());
    assertThat(SuccessMatrix.text(results).lines())
        .anyMatch(line -> line.matches("softened .*[0-9]"))
        .filteredOn(line -> line.matches("(softened|hot|refined) .*"))
        .allMatch(
            line -> line.matches(".*[0-9.]+ ±.* +[0-9.]+ +[+−±][0-9.]+ ±[0-9.]+"), "has a change");
    assertThat(FinishedRun.results(folder.resolve("run"))).isEqualTo(results);
  }
}

package org.lrs.experiment.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.configuration.SweepSpec.Trial;
import org.lrs.experiment.configuration.SweepValues.Range;
import org.lrs.experiment.configuration.SweepValues.Range.Scale;
import org.lrs.refine.Refinement;
import org.lrs.refine.recipe.Lrs1;
import org.lrs.refine.recipe.LrsF;
import org.lrs.tensor.Rng;

class SweepSpecTest {

  private static final String HEAD =
      """
      name: sweep
      seed: 3
      data:
        dataset: embedded
        train: {split: train, count: 64}
        evaluate: {split: test, count: 8}
      models:
        resnet8: {embedded: resnet8-a}
        wrn: {embedded: wrn-10-1}
      surrogates:
        lrs-f:
          model: resnet8
          refine: {method: lrs-f, lrs: {mode: paper}}
      attacks:
        i-fgsm: {recipe: i-fgsm, epsilon: 8/255, steps: 2}
      targets: [wrn]
      sweep:
        surrogate: lrs-f
        settings:
      """;

  @TempDir Path folder;

  private SweepSpec read(String settings, String... overrides) throws IOException {
    Path file = folder.resolve("s.yaml");
    Files.writeString(file, HEAD + settings.indent(4));
    return SpecReader.readSweep(file, List.of(overrides));
  }

  private static Refinement refinement(SweepSpec sweep, Trial trial) {
    return sweep.experiment().surrogates().stream()
        .filter(surrogate -> surrogate.name().equals(trial.name()))
        .findFirst()
        .flatMap(surrogate -> surrogate.parts().get(0).refine())
        .map(refine -> refine.training().refinements().get(0))
        .orElseThrow();
  }

  @Test
  void aGridHasEveryCombinationWithTheLastSettingChangingFastest() throws IOException {
    SweepSpec sweep = read("lrs.weight1: [0, 0.5]\nlrs.step2.value: [1, 3/2, 2]");
    assertThat(sweep.settings()).containsExactly("lrs.weight1", "lrs.step2.value");
    assertThat(sweep.trials())
        .extracting(trial -> List.copyOf(trial.values().values()))
        .containsExactly(
            List.of("0", "1"),
            List.of("0", "3/2"),
            List.of("0", "2"),
            List.of("0.5", "1"),
            List.of("0.5", "3/2"),
            List.of("0.5", "2"));
    LrsF fifth = (LrsF) refinement(sweep, sweep.trials().get(4));
    assertThat(fifth.weight1()).isEqualTo(0.5);
    assertThat(fifth.step2().value()).isEqualTo(1.5);
    // What the sweep does not name keeps the value of the spec, or of the preset.
    assertThat(fifth.mode()).hasToString("PAPER");
    assertThat(fifth.weight2()).isEqualTo(new LrsF().weight2());
  }

  @Test
  void thePlainNetworkIsAddedAndTheEntryIsReplacedByItsTrials() throws IOException {
    SweepSpec sweep = read("method: [lrs-1, lrs-2]");
    assertThat(sweep.experiment().surrogates())
        .extracting(SurrogateSpec::name)
        .containsExactly("plain", "lrs-f-1", "lrs-f-2");
    assertThat(sweep.experiment().places().get("i-fgsm")).hasSize(3);
    // Another method starts from its own preset.
    Refinement first = refinement(sweep, sweep.trials().get(0));
    assertThat(first).isInstanceOf(Lrs1.class);
  }

  @Test
  void moreTrialsExtendTheEarlierOnes() throws IOException {
    String ranges = "lrs.weight1: {from: 0.01, to: 1, scale: log}\nepochs: [1, 2, 3]";
    List<Trial> few = read(ranges, "sweep.trials=4").trials();
    List<Trial> many = read(ranges, "sweep.trials=9").trials();
    assertThat(many.subList(0, few.size())).isEqualTo(few);
    assertThat(many).hasSizeGreaterThan(few.size()).doesNotHaveDuplicates();
    assertThat(read(ranges, "sweep.trials=4", "seed=4").trials()).isNotEqualTo(few);
  }

  @Test
  void aSettingsDrawsDoNotDependOnTheOthers() throws IOException {
    List<Trial> alone = read("lrs.weight1: {from: 0, to: 1}", "sweep.trials=3").trials();
    List<Trial> both =
        read("epochs: [1, 2]\nlrs.weight1: {from: 0, to: 1}", "sweep.trials=3").trials();
    assertThat(both)
        .extracting(trial -> trial.values().get("lrs.weight1"))
        .isEqualTo(alone.stream().map(trial -> trial.values().get("lrs.weight1")).toList());
  }

  @Test
  void aRangeFollowsItsFormula() {
    for (int i = 0; i < 50; i++) {
      double u = Rng.of(i).nextDouble();
      // Four significant digits: half a unit of the last one is at most 5e-4 of the value.
      assertThat(Double.parseDouble(new Range(2, 6, Scale.LINEAR, false).draw(Rng.of(i))))
          .isCloseTo(2 + 4 * u, withinPercentage(0.05));
      assertThat(Double.parseDouble(new Range(1e-6, 1e-2, Scale.LOG, false).draw(Rng.of(i))))
          .isCloseTo(Math.exp(Math.log(1e-6) + u * Math.log(1e4)), withinPercentage(0.05));
      assertThat(Integer.parseInt(new Range(1, 4, Scale.LINEAR, true).draw(Rng.of(i))))
          .isEqualTo(Math.toIntExact(Math.round(1 + 3 * u)));
    }
  }

  @Test
  void roundingDoesNotLeaveTheRange() {
    Range narrow = new Range(0.123456, 0.123457, Scale.LINEAR, false);
    assertThat(IntStream.range(0, 20).mapToObj(i -> narrow.draw(Rng.of(i))))
        // 0.1235 lies above it: the nearer end takes its place.
        .containsOnly("0.123457");
  }

  @Test
  void mistakesAreToldWithTheirLineAndTheNearestName() {
    // The first setting stands in line 20 of the file.
    Map<String, String> sentences =
        Map.of(
            "lrs.weigth1: [0.1]",
            "s.yaml:20: unknown key in lrs 'weigth1'; nearest: 'weight1'",
            "epochs: [1]\nlsr.weight1: [0.1]",
            "s.yaml:21: unknown key in refine 'lsr'; nearest: 'lrs'",
            "lrs.weight1:\n- 0.1\n- none\nepochs: [1, 2]",
            "s.yaml:22: weight1 must be a number such as 0.01 or 4/255, got 'none'",
            "epochs: [0, 1]\nmaxSteps: [2]",
            "s.yaml:20: epochs must be at least 1, got 0",
            "epochs: 3",
            "s.yaml:20: expected a list, got '3'",
            "lrs.weight1: {from: 0.1, to: 1}",
            "s.yaml:20: a range has no end of values to combine; list some, or add 'trials' to draw"
                + " from it",
            "method: [lrs-3]",
            "s.yaml:20: unknown refinement 'lrs-3'; nearest: 'lrs-1'",
            "preset.x: [1]",
            "s.yaml:20: expected a single value, got a mapping with the keys x");
    sentences.forEach(
        (settings, sentence) ->
            assertThatThrownBy(() -> read(settings))
                .isInstanceOf(SpecException.class)
                .hasMessage(sentence));
  }

  @Test
  void rangesAreChecked() {
    assertThatThrownBy(() -> read("lrs.weight1: {from: 1, to: 1}", "sweep.trials=2"))
        .hasMessageContaining("s.yaml:20: a range goes from a smaller to a larger number");
    assertThatThrownBy(() -> read("lrs.weight1: {from: 0, to: 1, scale: log}", "sweep.trials=2"))
        .hasMessageContaining("begins above 0, got 0.0");
    assertThatThrownBy(() -> read("epochs: {from: 1, to: 9}", "sweep.trials=2"))
        .hasMessageContaining("s.yaml:20: epochs must be a whole number");
  }

  @Test
  void onlyARefinedSurrogateIsSwept() {
    assertThatThrownBy(() -> read("epochs: [1]", "sweep.surrogate=lrs"))
        .hasMessage("--set sweep.surrogate=lrs: unknown surrogate 'lrs'; nearest: 'lrs-f'");
    assertThatThrownBy(() -> read("epochs: [1]", "surrogates.lrs-f={model: resnet8}"))
        .hasMessage("s.yaml:18: 'lrs-f' is not refined, so there is nothing to vary");
  }

  @Test
  void anOrdinaryRunRefusesASweep() {
    assertThatThrownBy(
            () -> {
              read("epochs: [1]");
              SpecReader.read(folder.resolve("s.yaml"), List.of());
            })
        .hasMessage("s.yaml:17: this experiment is a sweep; 'lrs sweep' runs it");
  }
}

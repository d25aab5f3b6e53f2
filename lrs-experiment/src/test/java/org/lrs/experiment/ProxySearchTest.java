package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.ProxySearch.Found;
import org.lrs.experiment.ProxySearch.Limits;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.configuration.SweepValues.Range;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.plan.Progress;
import org.lrs.refine.Refinement;
import org.lrs.refine.Training;
import org.lrs.refine.recipe.FineTune;
import org.lrs.refine.recipe.Lrs1;
import org.lrs.refine.recipe.LrsF;
import org.lrs.result.RunResults;
import org.lrs.result.Surrogate;
import org.lrs.result.SweepResults.Trial;
import org.lrs.statistics.SuccessRate;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class ProxySearchTest {

  @TempDir Path folder;

  private static Training preset(Refinement refinement) {
    return Training.basic().with(refinement);
  }

  /** 120 images, a fifth of which are attacked; 12 steps of 8 images. */
  private static ProxyTask task(String... overrides) {
    List<String> given = new ArrayList<>(List.of("batchSize=8", "warmUpSteps=1"));
    given.addAll(List.of(overrides));
    return new ProxyTask(
        EngineNetwork.embedded("resnet8-a"),
        List.of(EngineNetwork.embedded("wrn-10-1")),
        Source.embedded("train", 120),
        120,
        Map.of("method", "lrs-1"),
        given,
        16 / 255.0,
        0);
  }

  private Found search(ProxyTask task, Limits limits, List<Trial> tried) {
    return ProxySearch.run(
        task, limits, Experiment.Options.of(folder, ""), Progress.silent(), tried::add);
  }

  @Test
  void whatTheMethodUsesIsChosenAroundThePreset() {
    assertThat(ProxySearch.space(preset(new Lrs1()), List.of()))
        .containsOnlyKeys("lrs.weight1", "lrs.step1.value")
        .containsEntry("lrs.weight1", new Range(0.1 / 10, 0.1 * 10, Range.Scale.LOG, false));
    assertThat(ProxySearch.space(preset(new LrsF()), List.of())).hasSize(4);
  }

  @Test
  void whatTheUserGaveIsNotChosen() {
    List<String> given = List.of("lrs.weight1=0.2", "lrs.step2={value: 1}");
    assertThat(ProxySearch.space(preset(new LrsF()), given))
        .containsOnlyKeys("lrs.step1.value", "lrs.weight2");
    assertThatThrownBy(() -> ProxySearch.space(preset(new FineTune()), List.of()))
        .hasMessageStartingWith("there is nothing to choose");
  }

  @Test
  void onlyTrialsAtOrAboveTheFloorPass() {
    List<Trial> trials =
        List.of(trial("a", 0.949), trial("b", 0.95), Trial.diverged("c", Map.of(), "why"));
    assertThat(ProxySearch.passed(trials, 0.95)).extracting(Trial::name).containsExactly("b");
    assertThat(ProxySearch.passed(trials, 0.96)).isEmpty();
  }

  private static Trial trial(String name, double accuracy) {
    Surrogate measured =
        new Surrogate(
            name, "m", null, "lrs-1", Map.of(), accuracy, 1.0, 1.0, 1.0, List.of(), List.of());
    SuccessRate rate = new SuccessRate(1, 2);
    return Trial.of(
        Map.of(), measured, List.of(new RunResults.Cell(name, "a", "t", rate, rate)), 0);
  }

  @Test
  void theSameNumberOfTrialsGivesTheSameChoiceAndMoreExtendThem() {
    List<Trial> few = new ArrayList<>();
    List<Trial> many = new ArrayList<>();
    Found first = search(task(), Limits.ofTrials(2, 0), few);
    assertThat(first.rounds()).hasSize(1); // 12 steps are fewer than the first round may have
    assertThat(first.images()).isEqualTo(24);
    assertThat(few.get(0).values()).isEmpty(); // the preset's own settings come first
    assertThat(search(task(), Limits.ofTrials(2, 0), new ArrayList<>()).chosen())
        .isEqualTo(first.chosen());
    search(task(), Limits.ofTrials(3, 0), many);
    assertThat(many.subList(0, 2)).extracting(Trial::values).isEqualTo(values(few));
  }

  private static List<Map<String, String>> values(List<Trial> trials) {
    return trials.stream().map(Trial::values).toList();
  }

  @Test
  void theBestThirdIsTrainedForThreeTimesAsManySteps() {
    Found found =
        search(task("epochs=3", "warmUpSteps=2"), Limits.ofTrials(2, 0), new ArrayList<>());
    assertThat(found.rounds())
        .extracting(round -> List.of(round.steps(), round.trials().size()))
        // 96 images are 36 steps of three epochs, less than three times 25.
        .containsExactly(List.of(25, 2), List.of(36, 1));
    assertThat(found.why()).contains("of 1 trained for 36 steps");
  }

  @Test
  void aTimeThatIsOverStillTriesOneSettingPerRound() {
    Found found = search(task(), Limits.ofSeconds(1e-9, 0), new ArrayList<>());
    assertThat(found.rounds().get(0).trials()).hasSize(1);
    assertThat(found.chosen()).isEmpty();
  }

  @Test
  void aFloorThatNothingKeepsIsTold() {
    assertThatThrownBy(
            () ->
                search(
                    task("learningRate=1", "clipNorm=0", "maxSteps=4"),
                    Limits.ofTrials(1, 1),
                    new ArrayList<>()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("none of the 1 settings tried keeps 100 % of the clean accuracy");
  }

  @Test
  void limitsAreChecked() {
    assertThatThrownBy(() -> Limits.ofTrials(0, 0.9)).hasMessageContaining("at least one trial");
    assertThatThrownBy(() -> Limits.ofTrials(1, 1.5))
        .hasMessage("the accuracy floor must lie in [0, 1], got 1.5");
  }
}

package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.configuration.SearchSpace;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.result.SearchResults;
import org.lrs.result.SweepResults.Trial;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class ProxySearchTest {

  @TempDir Path folder;
  private final List<Trial> tried = new ArrayList<>();

  /** 160 images, a fifth of which are attacked; 32 steps of 4 images. */
  private static ProxyTask task(String... overrides) {
    return task(32, overrides);
  }

  private static ProxyTask task(int steps, String... overrides) {
    List<String> given = new ArrayList<>(List.of("batchSize=4", "warmUpSteps=1"));
    given.addAll(List.of(overrides));
    return new ProxyTask(
        EngineNetwork.embedded("resnet8-a"),
        List.of(EngineNetwork.embedded("wrn-10-1")),
        Source.embedded("train", 160),
        new SearchSpace(Map.of("method", "lrs-1"), given),
        steps,
        16 / 255.0,
        0);
  }

  private SearchResults search(ProxyTask task, SearchLimits limits) {
    return search(task, limits, Progress.silent());
  }

  private SearchResults search(ProxyTask task, SearchLimits limits, Progress progress) {
    tried.clear();
    return ProxySearch.run(task, limits, Experiment.Options.of(folder, ""), progress, tried::add);
  }

  private List<Map<String, String>> values() {
    return tried.stream().map(Trial::values).toList();
  }

  @Test
  void theSameNumberOfTrialsGivesTheSameChoiceAndMoreExtendThem() {
    SearchResults first = search(task(), SearchLimits.ofTrials(2, 0));
    assertThat(first.data().images()).isEqualTo(32);
    assertThat(first.fullSteps()).isEqualTo(32);
    assertThat(first.rungs()).hasSize(1); // a third of 32 is fewer than a rung may have
    assertThat(tried.get(0).values()).isEmpty(); // the default recipe comes first
    assertThat(first.half().tried()).isEqualTo(1);
    assertThat(first.half().trial().values()).isEmpty();
    List<Map<String, String>> few = values();
    assertThat(search(task(), SearchLimits.ofTrials(2, 0)).chosen().trial().name())
        .isEqualTo(first.chosen().trial().name());
    search(task(), SearchLimits.ofTrials(3, 0));
    assertThat(values().subList(0, 2)).isEqualTo(few);
  }

  @Test
  void theBestThirdIsTrainedForThreeTimesAsManySteps() {
    SearchResults found = search(task(75), SearchLimits.ofTrials(3, 0));
    assertThat(found.rungs().get(0).steps()).isEqualTo(25);
    assertThat(found.rungs().get(0).trials()).hasSize(3);
    assertThat(found.rungs().get(1).steps()).isEqualTo(75);
    // The best, and the default recipe unless it is the best.
    assertThat(found.rungs().get(1).trials()).hasSizeBetween(1, 2);
    assertThat(found.rungs().get(1).trials())
        .anyMatch(trial -> trial.values().isEmpty())
        .anyMatch(trial -> trial.equals(found.chosen().trial()));
    assertThat(found.seconds()).isPositive();
  }

  @Test
  void aSearchThatWasStoppedResumesWithTheSameTrials() {
    Progress stopping =
        new Progress() {
          @Override
          public void advanced(Plan.Step step, double share, String note, OptionalDouble left) {
            if (tried.size() == 1) {
              throw new IllegalStateException("stopped");
            }
          }
        };
    assertThatThrownBy(() -> search(task(), SearchLimits.ofTrials(2, 0), stopping))
        .hasMessage("stopped");
    List<Map<String, String>> before = values();
    SearchResults resumed = search(task(), SearchLimits.ofTrials(2, 0));
    assertThat(values()).startsWith(before.get(0)).hasSize(2);
    assertThat(search(task(), SearchLimits.ofTrials(2, 0)).chosen().trial().name())
        .isEqualTo(resumed.chosen().trial().name());
  }

  @Test
  void aTimeThatIsOverStillTriesTheDefaultRecipe() {
    SearchResults found = search(task(), SearchLimits.ofSeconds(1e-9, 0));
    assertThat(found.rungs().get(0).trials()).hasSize(1);
    assertThat(found.chosen().trial().values()).isEmpty();
    assertThat(found.half().trial().values()).isEmpty();
  }

  @Test
  void aTimeIsFilledWithTrialsThatFit() {
    double one = search(task(), SearchLimits.ofTrials(1, 0)).seconds();
    SearchResults found = search(task(), SearchLimits.ofSeconds(Math.max(1, 6 * one), 0));
    assertThat(tried).hasSizeGreaterThan(1);
    assertThat(found.half().tried()).isLessThanOrEqualTo(tried.size());
  }

  @Test
  void aFloorThatNothingKeepsIsReported() {
    assertThatThrownBy(
            () -> search(task(4, "learningRate=1", "clipNorm=0"), SearchLimits.ofTrials(1, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("none of the 1 settings tried keeps 100 % of the clean accuracy");
  }

  @Test
  void limitsAreChecked() {
    assertThatThrownBy(() -> SearchLimits.ofTrials(0, 0.9))
        .hasMessageContaining("at least one trial");
    assertThatThrownBy(() -> SearchLimits.ofTrials(1, 1.5))
        .hasMessage("the accuracy floor must lie in [0, 1], got 1.5");
  }
}

package org.lrs.experiment.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lrs.refine.recipe.Jacobian;

class SearchSpaceTest {

  private static final String[] PLAIN = {"learningRate", "temperature", "averaging.start"};

  private static SearchSpace space(Map<String, String> options, String... overrides) {
    return new SearchSpace(options, List.of(overrides));
  }

  private static Set<String> varied(String method, String... overrides) {
    return space(Map.of("method", method), overrides).space(method).keySet();
  }

  private static Set<String> with(String... more) {
    Set<String> all = new HashSet<>(List.of(PLAIN));
    all.addAll(List.of(more));
    return all;
  }

  @Test
  void aMethodHasItsOwnSettingsBesideThoseOfEveryTraining() {
    assertThat(varied("lrs-f"))
        .isEqualTo(
            with("lrs-f.weight1", "lrs-f.weight2", "lrs-f.step1.value", "lrs-f.step2.value"));
    assertThat(varied("lrs-2")).isEqualTo(with("lrs-2.weight", "lrs-2.step.value"));
    assertThat(varied("jacobian")).isEqualTo(with("jacobian.weight"));
    assertThat(varied("input-gradient")).isEqualTo(with("input-gradient.weight"));
    assertThat(varied("advprop")).isEqualTo(with("advprop.weight", "advprop.epsilon"));
    assertThat(varied("fine-tune")).isEqualTo(with());
  }

  @Test
  void settingsAreDrawnAroundThoseOfThePreset() {
    SweepValues weight =
        space(Map.of("method", "jacobian")).space("jacobian").get("jacobian.weight");
    SweepValues.Range range = (SweepValues.Range) weight;
    double preset = new Jacobian().weight();
    assertThat(range.from()).isEqualTo(preset / 4);
    assertThat(range.to()).isEqualTo(preset * 4);
    assertThat(range.scale()).isEqualTo(SweepValues.Range.Scale.LOG);
  }

  @Test
  void whatTheUserGaveDoesNotVaryHoweverItWasWritten() {
    assertThat(varied("lrs-f(weight1=0.02)")).doesNotContain("lrs-f.weight1");
    assertThat(varied("lrs-f(0.02, 0.1)")).doesNotContain("lrs-f.weight1", "lrs-f.weight2");
    assertThat(varied("lrs-f(step2={value: 1})")).doesNotContain("lrs-f.step2.value");
    assertThat(varied("lrs-f", "lrs-f.weight1=0.02")).doesNotContain("lrs-f.weight1");
    assertThat(varied("lrs-f", "lrs.weight1=0.02")).doesNotContain("lrs-f.weight1");
    assertThat(varied("lrs-f", "lrs={weight1: 0.02}"))
        .doesNotContain("lrs-f.weight1")
        .contains("lrs-f.weight2");
    assertThat(varied("lrs-2", "lrs.weight2=0.02")).doesNotContain("lrs-2.weight");
    assertThat(varied("jacobian", "temperature=3")).doesNotContain("temperature");
    assertThat(varied("jacobian", "learningRate=0.1")).doesNotContain("learningRate");
    assertThat(varied("jacobian + swa(start=0.1)")).doesNotContain("averaging.start");
    assertThat(varied("jacobian", "averaging.start=0.1")).doesNotContain("averaging.start");
  }

  @Test
  void theGivenValueStandsWhateverWasDrawn() {
    SearchSpace space = space(Map.of("method", "jacobian"), "jacobian.weight=0.002");
    RefineSpec refine = space.refine(space.draw(0, 3));
    assertThat(refine.training().terms().toString()).contains("weight=0.002");
  }

  @Test
  void theDefaultRecipeIsFirstThenThePresetOfEachMethodThenWhatIsDrawn() {
    SearchSpace space = space(Map.of());
    assertThat(space.draw(0, 0)).isEmpty();
    assertThat(space.refine(Map.of()).method()).isEqualTo("lrs-f");
    Set<String> methods = new HashSet<>(Set.of("lrs-f"));
    int number = 1;
    for (; space.draw(0, number).size() == 1; number++) {
      methods.add(space.draw(0, number).get("method"));
    }
    assertThat(methods).contains("jacobian", "lrs-2", "input-gradient", "advprop");
    for (int n = number; n < number + 10; n++) {
      Map<String, String> values = space.draw(0, n);
      assertThat(values).isEqualTo(space.draw(0, n)).isNotEqualTo(space.draw(1, n));
      assertThat(methods).contains(values.get("method"));
      assertThat(values.keySet()).contains(PLAIN);
      assertThat(space.refine(values).method()).isEqualTo(values.get("method"));
    }
  }

  @Test
  void aSearchWithoutAnythingToChooseIsRefused() {
    SearchSpace space =
        space(Map.of("method", "fine-tune + swa(start=0.5)"), "learningRate=0.1", "temperature=2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.draw(0, 1))
        .withMessage("there is nothing to choose: all settings are given; leave out --auto");
  }
}

package org.lrs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.result.Gain;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Dataset;

class HeadlineTest {
  private static final RunResults BETTER = SampleReport.better().results();

  private static RunResults with(RunResults like, Dataset dataset, List<Gain> gains) {
    return new RunResults(
        RunResults.FORMAT,
        like.name(),
        dataset,
        like.surrogates(),
        like.targets(),
        like.attacks(),
        like.cells(),
        gains,
        like.curves(),
        like.perturbations(),
        like.findings());
  }

  @Test
  void saysByHowMuchTheBestRefinedSurrogateFoolsMore() {
    assertThat(Headline.of(BETTER))
        .containsExactly(
            "Of 100 images that a target gets right, attacks crafted on lrs-f, the best of 3"
                + " refined surrogates, fool it on 15.1 [13.9, 16.3] more than those crafted on"
                + " plain: the mean over 5 targets and 3 attacks, with its 95 % interval.",
            "Of 100 such images, i-fgsm fools 54 instead of 39, pgd fools 57"
                + " instead of 42 and mi-fgsm fools 60 instead of 45. resnet56 (84 instead of 71)"
                + " is fooled most often, oval21_base_kw (14 instead of 9) least often.");
  }

  @Test
  void doesNotCallAnIntervalThatIncludesZeroAGain() {
    List<String> found = Headline.of(SampleReport.undecided().results());
    assertThat(found.get(0))
        .startsWith(
            "No refined surrogate clearly fools the targets more often: on images that a target"
                + " gets right, attacks crafted on lrs-2, the best of 3 refined surrogates, gain"
                + " +0.4 [−0.8, +1.6] points on those crafted on plain, the mean over")
        .endsWith(", and the 95 % interval in brackets includes zero.");
    // 1,000 images and an interval of ±1.2: 1,000 · (1.2 / 0.4)².
    assertThat(found.get(1))
        .contains("fools 39 instead of 39")
        .endsWith(
            ". To try: more images (about 10,300 show a gain of this size), more steps of the"
                + " refinement, another method, or 'lrs refine --auto', which searches settings.");
  }

  @Test
  void claimsNothingFromFewImages() {
    Dataset few = new Dataset("cifar10", "test", 29, List.of());
    assertThat(Headline.of(with(BETTER, few, BETTER.gains())).get(0))
        .startsWith("No refined surrogate clearly")
        .endsWith(", and fewer than 30 images decide nothing.");
  }

  @Test
  void admitsThatRefinementHurts() {
    List<String> found = Headline.of(SampleReport.worse().results());
    assertThat(found.get(0))
        .startsWith(
            "Refinement makes the attacks weaker here: of 100 images that a target gets right, even"
                + " those crafted on lrs-1, the best of 3 refined surrogates, fool it on 6.6 [5.4,"
                + " 7.8] fewer than those crafted on plain");
    assertThat(found.get(1))
        .contains(". To try: smaller weights of the penalties, a lower learning rate, another");
  }

  @Test
  void resultsOfEarlierVersionsSayHowToMeasureTheGain() {
    List<String> found = Headline.of(with(BETTER, BETTER.dataset(), List.of()));
    assertThat(found.get(0)).startsWith("Mean success on images each target gets right when");
    assertThat(found.get(1)).startsWith("An earlier version of lrs made these results");
  }
}

package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.lrs.experiment.Halving.Job;

class HalvingTest {

  private static final List<Integer> LENGTHS = List.of(30, 90, 270);

  /** The later a setting comes, the better it is. */
  private static Optional<Double> later(Job job) {
    return Optional.of(0.0 + job.trial());
  }

  /** The default recipe is the best, and every setting worse than the one before. */
  private static Optional<Double> earlier(Job job) {
    return Optional.of(0.0 - job.trial());
  }

  private static Map<Job, Double> play(int trials, Function<Job, Optional<Double>> score) {
    return new Halving(LENGTHS, trials).play(jobs -> true, score);
  }

  private static List<Integer> trials(Map<Job, Double> scores, int rung) {
    return scores.keySet().stream().filter(job -> job.rung() == rung).map(Job::trial).toList();
  }

  @Test
  void rungsAreThirdsOfTheWholeDownToTheFewestSteps() {
    assertThat(Halving.lengths(390, 37)).containsExactly(43, 130, 390);
    assertThat(Halving.lengths(390, 44)).containsExactly(130, 390);
    assertThat(Halving.lengths(20, 37)).containsExactly(20);
  }

  @Test
  void aThirdOfEachRungIsTrainedForThreeTimesAsLong() {
    for (Function<Job, Optional<Double>> score :
        List.<Function<Job, Optional<Double>>>of(HalvingTest::earlier, HalvingTest::later)) {
      Map<Job, Double> scores = play(27, score);
      assertThat(trials(scores, 0)).hasSize(27);
      assertThat(trials(scores, 1)).hasSize(9 + 1); // and the default recipe
      assertThat(trials(scores, 2)).hasSize(3 + 1);
    }
    assertThat(Halving.best(play(27, HalvingTest::earlier))).contains(new Job(0, 2));
    assertThat(Halving.best(play(27, HalvingTest::later))).contains(new Job(26, 2));
  }

  @Test
  void theDefaultRecipeOpensEveryRung() {
    Map<Job, Double> scores = play(9, HalvingTest::later);
    // 2 is the best of 0, 1, 2; 0 goes first.
    assertThat(new ArrayList<>(scores.keySet()).subList(0, 5))
        .containsExactly(new Job(0, 0), new Job(1, 0), new Job(2, 0), new Job(0, 1), new Job(2, 1));
    assertThat(trials(scores, 1)).containsExactly(0, 2, 5, 8);
    // 8 was the best of the three that had risen.
    assertThat(trials(scores, 2)).containsExactly(0, 8);
  }

  @Test
  void aSmallerSearchIsTheBeginningOfALargerOne() {
    for (Function<Job, Optional<Double>> score :
        List.<Function<Job, Optional<Double>>>of(HalvingTest::later, HalvingTest::earlier)) {
      List<Job> all = new ArrayList<>(play(12, score).keySet());
      List<Job> half =
          new ArrayList<>(new Halving(LENGTHS, 12).half().play(j -> true, score).keySet());
      assertThat(half).isEqualTo(new ArrayList<>(play(6, score).keySet()));
      assertThat(all.subList(0, half.size())).isEqualTo(half);
    }
  }

  @Test
  void whatIsRefusedNeitherRisesNorIsChosen() {
    Map<Job, Double> scores =
        play(9, job -> Optional.of(job.trial() == 8 ? Halving.REFUSED : job.trial()));
    assertThat(trials(scores, 1)).doesNotContain(8).contains(7);
    assertThat(Halving.best(play(3, job -> Optional.of(Halving.REFUSED)))).isEmpty();
    // A default recipe that loses too much accuracy need not be trained for longer.
    Map<Job, Double> bad =
        play(9, job -> Optional.of(job.trial() == 0 ? Halving.REFUSED : job.trial()));
    assertThat(trials(bad, 1)).doesNotContain(0);
  }

  @Test
  void whatIsRefusedAfterItRoseLeavesItsPlaceToTheNext() {
    Map<Job, Double> one =
        play(9, job -> Optional.of(job.equals(new Job(8, 2)) ? Halving.REFUSED : job.trial()));
    assertThat(trials(one, 2)).containsExactly(0, 8, 5);
    assertThat(Halving.best(one)).contains(new Job(5, 2));
    // No more than twice as many as have a place.
    Map<Job, Double> all =
        play(9, job -> Optional.of(job.rung() == 2 ? Halving.REFUSED : job.trial()));
    assertThat(trials(all, 2)).containsExactly(0, 8, 5);
  }

  @Test
  void ofEqualSettingsTheDefaultRecipeIsChosen() {
    assertThat(Halving.best(play(12, job -> Optional.of(0.5)))).contains(new Job(0, 2));
  }

  @Test
  void aLongTrainingThatDoesNotFitGivesWayToFurtherSettings() {
    // 270 steps of two settings are never affordable: the default recipe opens no rung alone.
    Map<Job, Double> scores =
        new Halving(LENGTHS, 12)
            .play(
                jobs -> jobs.stream().mapToInt(job -> LENGTHS.get(job.rung())).sum() < 500,
                HalvingTest::later);
    assertThat(trials(scores, 0)).hasSize(12);
    assertThat(trials(scores, 2)).isEmpty();
    assertThat(Halving.best(scores)).contains(new Job(11, 1));
  }

  @Test
  void aPlayEndsWhereNoScoreIsKnown() {
    Map<Job, Double> scores =
        play(9, job -> job.trial() == 4 ? Optional.empty() : Optional.of(1.0));
    assertThat(trials(scores, 0)).containsExactly(0, 1, 2, 3);
  }
}

package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final List<String> reported = new ArrayList<>();

  private Watch watch(double[] accuracies) {
    int[] asked = {0};
    return new Watch(
        null,
        network -> accuracies[asked[0]++],
        network -> Double.NaN,
        0.9,
        List.of(),
        new TrainingListener() {
          @Override
          public void onStep(StepRecord record, int totalSteps) {}

          @Override
          public void onAccuracy(int done, double accuracy) {
            reported.add(done + ": " + accuracy);
          }

          @Override
          public void onWarning(String sentence) {
            reported.add(sentence.substring(0, "after 50 steps".length()));
          }
        });
  }

  @Test
  void looksOftenAtFirstAndThenAfterEveryEpoch() {
    Watch watch = watch(new double[] {0.9, 0.85, 0.5, 0.6, 0.85, 0.88});
    for (int done = 1; done < 150; done++) {
      watch.inside(1, done);
    }
    watch.epochEnded(1, 150, List.of());
    for (int done = 151; done < 300; done++) {
      watch.inside(2, done);
    }
    watch.epochEnded(2, 300, List.of());
    assertThat(reported)
        .containsExactly(
            "0: 0.9",
            "25: 0.85",
            "50: 0.5",
            "after 50 steps",
            "100: 0.6",
            "150: 0.85",
            "300: 0.88");
  }
}

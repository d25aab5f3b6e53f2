package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final List<String> reported = new ArrayList<>();

  private Watch watch(double[] accuracies) {
    int[] asked = {0};
    FineTuner run =
        new FineTuner(Training.basic(), 0)
            .watching(network -> accuracies[asked[0]++], network -> Double.NaN)
            .telling(
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
    return new Watch(null, run, List.of());
  }

  private static final List<StepRecord> HISTORY =
      Collections.nCopies(300, new StepRecord(0, 1, Float.NaN, Float.NaN, Float.NaN, 1, 1, 0.1f));

  @Test
  void looksOftenAtFirstThenAfterEveryEpochAndAtTheResult() {
    Watch watch = watch(new double[] {0.9, 0.85, 0.4, 0.6, 0.85, 0.88});
    for (int i = 0; i < 300; i++) {
      watch.after(new Position(i, 150, 300));
    }
    assertThat(watch.warnings()).hasSize(1);
    watch.result(false, HISTORY);
    assertThat(reported)
        .containsExactly(
            "0: 0.9",
            "25: 0.85",
            "50: 0.4",
            "after 50 steps",
            "100: 0.6",
            "150: 0.85",
            "300: 0.88");
    assertThat(watch.warnings()).as("a collapse from which it recovered").isEmpty();
  }
}

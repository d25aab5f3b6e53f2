package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lrs.data.Augmentation;
import org.lrs.data.ImageDataset;
import org.lrs.data.Normalization;
import org.lrs.model.Classifier;
import org.lrs.model.TinyClassifiers;
import org.lrs.nn.Network;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.StateDict;
import org.lrs.tensor.Rng;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class BatchStatisticsTest {
  private static final float FLOAT32 = 1e-5f;
  private static final int SIZE = 3 * 36;

  /** Batch normalisation of the pixels themselves, so that the statistics are known. */
  private static Classifier pixels() {
    NetworkBuilder net = new NetworkBuilder();
    NetworkBuilder.Value x = net.input(3, 6, 6);
    net.linear("fc", net.globalAverage("pool", net.batchNorm("norm", x)), 3);
    Network network = net.build();
    return new Classifier(
        "pixels",
        network,
        StateDict.initialise(network, Rng.of(2)),
        Normalization.none(3),
        TinyTraining.INPUT,
        3);
  }

  @Test
  void statisticsAreTheMeanOverBatchesOfThoseOfTheirPixels() {
    ImageDataset data = TinyTraining.data();
    Rng rng = Rng.of(4);
    try (Classifier classifier = pixels()) {
      Training plain = Training.basic().batchSize(8).augmentation(Augmentation.NONE);
      BatchStatistics.estimate(classifier, data, plain.settings(), 3, rng);
      Map<String, float[]> found = TinyClassifiers.numbers(classifier);
      int[] order = rng.split("order").permutation(data.size());
      for (int channel = 0; channel < 3; channel++) {
        double mean = 0;
        double variance = 0;
        for (int batch = 0; batch < 3; batch++) {
          double sum = 0;
          double squares = 0;
          for (int i = 8 * batch; i < 8 * batch + 8; i++) {
            for (int j = 0; j < 36; j++) {
              int at = order[i] * SIZE + channel * 36 + j;
              double value = (data.images().pixels()[at] & 0xff) / 255.0;
              sum += value;
              squares += value * value;
            }
          }
          double n = 8 * 36;
          mean += sum / n / 3;
          variance += (squares - sum * sum / n) / (n - 1) / 3;
        }
        assertThat((double) found.get("norm.running_mean")[channel])
            .isCloseTo(mean, within((double) FLOAT32));
        assertThat((double) found.get("norm.running_var")[channel])
            .isCloseTo(variance, within((double) FLOAT32));
      }
    }
  }

  @Test
  void statisticsDoNotDependOnThoseThatWereThere() {
    Training training = Training.basic().batchSize(8).augmentation(new Augmentation(1, true));
    try (Classifier once = TinyTraining.classifier();
        Classifier twice = TinyTraining.classifier()) {
      for (Classifier one : List.of(once, twice, twice)) {
        BatchStatistics.estimate(one, TinyTraining.data(), training.settings(), 100, Rng.of(4));
      }
      assertThat(TinyClassifiers.numbers(twice))
          .usingRecursiveComparison()
          .isEqualTo(TinyClassifiers.numbers(once));
    }
  }
}

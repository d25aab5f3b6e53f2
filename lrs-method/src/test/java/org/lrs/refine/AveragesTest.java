package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.data.Normalization;
import org.lrs.format.Safetensors;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class AveragesTest {
  private static final float FLOAT32 = 1e-5f;
  // Of two numbers, the third to the sixth are taken: (1, 2) (3, 0) (5, 4) (7, 6).
  private static final float[][] PATH = {{9, 9}, {8, 8}, {1, 2}, {3, 0}, {5, 4}, {7, 6}};

  @TempDir private Path folder;
  private Classifier classifier;
  private Averages averages;
  private GaussianDraws draws;

  @BeforeEach
  void walk() {
    InputShape input = new InputShape(1, 1, 1);
    classifier = TinyClassifiers.linear(input, new double[][] {{0}, {0}}, Normalization.none(1));
    draws = new GaussianDraws(folder, 2, 4, 3, 1);
    averages =
        Averages.none(
            new Averaging(0.34, 1, 1),
            classifier,
            PATH.length,
            new Snapshots(null, 1, PATH.length),
            Optional.of(draws));
    for (int step = 0; step < PATH.length; step++) {
      try (Scope scope = Scope.open()) {
        classifier.parameters().get("fc.weight").copyFrom(Tensor.of(PATH[step], 2, 1));
      }
      averages.after(step + 1, classifier);
    }
  }

  @AfterEach
  void close() {
    averages.close();
    classifier.close();
  }

  @Test
  void meanAndVarianceAreThoseOfTheNetworksTaken() {
    try (Scope scope = Scope.open()) {
      assertThat(averages.mean("fc.weight").toFloatArray())
          .containsExactly(new float[] {4, 3}, within(FLOAT32));
      // Squares 9 + 1 + 1 + 9 and 1 + 9 + 1 + 9, over four networks.
      assertThat(averages.variance("fc.weight").toFloatArray())
          .containsExactly(new float[] {5, 5}, within(FLOAT32));
      assertThat(averages.variance("fc.bias").toFloatArray()).containsExactly(0, 0);
    }
  }

  @Test
  void lastDeviationsAreFromTheMeanOfTheirMoment() {
    assertThat(draws.kept()).isEqualTo(3);
    assertThat(folder.resolve("deviation-1.safetensors")).doesNotExist();
    // Means after the second, third and fourth: (2, 1), (3, 2), (4, 3).
    float[][] wanted = {{1, -1}, {2, 2}, {3, 3}};
    for (int i = 0; i < 3; i++) {
      assertThat(Safetensors.read(draws.file(2 + i)).get("fc.weight").toFloats())
          .containsExactly(wanted[i], within(FLOAT32));
    }
  }

  @Test
  void drawIsTheFormulaOverItsOwnStreams() {
    Rng rng = Rng.of(5);
    draws.draw(averages, rng, 7, classifier.parameters());
    float[] z = rng.split(7).split("fc.weight").gaussian(2);
    float[] y = rng.split(7).split("deviations").gaussian(3);
    float[][] d = {{1, -1}, {2, 2}, {3, 3}};
    float[] found = TinyClassifiers.numbers(classifier).get("fc.weight");
    for (int i = 0; i < 2; i++) {
      double low = d[0][i] * y[0] + d[1][i] * y[1] + d[2][i] * y[2];
      double wanted = (i == 0 ? 4 : 3) + Math.sqrt(5 / 2.0) * z[i] + low / Math.sqrt(2 * 2.0);
      assertThat((double) found[i]).isCloseTo(wanted, within(1e-5));
    }
  }

  @Test
  void drawsHaveTheMeanAndTheCovarianceOfTheFormula() {
    int count = 4000;
    double[] sum = new double[2];
    double[][] products = new double[2][2];
    for (int k = 0; k < count; k++) {
      draws.draw(averages, Rng.of(1), k, classifier.parameters());
      float[] found = TinyClassifiers.numbers(classifier).get("fc.weight");
      double[] from = {found[0] - 4, found[1] - 3};
      for (int i = 0; i < 2; i++) {
        sum[i] += from[i] / count;
        for (int j = 0; j < 2; j++) {
          products[i][j] += from[i] * from[j] / count;
        }
      }
    }
    // Diagonal: 5 / 2 + (1 + 4 + 9) / 4; beside it: (-1 + 4 + 9) / 4. Five standard errors.
    assertThat(sum[0]).isCloseTo(0, within(5 * Math.sqrt(6.0 / count)));
    assertThat(sum[1]).isCloseTo(0, within(5 * Math.sqrt(6.0 / count)));
    assertThat(products[0][0]).isCloseTo(6, within(5 * 6 * Math.sqrt(2.0 / count)));
    assertThat(products[1][1]).isCloseTo(6, within(5 * 6 * Math.sqrt(2.0 / count)));
    assertThat(products[0][1]).isCloseTo(3, within(5 * Math.sqrt((36.0 + 9) / count)));
  }

  @Test
  void scaleStretchesTheDrawsByItsRoot() {
    Rng rng = Rng.of(5);
    GaussianDraws wide = new GaussianDraws(folder, 2, 4, 3, 4);
    draws.draw(averages, rng, 7, classifier.parameters());
    float[] once = TinyClassifiers.numbers(classifier).get("fc.weight");
    wide.draw(averages, rng, 7, classifier.parameters());
    float[] twice = TinyClassifiers.numbers(classifier).get("fc.weight");
    for (int i = 0; i < 2; i++) {
      float mean = i == 0 ? 4 : 3;
      assertThat(twice[i] - mean).isCloseTo(2 * (once[i] - mean), within(FLOAT32));
    }
  }

  @Test
  void drawWithoutDeviationsHasTheWholeVariance() {
    Rng rng = Rng.of(5);
    GaussianDraws none = new GaussianDraws(folder, 2, 4, 0, 2.25);
    none.draw(averages, rng, 7, classifier.parameters());
    float[] z = rng.split(7).split("fc.weight").gaussian(2);
    float[] found = TinyClassifiers.numbers(classifier).get("fc.weight");
    for (int i = 0; i < 2; i++) {
      double wanted = (i == 0 ? 4 : 3) + 1.5 * Math.sqrt(5) * z[i];
      assertThat((double) found[i]).isCloseTo(wanted, within(1e-5));
    }
  }

  @Test
  void networksAreTakenBackFromTheLastOneAtEqualDistances() {
    Averaging averaging = new Averaging(0.5, 3, 1);
    int total = 20;
    assertThat(
            java.util.stream.IntStream.rangeClosed(1, total).filter(s -> averaging.due(s, total)))
        .containsExactly(11, 14, 17, 20);
    assertThat(averaging.taken(total, total)).isEqualTo(4);
    // The last one is taken from the shortest run.
    assertThat(new Averaging(0.9, 100, 1).taken(1, 1)).isEqualTo(1);
  }

  @Test
  void runThatTakesTooFewNetworksIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Averaging(0.5, 30, 1).requireSeveral(40))
        .withMessage(
            "averaging needs at least 2 networks, this run of 40 steps gives 1; lower"
                + " averaging.start or averaging.every");
  }
}

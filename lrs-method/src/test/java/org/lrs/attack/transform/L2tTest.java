package org.lrs.attack.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.attack.CountingSurrogate;
import org.lrs.attack.Plain;
import org.lrs.attack.Transform;
import org.lrs.attack.Transforms;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class L2tTest {
  private static final int KINDS = 11;

  /** A chain of operators drawn with odds, noting what was drawn. */
  private static double[][][] chain(
      double[][][] image,
      double[][][] partner,
      Rng rng,
      double[] odds,
      int length,
      List<Integer> drawn) {
    double[][][] changed = image;
    for (int k = 0; k < length; k++) {
      double[] p = softmax(odds);
      double left = rng.nextDouble();
      int kind = 0;
      while (kind < KINDS - 1 && left >= p[kind]) {
        left -= p[kind++];
      }
      drawn.add(kind);
      changed = change(changed, kind, partner, rng);
    }
    return changed;
  }

  private static double[] softmax(double[] odds) {
    double[] p = new double[odds.length];
    double sum = 0;
    for (int k = 0; k < odds.length; k++) {
      p[k] = Math.exp(odds[k]);
      sum += p[k];
    }
    for (int k = 0; k < odds.length; k++) {
      p[k] /= sum;
    }
    return p;
  }

  private static double[][][] change(double[][][] image, int kind, double[][][] partner, Rng rng) {
    int strength = 1 + rng.nextInt(10);
    return switch (kind) {
      case 0 -> image;
      case 1 -> Plain.rotate(image, 30 * strength);
      case 2 -> Plain.scale(image, Math.pow(0.5, rng.nextInt(strength)));
      case 3 -> Plain.resizePad(image, 1.05 + 0.05 * strength, rng);
      case 4 -> PlainBlocks.shuffle(image, 2 + strength, 0, rng);
      case 5 -> Plain.add(image, Plain.scale(partner, strength > 5 ? 0.4 : 0.2));
      case 6 -> Plain.drop(image, strength / 20.0, rng);
      case 7 -> {
        int blocks = 1 + strength;
        yield Plain.mask(image, blocks, rng.nextInt(blocks * blocks));
      }
      case 8 -> {
        double rho = Math.min(0.9, strength / 10.0);
        yield PlainCosines.filter(image, Plain.uniform(image, rng, 1 - rho, 1 + rho));
      }
      case 9 -> {
        double least = strength / 10.0;
        yield Plain.crop(image, least + (1 - least) * rng.nextDouble());
      }
      default -> {
        double share = (0.45 + 0.045 * strength) * rng.nextDouble();
        yield Plain.translate(
            image,
            (int) Math.floor(share * Plain.height(image)),
            (int) Math.floor(share * Plain.width(image)));
      }
    };
  }

  @ParameterizedTest
  @MethodSource("org.lrs.attack.Transforms#sizes")
  void firstCopiesAreChainsOfOperatorsThatAreEquallyLikely(int channels, int height, int width) {
    try (Scope scope = Scope.open();
        Classifier model = PlainLinearModel.of(channels, height, width);
        FrozenSurrogate surrogate = new FrozenSurrogate(model)) {
      Tensor images = Transforms.images(channels, height, width);
      Transforms.check(
          new L2t(3, 3, 1),
          surrogate,
          images,
          1,
          (image, i, draws) ->
              chain(
                  image,
                  Transforms.partner(images, i, "l2t", 1),
                  draws.image(i),
                  new double[KINDS],
                  3,
                  new ArrayList<>()));
    }
  }

  @Test
  void oddsOfEachImageLearnFromItsLosses() {
    int copies = 4;
    int length = 2;
    double rate = 3;
    try (Scope scope = Scope.open();
        Classifier model = PlainLinearModel.of(2, 12, 11);
        FrozenSurrogate frozen = new FrozenSurrogate(model)) {
      CountingSurrogate surrogate = new CountingSurrogate(frozen);
      Tensor images = Transforms.images(2, 12, 11);
      double[][] odds = new double[3][KINDS];
      int otherThanAtFirst = 0;
      try (Scope work = Scope.open()) {
        Transform.Kernel kernel =
            new L2t(copies, length, rate).begin(Transforms.run(images, surrogate));
        for (int step = 0; step < 4; step++) {
          // Partners are keyed by the step, so the draws within it are what changes here.
          Draws draws = Transforms.draws().split(step);
          double[][] losses = new double[3][copies];
          List<List<List<Integer>>> drawn = new ArrayList<>();
          for (int copy = 0; copy < copies; copy++) {
            Draws own = draws.split(copy);
            Tensor found = kernel.apply(images, own, copy);
            drawn.add(new ArrayList<>());
            for (int i = 0; i < 3; i++) {
              double[][][] image = Transforms.plain(images, i);
              double[][][] partner = Transforms.partner(images, i, "l2t", copy);
              List<Integer> kinds = new ArrayList<>();
              double[][][] wanted = chain(image, partner, own.image(i), odds[i], length, kinds);
              Transforms.assertSame(found, i, wanted);
              losses[i][copy] = PlainLinearModel.loss(wanted, i);
              drawn.get(copy).add(kinds);
              List<Integer> atFirst = new ArrayList<>();
              chain(image, partner, own.image(i), new double[KINDS], length, atFirst);
              otherThanAtFirst += kinds.equals(atFirst) ? 0 : 1;
            }
          }
          for (int i = 0; i < 3; i++) {
            learn(odds[i], losses[i], drawn, i, rate);
          }
        }
      }
      assertThat(otherThanAtFirst).isGreaterThan(5);
      assertThat(surrogate.forwards()).isEqualTo(4 * copies);
      assertThat(surrogate.passes()).isZero();
    }
  }

  // w ← w + rate · mean of (loss − mean loss) · ∂ log P(chain) / ∂w, by finite differences.
  private static void learn(
      double[] odds, double[] losses, List<List<List<Integer>>> drawn, int image, double rate) {
    double mean = 0;
    for (double loss : losses) {
      mean += loss / losses.length;
    }
    double[] gain = new double[KINDS];
    double little = 1e-6;
    for (int k = 0; k < KINDS; k++) {
      double[] above = odds.clone();
      double[] below = odds.clone();
      above[k] += little;
      below[k] -= little;
      for (int copy = 0; copy < losses.length; copy++) {
        List<Integer> kinds = drawn.get(copy).get(image);
        double slope = (logOf(above, kinds) - logOf(below, kinds)) / (2 * little);
        gain[k] += (losses[copy] - mean) * slope / losses.length;
      }
    }
    for (int k = 0; k < KINDS; k++) {
      odds[k] += rate * gain[k];
    }
  }

  private static double logOf(double[] odds, List<Integer> kinds) {
    double log = 0;
    for (int kind : kinds) {
      log += Math.log(softmax(odds)[kind]);
    }
    return log;
  }

  @Test
  void kindsAreDrawnByTheirProbabilities() {
    double[] p = L2t.probabilities(new double[] {0, Math.log(2), Math.log(5)});
    assertThat(p[0]).isCloseTo(0.125, within(1e-12));
    assertThat(p[1]).isCloseTo(0.25, within(1e-12));
    assertThat(L2t.draw(p, 0)).isZero();
    assertThat(L2t.draw(p, 0.2)).isEqualTo(1);
    assertThat(L2t.draw(p, 0.99)).isEqualTo(2);
  }
}

package org.lrs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lrs.data.Normalization;
import org.lrs.nn.Mode;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.InScope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
@InScope
class EnsembleSurrogateTest {
  private static final InputShape INPUT = new InputShape(3, 8, 8);
  private static final int CLASSES = 4;
  // Float32 gradients of two orders of summation, of values up to about 1.
  private static final double ROUNDING = 2e-5;

  private List<Classifier> classifiers;
  private Tensor images;
  private Tensor labels;

  @BeforeEach
  void open() {
    Normalization one = new Normalization(new double[] {0.5, 0.4, 0.3}, new double[] {0.2, 0.3, 1});
    classifiers =
        List.of(
            TinyClassifiers.smooth(INPUT, CLASSES, one, 1),
            TinyClassifiers.smooth(INPUT, CLASSES, Normalization.none(3), 2),
            TinyClassifiers.normalised(INPUT, CLASSES, one, 3));
    images = TinyClassifiers.images(5, INPUT, 1);
    labels = TinyClassifiers.labels(5, CLASSES);
  }

  @AfterEach
  void close() {
    classifiers.forEach(Classifier::close);
  }

  private Tensor loss(Tensor logits) {
    return NeuralOps.crossEntropyPerSample(logits, labels);
  }

  /** What is raised, written out on the classifiers themselves. */
  private Tensor objective(Fusion fusion, Tensor x) {
    List<Tensor> logits = classifiers.stream().map(c -> c.logits(x, Mode.EVALUATE)).toList();
    return switch (fusion) {
      case LOGITS -> loss(mean(logits, z -> z));
      case PROBABILITIES -> loss(mean(logits, z -> NeuralOps.softmax(z, 1)).log());
      case LOSSES -> mean(logits, this::loss);
    };
  }

  private static Tensor mean(List<Tensor> logits, UnaryOperator<Tensor> of) {
    Tensor sum = of.apply(logits.get(0));
    for (Tensor other : logits.subList(1, logits.size())) {
      sum = sum.add(of.apply(other));
    }
    return sum.divide(logits.size());
  }

  @ParameterizedTest
  @EnumSource
  void gradientIsThatOfTheFusedObjective(Fusion fusion) {
    Tensor leaf = images.leaf();
    Tensor wanted =
        Autograd.withGraph(() -> Autograd.gradient(objective(fusion, leaf).sum(), leaf));
    try (Surrogate whole = EnsembleSurrogate.frozen(classifiers, fusion, List.of())) {
      assertSame(whole.inputGradient(images, this::loss, Draws.none()), wanted);
    }
  }

  @ParameterizedTest
  @EnumSource
  void logitsAreFused(Fusion fusion) {
    try (Surrogate whole = EnsembleSurrogate.frozen(classifiers, fusion, List.of())) {
      Tensor logits = whole.logits(images);
      if (fusion != Fusion.LOSSES) {
        assertSame(loss(logits), objective(fusion, images));
      }
      // Mean log-probabilities differ from mean logits by a constant for each image.
      Tensor classes =
          mean(
              classifiers.stream().map(c -> c.logits(images, Mode.EVALUATE)).toList(),
              fusion == Fusion.PROBABILITIES
                  ? z -> NeuralOps.softmax(z, 1)
                  : z -> NeuralOps.logSoftmax(z, 1));
      assertThat(logits.argmax(1).toLongArray()).isEqualTo(classes.argmax(1).toLongArray());
      assertSame(whole.forward(images, Draws.none()).logits(), logits);
    }
  }

  @Test
  void probabilitiesOfCertainNetworksStayFinite() {
    try (Scope one = Scope.open()) {
      Tensor sure = Tensor.of(new float[] {900, 0}, 1, 2);
      Tensor other = Tensor.of(new float[] {0, 900}, 1, 2);
      // Half of the probability each: log 1/2.
      for (float value : Fusion.PROBABILITIES.of(List.of(sure, other)).toFloatArray()) {
        assertThat(value).isCloseTo((float) Math.log(0.5), within(1e-6f));
      }
    }
  }

  @Test
  void oneClassifierIsASurrogateOfItsOwn() {
    try (Surrogate one =
        EnsembleSurrogate.frozen(classifiers.subList(0, 1), Fusion.LOGITS, List.of())) {
      assertThat(one).isInstanceOf(FrozenSurrogate.class);
      assertThat(one.members()).containsExactly(one);
    }
  }

  @Test
  void changesOfTheGraphReachEveryMember() {
    int[] changed = {0};
    BackwardChange counting =
        network -> {
          changed[0]++;
          return network;
        };
    try (Surrogate whole =
        EnsembleSurrogate.frozen(classifiers, Fusion.LOGITS, List.of(counting))) {
      assertThat(changed[0]).isEqualTo(whole.members().size()).isEqualTo(3);
    }
  }

  @Test
  void classifiersThatDoNotFitTogetherAreNamed() {
    try (Classifier other =
        TinyClassifiers.smooth(new InputShape(3, 6, 6), 5, Normalization.none(3), 1)) {
      assertThatThrownBy(
              () ->
                  EnsembleSurrogate.frozen(
                      List.of(classifiers.get(0), other), Fusion.LOGITS, List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the surrogates of an ensemble must take the same images and have the same classes,"
                  + " but 'smooth' takes [3, 8, 8] and has 4 and 'smooth' takes [3, 6, 6] and"
                  + " has 5");
    }
  }

  @Test
  void featuresOfSeveralNetworksAreRefused() {
    try (Surrogate whole = EnsembleSurrogate.frozen(classifiers, Fusion.LOGITS, List.of())) {
      assertThatThrownBy(() -> LayeredSurrogate.of(whole))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "features at a layer belong to one network, this surrogate is 3;");
      assertThat(whole.members()).allMatch(LayeredSurrogate.class::isInstance);
    }
  }

  private static void assertSame(Tensor found, Tensor wanted) {
    float[] values = found.contiguous().toFloatArray();
    float[] expected = wanted.contiguous().toFloatArray();
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i]).isCloseTo(expected[i], within(ROUNDING));
    }
  }
}

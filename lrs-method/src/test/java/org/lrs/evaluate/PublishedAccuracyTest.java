package org.lrs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lrs.data.Datasets;
import org.lrs.data.ImageDataset;
import org.lrs.data.Normalization;
import org.lrs.format.Checkpoints;
import org.lrs.model.Architecture;
import org.lrs.model.Architectures;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.nn.Network;
import org.lrs.nn.StateDict;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.testkit.Shared;

/** Published weights, loaded into the architectures here, classify CIFAR-10 as published. */
@Tag("shared")
@NoTensorLeak
class PublishedAccuracyTest {
  private static final InputShape CIFAR = new InputShape(3, 32, 32);
  private static final int IMAGES = 1000;

  // How many of the first 1,000 test images are right, and the share of all 10,000 in percent,
  // which equals the published accuracy; it was measured once, since it takes minutes.
  @ParameterizedTest
  @CsvSource({
    "resnet20-a, akamaster_resnet20/resnet20-12fca82f.th, imagenet, 915, 91.73",
    "resnet20-a, akamaster_resnet20/model.safetensors, imagenet, 915, 91.73",
    "resnet56-a, akamaster_resnet56/model.safetensors, imagenet, 926, 93.39",
    "resnet20-b, chenyaofo_resnet20/cifar10_resnet20-4118986f.pt, cifar, 925, 92.62",
    "shufflenet-v2-x0.5, chenyaofo_shufflenetv2_x0_5/cifar10_shufflenetv2_x0_5-1308b4e9.pt, cifar, 905, 90.64",
    "densenet100-k12-bc-stemnorm, ericsciencer_densenet40_k12_bc/model.safetensors, cifar, 926, 90.73",
    "resnet2b, robust_vnncomp_resnet2b/model.safetensors, cifar-std, 703, 69.25"
  })
  void countOfCorrectImagesIsThatOfThePublishedWeights(
      String architecture, String file, String normalization, int correct, double ofAll) {
    Path weights = Shared.path("models/cifar10/" + file);
    ImageDataset test = Datasets.open("cifar10", Shared.path("data/cifar10"), "test").take(IMAGES);
    Classifier model = load(architecture, weights, normalization(normalization));
    try (Target target = new ClassifierTarget(model)) {
      float[][] scores = target.scores(test.images());
      int found = 0;
      for (int i = 0; i < IMAGES; i++) {
        found += largest(scores[i]) == test.labels()[i] ? 1 : 0;
      }
      assertThat(found).as("%s, %s%% of all", file, ofAll).isEqualTo(correct);
    }
  }

  private static int largest(float[] scores) {
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    return best;
  }

  private static Classifier load(String architecture, Path file, Normalization normalization) {
    Architecture found = Architectures.get(architecture);
    Network network = found.build(CIFAR, 10);
    var tensors = found.checkpointNames().rename(Checkpoints.read(file));
    StateDict state = StateDict.of(network, tensors, file.toString());
    return new Classifier(architecture, network, state, normalization, CIFAR, 10);
  }

  private static Normalization normalization(String name) {
    return switch (name) {
      case "imagenet" ->
          new Normalization(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225});
      case "cifar" ->
          new Normalization(
              new double[] {0.4914, 0.4822, 0.4465}, new double[] {0.2023, 0.1994, 0.2010});
      case "cifar-std" ->
          new Normalization(
              new double[] {0.4914, 0.4822, 0.4465}, new double[] {0.2471, 0.2435, 0.2616});
      default -> throw new IllegalArgumentException(name);
    };
  }
}

package org.lrs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lrs.data.Normalization;
import org.lrs.nn.Checkpoints;
import org.lrs.nn.Mode;
import org.lrs.nn.Network;
import org.lrs.nn.StateDict;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.testkit.Shared;

/** Published weights classify CIFAR-10 test images as published. */
@Tag("shared")
@NoTensorLeak
class PublishedAccuracyTest {
  private static final InputShape CIFAR = new InputShape(3, 32, 32);
  private static final int IMAGES = 1000;
  private static final int BATCH = 100;
  private static final int PIXELS = 3 * 32 * 32;

  // How many of the first 1,000 test images are classified correctly. On all 10,000 the same
  // networks reach the accuracy in the last column, in percent.
  @ParameterizedTest
  @CsvSource({
    "resnet20-a, akamaster_resnet20/resnet20-12fca82f.th, imagenet, 915, 91.73",
    "resnet20-a, akamaster_resnet20/model.safetensors, imagenet, 915, 91.73",
    "resnet56-a, akamaster_resnet56/model.safetensors, imagenet, 926, 93.39",
    "resnet20-b, chenyaofo_resnet20/cifar10_resnet20-4118986f.pt, cifar, 925, 92.62",
    "shufflenet-v2-x0.5, chenyaofo_shufflenetv2_x0_5/cifar10_shufflenetv2_x0_5-1308b4e9.pt, cifar, 905, 90.64",
    "densenet100-k12-bc-stemnorm, ericsciencer_densenet40_k12_bc/model.safetensors, cifar, 926, 90.9",
    "resnet2b, robust_vnncomp_resnet2b/model.safetensors, cifar-std, 703, 69.25"
  })
  void firstThousandTestImages(
      String architecture, String file, String normalization, int correct, double onAll)
      throws IOException {
    Path weights = Shared.path("models/cifar10/" + file);
    byte[] records = Files.readAllBytes(Shared.path("data/cifar10/test_batch.bin"));
    try (Classifier model = load(architecture, weights, normalization(normalization))) {
      int found = 0;
      for (int from = 0; from < IMAGES; from += BATCH) {
        found += correct(model, records, from);
      }
      assertThat(found).isEqualTo(correct);
    }
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

  /** Records of CIFAR-10 are a label byte and 3,072 pixel bytes. */
  private static int correct(Classifier model, byte[] records, int from) {
    float[] pixels = new float[BATCH * PIXELS];
    for (int i = 0; i < BATCH; i++) {
      int start = (from + i) * (PIXELS + 1) + 1;
      for (int j = 0; j < PIXELS; j++) {
        pixels[i * PIXELS + j] = (records[start + j] & 0xFF) / 255f;
      }
    }
    try (Scope scope = Scope.open()) {
      Tensor images = Tensor.of(pixels, BATCH, 3, 32, 32);
      Tensor logits = Autograd.withoutGraph(() -> model.logits(images, Mode.EVALUATE));
      float[] scores = logits.toFloatArray();
      int correct = 0;
      for (int i = 0; i < BATCH; i++) {
        int best = 0;
        for (int k = 1; k < 10; k++) {
          best = scores[i * 10 + k] > scores[i * 10 + best] ? k : best;
        }
        correct += best == records[(from + i) * (PIXELS + 1)] ? 1 : 0;
      }
      return correct;
    }
  }
}

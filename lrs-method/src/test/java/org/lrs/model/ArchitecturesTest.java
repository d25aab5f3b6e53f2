package org.lrs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.nn.ParameterSpec;

class ArchitecturesTest {
  private static final InputShape CIFAR = new InputShape(3, 32, 32);
  private static final InputShape FASHION = new InputShape(1, 28, 28);

  static List<String> names() {
    return Architectures.names();
  }

  // 3x32x32, 10 classes. Source of each number in the last column; "by hand" is arithmetic over the
  // layers' sizes where no reference implementation states one.
  @ParameterizedTest
  @CsvSource({
    "resnet8-a,             75_290, by hand",
    "resnet20-a,           269_722, akamaster/pytorch_resnet_cifar10",
    "resnet32-a,           464_154, akamaster/pytorch_resnet_cifar10",
    "resnet44-a,           658_586, akamaster/pytorch_resnet_cifar10",
    "resnet56-a,           853_018, akamaster/pytorch_resnet_cifar10",
    "resnet110-a,        1_727_962, akamaster/pytorch_resnet_cifar10",
    "resnet20-b,           272_474, chenyaofo/pytorch-cifar-models",
    "resnet56-b,           855_770, chenyaofo/pytorch-cifar-models",
    "resnet18,          11_173_962, kuangliu/pytorch-cifar",
    "resnet34,          21_282_122, kuangliu/pytorch-cifar",
    "resnet50,          23_520_842, kuangliu/pytorch-cifar",
    "preact-resnet18,   11_172_170, locuslab/fast_adversarial",
    "wrn-16-4,           2_748_890, xternalz/WideResNet-pytorch",
    "wrn-28-10,         36_479_194, xternalz/WideResNet-pytorch",
    "wrn-34-10,         46_160_474, xternalz/WideResNet-pytorch",
    "wrn-40-2,           2_243_546, xternalz/WideResNet-pytorch",
    "resnext29-8x64d,   34_426_698, prlz77/ResNeXt.pytorch",
    "resnext29-16x64d,  68_155_210, prlz77/ResNeXt.pytorch",
    "densenet40-k12-bc,    176_122, bearpaw/pytorch-classification",
    "densenet100-k12-bc,   769_162, bearpaw/pytorch-classification",
    "densenet100-k12-bc-stemnorm, 769_210, Ericsciencer/DenseNet",
    "densenet190-k40-bc,25_624_430, bearpaw/pytorch-classification",
    "vgg11-bn,           9_231_114, kuangliu/pytorch-cifar",
    "vgg13-bn,           9_416_010, kuangliu/pytorch-cifar",
    "vgg16-bn,          14_728_266, kuangliu/pytorch-cifar",
    "vgg19-bn,          20_040_522, kuangliu/pytorch-cifar",
    "mobilenet-v2,       2_296_922, kuangliu/pytorch-cifar",
    "shufflenet-v2-x0.5,   352_042, chenyaofo/pytorch-cifar-models",
    "shufflenet-v2-x1.0, 1_263_854, chenyaofo/pytorch-cifar-models",
    "resnet2b,             112_006, stanleybak/vnncomp2021"
  })
  void parameterCountIsThatOfTheReferenceImplementation(String name, String count, String source) {
    long expected = Long.parseLong(count.replace("_", ""));
    assertThat(Architectures.get(name).build(CIFAR, 10).parameterCount())
        .as(source)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("names")
  void publishedCountHoldsForTheNetworkThatIsBuilt(String name) {
    Architectures.get(name)
        .published()
        .ifPresent(
            known ->
                assertThat(
                        Architectures.get(name)
                            .build(known.input(), known.classes())
                            .parameterCount())
                    .isEqualTo(known.parameters()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyArchitectureTakesColourAndGreyImages(String name) {
    Architecture architecture = Architectures.get(name);
    assertThat(architecture.name()).isEqualTo(name);
    assertThat(architecture.paper()).containsPattern("arXiv \\d{4}\\.\\d{4,5}$");
    long colour = architecture.build(CIFAR, 10).parameterCount();
    long grey = architecture.build(FASHION, 10).parameterCount();
    assertThat(grey).isLessThan(colour);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet8-a",
        "resnet14-a",
        "resnet8-b",
        "vgg-mini-bn",
        "densenet22-k8-bc",
        "wrn-10-1",
        "wrn-10-2",
        "mobilenet-mini",
        "vit-mini",
        "mixer-mini"
      })
  void architecturesForEmbeddedDataAreSmall(String name) {
    assertThat(Architectures.get(name).build(FASHION, 10).parameterCount()).isLessThan(320_000);
  }

  @ParameterizedTest
  @MethodSource("names")
  void ownNamesAreNotRenamed(String name) {
    Architecture architecture = Architectures.get(name);
    for (ParameterSpec spec : architecture.build(CIFAR, 10).parameters()) {
      assertThat(architecture.checkpointNames().rename(spec.name())).isEqualTo(spec.name());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "resnet20, resnet20-a",
    "ResNet56-A, resnet56-a",
    "densenet100-k12, densenet100-k12-bc",
    "wrn28-10, wrn-28-10",
    "vgg16, vgg16-bn",
    "mobilenetv2, mobilenet-v2",
    "resnet020-a, resnet20-a"
  })
  void unknownNameIsRefusedWithTheNearest(String wrong, String nearest) {
    assertThatThrownBy(() -> Architectures.get(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown architecture '" + wrong + "'; nearest: '" + nearest + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "resnet21-a, resnet20-a",
    "resnet2-b, resnet8-b",
    "wrn-30-10, wrn-28-10",
    "resnext30-8x64d, resnext29-8x64d",
    "densenet99-k12-bc, densenet100-k12-bc"
  })
  void impossibleDepthIsRefusedWithTheNearest(String wrong, String nearest) {
    assertThatThrownBy(() -> Architectures.get(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + wrong + "' needs a depth of")
        .hasMessageEndingWith("nearest: '" + nearest + "'");
  }

  @Test
  void squeezeNetHasThePublishedSize() {
    // weiaicunzai/pytorch-cifar100 states 0.78M for 100 classes.
    assertThat(Architectures.get("squeezenet").build(CIFAR, 100).parameterCount())
        .isEqualTo(781_156);
  }

  @Test
  void otherSizesOfAPatternAreBuilt() {
    assertThat(Architectures.get("resnet26-b").build(CIFAR, 10).parameterCount()).isPositive();
    assertThat(Architectures.get("densenet52-k16-bc").build(CIFAR, 10).parameterCount())
        .isPositive();
    assertThat(Architectures.get("wrn-16-8").build(CIFAR, 100).parameterCount()).isPositive();
  }

  @Test
  void vggOfHalfTheWidthHasThatOfEveryLayer() {
    // 3x3 convolutions with bias and two values of normalisation per channel, one linear layer.
    int[] widths = {3, 32, 64, 128, 128, 256, 256, 256, 256};
    long expected = 256 * 10 + 10;
    for (int i = 1; i < widths.length; i++) {
      expected += 9L * widths[i - 1] * widths[i] + 3L * widths[i];
    }
    assertThat(Architectures.get("vgg11-bn-x0.5").build(CIFAR, 10).parameterCount())
        .isEqualTo(expected);
    assertThat(Architectures.get("vgg16-bn-x1").build(CIFAR, 10).parameterCount())
        .isEqualTo(Architectures.get("vgg16-bn").build(CIFAR, 10).parameterCount());
  }

  @Test
  void vggWithoutAChannelIsRefused() {
    assertThatThrownBy(() -> Architectures.get("vgg13-bn-x0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "architecture 'vgg13-bn-x0' needs a width of at least one channel, x0.01;"
                + " nearest: 'vgg13-bn-x0.25'");
  }

  @Test
  void tooFewClassesAreRefused() {
    assertThatThrownBy(() -> Architectures.get("resnet8-a").build(CIFAR, 1))
        .hasMessage("architecture 'resnet8-a' needs at least 2 classes, got 1");
  }

  @Test
  void imageThatIsTooSmallIsRefused() {
    assertThatThrownBy(() -> Architectures.get("vit-mini").build(new InputShape(3, 3, 3), 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too small");
  }
}

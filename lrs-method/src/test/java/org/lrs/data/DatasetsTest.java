package org.lrs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatasetsTest {
  @Test
  void embeddedDataHasItsPublishedCountsAndIds() {
    ImageDataset train = Datasets.open("embedded", null, "train");
    assertThat(train.size()).isEqualTo(6000);
    assertThat(train.labels()).hasSize(6000);
    int[] perClass = new int[10];
    for (int label : train.labels()) {
      perClass[label]++;
    }
    assertThat(perClass).containsOnly(600);
    assertThat(train.ids()).isSorted().startsWith(0, 1, 2);
    ImageDataset test = Datasets.open("embedded", null, "test");
    assertThat(test.size()).isEqualTo(1000);
    assertThat(test.ids()).startsWith(0, 1).endsWith(998, 999);
    // The first two test images are an ankle boot and a pullover.
    assertThat(test.classNames().get(test.labels()[0])).isEqualTo("Ankle boot");
    assertThat(test.classNames().get(test.labels()[1])).isEqualTo("Pullover");
    assertThat(test.images().height()).isEqualTo(28);
  }

  @Test
  void unknownNamesAreAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Datasets.open("cifar-10", Path.of("x"), "test"))
        .hasMessage("unknown dataset 'cifar-10'; nearest: 'cifar10'");
    assertThatThrownBy(() -> Datasets.open("embedded", null, "validation"))
        .hasMessage("embedded has the splits train and test, got 'validation'");
    assertThatThrownBy(() -> Datasets.open("mnist", Path.of("x"), null))
        .hasMessageContaining("train or test");
  }

  @Test
  void pathIsRequiredExceptForEmbeddedData() {
    assertThatThrownBy(() -> Datasets.open("mnist", null, "test"))
        .hasMessage("dataset 'mnist' needs the path of its files");
    assertThatThrownBy(() -> Datasets.open("embedded", Path.of("x"), "test"))
        .hasMessageContaining("takes no path");
  }

  @Test
  void missingFolderIsNamed() {
    for (String kind : Datasets.kinds()) {
      if (!kind.equals("embedded")) {
        assertThatThrownBy(() -> Datasets.open(kind, Path.of("no-such-folder"), "test"))
            .as(kind)
            .hasMessageStartingWith("no-such-folder");
      }
    }
  }

  @Test
  void onlyPhotographsAreResized() {
    assertThatThrownBy(
            () -> Datasets.open("mnist", Path.of("x"), "test", Optional.of(new Resize(256, 224))))
        .hasMessageContaining("only image-folder");
  }

  @Test
  void everyBenchmarkHasItsNumberOfClasses() {
    assertThat(ClassNames.MNIST).hasSize(10);
    assertThat(ClassNames.FASHION_MNIST).hasSize(10);
    assertThat(ClassNames.CIFAR10).hasSize(10).endsWith("truck");
    assertThat(ClassNames.CIFAR100).hasSize(100).isSorted().doesNotHaveDuplicates();
  }
}

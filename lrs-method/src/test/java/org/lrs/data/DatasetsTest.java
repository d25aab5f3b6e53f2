package org.lrs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "npy, train/images.npy labels.npy ids.npy test/classes.txt, targets.npy README.md notes.txt",
    "image-folder, a/b.png test/a/b.JPG a/b.jpeg x.JPEG, a/b.txt .a/b.png a/.b.png labels.tsv",
    "cifar10, data_batch_1.bin cifar-10-batches-bin/test_batch.bin.xz cifar-10-binary.tar.gz,"
        + " readme.html batches.meta.txt SHA256SUMS .DS_Store",
    "cifar100, cifar-100-binary/train.bin test.bin.gz cifar-100-binary.tar.gz,"
        + " fine_label_names.txt",
    "mnist, train-images-idx3-ubyte.gz t10k-labels.idx1-ubyte t10k-images-idx3-ubyte.xz, README"
  })
  void onlyTheFilesThatADataSetIsReadFromCount(String kind, String read, String other) {
    assertThat(read.split(" ")).allMatch(name -> Datasets.isRead(kind, name));
    assertThat(other.split(" ")).noneMatch(name -> Datasets.isRead(kind, name));
  }

  @Test
  void whatDoesNotCountIsNotRead(@TempDir Path folder) throws IOException {
    ImageDataset two =
        new ImageDataset(
            "x", new Images(new byte[2], 2, 1, 1, 1), new int[2], new long[2], List.of("a"));
    NpyDataset.write(folder, two);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(name -> Datasets.isRead("npy", name));
    }
  }

  @Test
  void everyBenchmarkHasItsNumberOfClasses() {
    assertThat(ClassNames.MNIST).hasSize(10);
    assertThat(ClassNames.FASHION_MNIST).hasSize(10);
    assertThat(ClassNames.CIFAR10).hasSize(10).endsWith("truck");
    assertThat(ClassNames.CIFAR100).hasSize(100).isSorted().doesNotHaveDuplicates();
  }
}

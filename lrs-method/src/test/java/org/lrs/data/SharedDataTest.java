package org.lrs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads published data where the machine has it. */
@Tag("shared")
class SharedDataTest {
  private static Path present(Path folder) {
    assumeTrue(Files.isDirectory(folder), "no published data in " + folder + "; skipped");
    return folder;
  }

  private static Path shared(String folder) {
    return present(Path.of(System.getProperty("lrs.shared", "missing")).resolve(folder));
  }

  @Test
  void cifar10HasItsPublishedOrder() {
    Path folder = shared("data/cifar10");
    ImageDataset test = Datasets.open("cifar10", folder, "test");
    assertThat(test.images()).hasToString("10000 images of 32x32x3 (height x width x channels)");
    // cat, ship, ship, airplane, frog: the well-known first test images.
    assertThat(test.take(5).labels()).containsExactly(3, 8, 8, 0, 6);
    ImageDataset train = Datasets.open("cifar10", folder, "train");
    assertThat(train.size()).isEqualTo(50_000);
    assertThat(train.take(5).labels()).containsExactly(6, 9, 9, 4, 1);
  }

  @Test
  void embeddedImagesAreThoseOfFashionMnist() {
    Path folder = present(Path.of("/usr/share/datasets/fashion-mnist"));
    for (String split : List.of("train", "test")) {
      ImageDataset whole = Datasets.open("fashion-mnist", folder, split);
      ImageDataset part = Datasets.open("embedded", null, split);
      int[] positions = Arrays.stream(part.ids()).mapToInt(Math::toIntExact).toArray();
      assertThat(whole.select(positions).digest()).isEqualTo(part.digest());
    }
  }

  @Test
  void everyPhotographIsDecoded() throws IOException {
    Path folder = shared("data/imagenet-samples");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(f -> f.toString().endsWith(".JPEG")).sorted().toList())
          .isNotEmpty()
          .allSatisfy(
              file -> {
                DecodedImage image = DecodedImage.read(file).resized(new Resize(256, 224));
                assertThat(image.hwc(3)).hasSize(224 * 224 * 3);
              });
    }
  }
}

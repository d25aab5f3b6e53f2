package org.lrs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageDatasetTest {
  private static final List<String> CLASSES = List.of("a", "b");

  private static ImageDataset three() {
    return new ImageDataset(
        "test",
        new Images(new byte[] {10, 20, 30}, 3, 1, 1, 1),
        new int[] {0, 1, 0},
        new long[] {7, 8, 9},
        CLASSES);
  }

  @Test
  void selectionsKeepLabelsAndIdsWithTheirImages() {
    ImageDataset chosen = three().select(new int[] {2, 1});
    assertThat(chosen.images().pixels()).containsExactly(30, 20);
    assertThat(chosen.labels()).containsExactly(0, 1);
    assertThat(chosen.ids()).containsExactly(9, 8);
    assertThat(three().range(1, 3).ids()).containsExactly(8, 9);
    assertThat(three().take(1).size()).isEqualTo(1);
  }

  @Test
  void askingForMoreThanThereIsSaysWhatToChange() {
    assertThatThrownBy(() -> three().take(4)).hasMessageContaining("which has 3");
  }

  @Test
  void labelWithoutClassIsRefused() {
    assertThatThrownBy(
            () ->
                new ImageDataset(
                    "test",
                    new Images(new byte[1], 1, 1, 1, 1),
                    new int[] {2},
                    new long[] {5},
                    CLASSES))
        .hasMessage("test: image 5 has label 2, but there are 2 classes, 0 to 1");
  }

  @Test
  void countsMustAgree() {
    assertThatThrownBy(
            () ->
                new ImageDataset(
                    "test", new Images(new byte[1], 1, 1, 1, 1), new int[0], new long[1], CLASSES))
        .hasMessageContaining("0 labels");
  }

  @Test
  void digestTellsPixelsLabelsAndShapesApart() {
    Images other = new Images(new byte[] {10, 20, 31}, 3, 1, 1, 1);
    Images shape = new Images(new byte[] {10, 20, 30}, 1, 3, 1, 1);
    assertThat(
            List.of(
                three().digest(),
                new ImageDataset("x", other, three().labels(), three().ids(), CLASSES).digest(),
                new ImageDataset("x", shape, new int[1], new long[1], CLASSES).digest(),
                new ImageDataset("x", three().images(), new int[] {0, 1, 1}, three().ids(), CLASSES)
                    .digest()))
        .doesNotHaveDuplicates()
        .allMatch(digest -> digest.matches("[0-9a-f]{64}"));
    assertThat(three().digest()).isEqualTo(three().digest());
  }
}

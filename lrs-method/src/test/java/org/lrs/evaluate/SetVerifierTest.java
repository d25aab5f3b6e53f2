package org.lrs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.data.SavedSet;
import org.lrs.data.ValueRange;
import org.lrs.evaluate.Verification.Rule;
import org.lrs.evaluate.Verification.Violation;
import org.lrs.format.HostTensor;
import org.lrs.format.Npy;
import org.lrs.tensor.Rng;
import org.lrs.threat.Ball;
import org.lrs.threat.L2Ball;
import org.lrs.threat.LinfBall;

class SetVerifierTest {
  private static final int COUNT = 5;
  private static final int SIZE = 4 * 4 * 3;
  private static final Ball EIGHT = new LinfBall(8 / 255.0);

  @TempDir Path folder;
  private byte[] clean;
  private byte[] moved;
  private final long[] ids = {10, 11, 12, 13, 14};
  private final long[] labels = {0, 1, 2, 0, 1};

  /** Every value moves by 8 levels, up or down. */
  @BeforeEach
  void images() throws IOException {
    clean = new byte[COUNT * SIZE];
    moved = new byte[COUNT * SIZE];
    Rng rng = Rng.of(5);
    for (int j = 0; j < clean.length; j++) {
      int level = rng.nextInt(256);
      clean[j] = (byte) level;
      moved[j] = (byte) (level + (level < 8 || (level < 248 && rng.nextInt(2) == 0) ? 8 : -8));
    }
    save("clean", clean, ids, labels);
  }

  private Path save(String name, byte[] images, long[] ids, long[] labels) throws IOException {
    Path place = Files.createDirectories(folder.resolve(name));
    long count = images.length / SIZE;
    Npy.write(place.resolve("images.npy"), HostTensor.of(images, count, 4, 4, 3));
    if (ids != null) {
      Npy.write(place.resolve("ids.npy"), HostTensor.of(ids, count));
      Npy.write(place.resolve("labels.npy"), HostTensor.of(labels, count));
    }
    return place;
  }

  private Verification verify(Path place, Ball ball) {
    return SetVerifier.verify(
        SavedSet.read(place, Optional.empty()),
        SavedSet.read(folder.resolve("clean"), Optional.empty()),
        ball,
        OptionalInt.of(3));
  }

  private Verification verify() throws IOException {
    return verify(save("set", moved, ids, labels), EIGHT);
  }

  @Test
  void goodSetIsKeptWithItsLargestChange() throws IOException {
    Verification found = verify();
    assertThat(found.kept()).isTrue();
    assertThat(found.compared()).isEqualTo(COUNT);
    assertThat(found.maxLinf()).isEqualTo(8 / 255.0);
    // All 48 values moved by 8 levels.
    assertThat(found.maxL2()).isCloseTo(8 * Math.sqrt(48) / 255, within(1e-12));
    assertThat(found.pairing()).isEqualTo("ids of 5 clean images");
    assertThat(verify(folder.resolve("set"), new L2Ball(found.maxL2())).kept()).isTrue();
    Verification tighter = verify(folder.resolve("set"), new L2Ball(found.maxL2() - 1e-6));
    assertThat(tighter.broken()).isEqualTo(COUNT);
  }

  @Test
  void onePixelOneLevelOverIsFound() throws IOException {
    int at = 2 * SIZE + 7;
    int up = (moved[at] & 0xFF) > (clean[at] & 0xFF) ? 1 : -1;
    moved[at] += (byte) up;
    Verification found = verify();
    assertThat(found.violations()).hasSize(1);
    Violation violation = found.violations().get(0);
    assertThat(violation.rule()).isEqualTo(Rule.EPSILON);
    assertThat(violation.image()).isEqualTo("12");
    assertThat(violation.by()).isCloseTo(1, within(1e-9));
    assertThat(violation.sentence())
        .isEqualTo("a value moved by 9.00 grey levels, 1.00 too many; epsilon is 8.00");
  }

  @Test
  void imagesArePairedByIdInAnyOrder() throws IOException {
    byte[] two = new byte[2 * SIZE];
    System.arraycopy(moved, 4 * SIZE, two, 0, SIZE);
    System.arraycopy(moved, SIZE, two, SIZE, SIZE);
    Path place = save("part", two, new long[] {14, 11}, new long[] {1, 1});
    assertThat(verify(place, EIGHT).violations()).isEmpty();
  }

  @Test
  void unknownAndRepeatedIdsAreFound() throws IOException {
    ids[0] = 99;
    ids[4] = 13;
    labels[4] = 0;
    assertThat(verify().violations())
        .filteredOn(v -> v.rule() == Rule.ID)
        .extracting(Violation::image, Violation::sentence)
        .containsExactly(
            tuple("99", "no clean image has this id"), tuple("13", "this id is a duplicate"));
  }

  @Test
  void labelsMustBeClassesAndThoseOfTheCleanImage() throws IOException {
    labels[1] = 3;
    labels[2] = 0;
    labels[3] = -1;
    assertThat(verify().violations())
        .extracting(Violation::sentence)
        .containsExactly(
            "label 3 is none of the classes 0 to 2",
            "label 0, that of the clean image is 2",
            "label -1 is none of the classes 0 to 2");
  }

  @Test
  void otherCountWithoutIdsBreaksTheSet() throws IOException {
    Path place = save("few", new byte[SIZE], null, null);
    Verification found = verify(place, EIGHT);
    assertThat(found.violations()).extracting(Violation::rule).containsExactly(Rule.COUNT);
    assertThat(found.compared()).isZero();
  }

  @Test
  void otherSizeIsFoundPerImage() throws IOException {
    Path place = save("wide", moved, ids, labels);
    Npy.write(place.resolve("images.npy"), HostTensor.of(moved, COUNT, 2, 8, 3));
    assertThat(verify(place, EIGHT).violations())
        .hasSize(COUNT)
        .allMatch(v -> v.rule() == Rule.SHAPE)
        .first()
        .extracting(Violation::sentence)
        .isEqualTo("is 2x8x3 (height x width x channels), the clean image is 4x4x3");
  }

  @Test
  void unchangedAndRepeatedImagesAreCounted() throws IOException {
    System.arraycopy(clean, 0, moved, 0, SIZE);
    System.arraycopy(moved, SIZE, moved, 2 * SIZE, SIZE);
    Verification found = verify();
    assertThat(found.unchanged()).isEqualTo(1);
    assertThat(found.duplicates()).isEqualTo(1);
  }

  @Test
  void floatsAreJudgedAsTheyAre() throws IOException {
    float[] values = new float[COUNT * SIZE];
    for (int j = 0; j < values.length; j++) {
      values[j] = (moved[j] & 0xFF) / 255f;
    }
    Path file = folder.resolve("floats.npy");
    Npy.write(file, HostTensor.of(values, COUNT, 4, 4, 3));
    assertThat(verify(file, EIGHT).kept()).isTrue();
    values[0] = 0.5f;
    values[SIZE] = 1.01f;
    values[2 * SIZE] = Float.NaN;
    Npy.write(file, HostTensor.of(values, COUNT, 4, 4, 3));
    Verification found =
        SetVerifier.verify(
            SavedSet.read(file, Optional.of(ValueRange.UNIT)),
            SavedSet.read(folder.resolve("clean"), Optional.empty()),
            new LinfBall(1),
            OptionalInt.empty());
    assertThat(found.violations())
        .extracting(v -> v.rule() + " " + v.image() + " " + v.sentence())
        .containsExactly(
            "GREY_LEVELS 0 1 of 48 values lie between two grey levels, up to 0.50 from the nearest",
            "RANGE 1 leaves the range of pixels by 2.55 levels",
            "RANGE 2 has values that are no finite numbers");
  }

  @Test
  void truncationTakesThirtyOneOfAllLevelsOutOfSixteen() throws IOException {
    assertThat(truncated(16)).isEqualTo(31);
    assertThat(truncated(8)).isEqualTo(15);
    assertThat(truncated(4)).isEqualTo(7);
  }

  /**
   * Each grey level is an image, darkened by ε in float32 and saved by cutting off the fraction.
   */
  private long truncated(int levels) throws IOException {
    byte[] before = new byte[256 * SIZE];
    byte[] after = new byte[256 * SIZE];
    float epsilon = (float) (levels / 255.0);
    for (int g = 0; g < 256; g++) {
      float dark = Math.max(0, Math.min(1, g / 255f - epsilon));
      for (int j = g * SIZE; j < (g + 1) * SIZE; j++) {
        before[j] = (byte) g;
        after[j] = (byte) (int) (dark * 255f);
      }
    }
    save("clean", before, null, null);
    Files.deleteIfExists(folder.resolve("clean/ids.npy"));
    Files.deleteIfExists(folder.resolve("clean/labels.npy"));
    Path place = save("truncated", after, null, null);
    Verification found = verify(place, new LinfBall(levels / 255.0));
    assertThat(found.violations()).allMatch(v -> Math.abs(v.by() - 1) < 1e-9);
    return found.broken();
  }
}

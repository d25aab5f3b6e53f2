package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.cli.Terminal.Outcome;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.NpyDataset;
import org.lrs.format.HostTensor;
import org.lrs.format.Npy;

class VerifyCommandTest {
  private static final int COUNT = 20;
  private static final int SIZE = 4 * 4;
  private static final List<String> CLASSES = List.of("a", "b");

  @TempDir Path folder;
  private final byte[] clean = new byte[COUNT * SIZE];
  private final byte[] moved = new byte[COUNT * SIZE];
  private final int[] labels = new int[COUNT];
  private final long[] ids = new long[COUNT];

  /** Grey images, and the same four levels brighter. */
  @BeforeEach
  void images() throws IOException {
    for (int j = 0; j < clean.length; j++) {
      clean[j] = (byte) (j % 250);
      moved[j] = (byte) (j % 250 + 4);
    }
    for (int i = 0; i < COUNT; i++) {
      labels[i] = i % 2;
      ids[i] = 100L + i;
    }
    save("clean", clean);
  }

  private void save(String name, byte[] pixels) throws IOException {
    Images images = new Images(pixels, COUNT, 1, 4, 4);
    ImageDataset dataset = new ImageDataset("test", images, labels, ids, CLASSES);
    NpyDataset.write(folder.resolve(name), dataset);
  }

  private Outcome verify(int exitCode, String place, String... options) {
    List<String> args = new ArrayList<>(List.of("verify", folder.resolve(place).toString()));
    args.addAll(Arrays.asList(options));
    Outcome outcome = Terminal.run(args.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(exitCode);
    return outcome;
  }

  private void refused(String sentence, String place, String... options) {
    Outcome outcome = verify(ExitCode.INPUT, place, options);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("lrs: ").contains(sentence).hasLineCount(1);
  }

  @Test
  void goodSetIsKept() throws IOException {
    save("set", moved);
    assertThat(verify(ExitCode.OK, "set", "--epsilon", "4/255").out())
        .contains("set: kept")
        .contains("20 images, U8 [N, H, W, C]; paired by ids of 20 clean images")
        .contains("epsilon 4.00/255 (L∞), largest change 4.00/255 (L∞) and 0.0627 (L2)");
    // 16 values by 4 levels: 16 / 255 = 0.0627.
    verify(ExitCode.OK, "set", "--epsilon", "0.0628", "--norm", "l2");
    verify(ExitCode.BROKEN, "set", "--epsilon", "0.0627", "--norm", "l2");
  }

  @Test
  void onePixelOneLevelOverIsNamed() throws IOException {
    moved[7 * SIZE + 3]++;
    save("set", moved);
    Outcome text = verify(ExitCode.BROKEN, "set", "--epsilon", "4/255");
    assertThat(text.out())
        .contains("BROKEN, by 1 of 20 images")
        .contains("image 107: a value moved by 5.00 grey levels, 1.00 too many; epsilon is 4.00");
    Outcome json = verify(ExitCode.BROKEN, "set", "--epsilon", "4/255", "--json");
    assertThat(json.out())
        .contains("\"kept\" : false")
        .contains("\"rule\" : \"EPSILON\"")
        .contains("\"image\" : \"107\"");
  }

  @Test
  void tenLinesAreShownAndAllAreInTheJson() throws IOException {
    save("set", moved);
    Outcome text = verify(ExitCode.BROKEN, "set", "--epsilon", "3/255");
    assertThat(text.out().lines().filter(line -> line.startsWith("  image "))).hasSize(10);
    assertThat(text.out()).contains("and 10 more; --json lists all");
    Outcome json = verify(ExitCode.BROKEN, "set", "--epsilon", "3/255", "--json");
    assertThat(json.out().split("\"EPSILON\"")).hasSize(COUNT + 1);
  }

  @Test
  void wrongLabelAndWrongSizeAreNamed() throws IOException {
    save("set", moved);
    long[] wrong = Arrays.stream(labels).asLongStream().toArray();
    wrong[0] = 1;
    wrong[1] = 2;
    Npy.write(folder.resolve("set/labels.npy"), HostTensor.of(wrong, COUNT));
    assertThat(verify(ExitCode.BROKEN, "set", "--epsilon", "4/255").out())
        .contains("image 100: label 1, that of the clean image is 0")
        .contains("image 101: label 2 is none of the classes 0 to 1");
    Npy.write(folder.resolve("set/images.npy"), HostTensor.of(moved, COUNT, 8, 2));
    assertThat(verify(ExitCode.BROKEN, "set", "--epsilon", "4/255").out())
        .contains("is 8x2x1 (height x width x channels), the clean image is 4x4x1");
  }

  @Test
  void floatsAreTakenForWhatTheyAreAndTheAmbiguousAskedFor() throws IOException {
    float[] values = new float[moved.length];
    for (int j = 0; j < values.length; j++) {
      values[j] = (moved[j] & 0xFF) / 255f;
    }
    Path file = folder.resolve("floats.npy");
    Npy.write(file, HostTensor.of(values, COUNT, 1, 4, 4));
    String[] epsilon = {"--epsilon", "4/255"};
    assertThat(verify(ExitCode.OK, "floats.npy", epsilon).out())
        .contains("F32 [N, C, H, W], taken for values in 0:1; paired by order");
    values[0] += 0.001f;
    Npy.write(file, HostTensor.of(values, COUNT, 1, 4, 4));
    assertThat(verify(ExitCode.BROKEN, "floats.npy", epsilon).out())
        .contains("1 of 16 values lie between two grey levels");
    Arrays.fill(values, 1);
    Npy.write(file, HostTensor.of(values, COUNT, 1, 4, 4));
    refused("--range 0:1, 0:255 or -1:1", "floats.npy", epsilon);
    verify(ExitCode.OK, "floats.npy", "--epsilon", "1", "--range", "0:1");
  }

  @Test
  void pngFilesArePairedByTheirPath() throws IOException {
    png("clean-png/cat/1.png", 100);
    png("clean-png/dog/1.png", 50);
    png("set/cat/1.png", 104);
    png("set/dog/1.png", 55);
    String[] options = {"--epsilon", "4/255", "--clean", folder.resolve("clean-png").toString()};
    assertThat(verify(ExitCode.BROKEN, "set", options).out())
        .contains("paired by file names of 2 clean images")
        .contains("BROKEN, by 1 of 2 images")
        .contains("image dog/1.png: a value moved by 5.00");
    png("set/dog/2.png", 50);
    assertThat(verify(ExitCode.BROKEN, "set", options).out())
        .contains("image dog/2.png: no clean image has this file");
    Files.writeString(folder.resolve("set/dog/3.jpg"), "");
    refused("JPEG changes pixels", "set", options);
  }

  @ParameterizedTest
  @ValueSource(strings = {"report.json", "results.json", "attack.json"})
  void aFileOfAnotherProgramBesideTheImagesIsNotRead(String name) throws IOException {
    save("set", moved);
    Path foreign = folder.resolve("set").resolve(name);
    for (String text : List.of("", "[]", "{\"norm\": 3}", "{\"format\": 2}", "no JSON")) {
      Files.writeString(foreign, text);
      Outcome outcome = verify(ExitCode.OK, "set", "--epsilon", "4/255");
      assertThat(outcome.out()).contains("set: kept");
      assertThat(outcome.err())
          .isEqualTo("note: " + foreign + " is not of a run of lrs here, so it is not read\n");
    }
    refused("say it with --epsilon", "set");
  }

  @Test
  void filesBesidePngFilesAreLeftAlone() throws IOException {
    png("clean-png/1.png", 100);
    png("set/1.png", 104);
    Files.writeString(folder.resolve("set/report.json"), "");
    String[] options = {"--epsilon", "4/255", "--clean", folder.resolve("clean-png").toString()};
    assertThat(verify(ExitCode.OK, "set", options).out())
        .contains("1 images, PNG files, 1 other files left alone, such as report.json; paired");
    Files.move(folder.resolve("set/report.json"), folder.resolve("set/2.tiff"));
    refused("2.tiff: expected images as .png files here", "set", options);
  }

  private void png(String name, int level) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, 2, 2, new int[] {level, level, level, level});
    ImageIO.write(image, "png", file.toFile());
  }

  @Test
  void badInputIsOneSentence() throws IOException {
    save("set", moved);
    refused("say it with --epsilon", "set");
    refused("did you mean 8/255?", "set", "--epsilon", "8");
    refused("no such file", "none", "--epsilon", "8/255");
    Path images = folder.resolve("set/images.npy");
    byte[] bytes = Files.readAllBytes(images);
    Files.write(images, Arrays.copyOf(bytes, bytes.length - 1));
    refused("needs 320 bytes, the file has 319", "set", "--epsilon", "8/255");
    Files.delete(folder.resolve("clean/images.npy"));
    refused("name the clean images with --clean", "set", "--epsilon", "8/255");
  }
}

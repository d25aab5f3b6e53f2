package org.lrs.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lrs.onnx.TestModels.DOUBLE;
import static org.lrs.onnx.TestModels.FLOAT;
import static org.lrs.onnx.TestModels.linear;
import static org.lrs.onnx.TestModels.noise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.Records;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.onnx.OnnxTarget.ChannelOrder;
import org.lrs.onnx.OnnxTarget.Layout;
import org.lrs.onnx.OnnxTarget.Settings;

class OnnxTargetErrorsTest {
  private static final int VALUES = 3 * 4 * 5;

  @TempDir private Path folder;

  @Test
  void missingFileIsNamed() {
    assertOpening(settings())
        .isEqualTo(at() + " must be a file, but there is none; check the path of the target");
  }

  @Test
  void textIsNotAModel() throws IOException {
    Files.writeString(file(), "hello\n");
    assertOpening(settings()).isEqualTo(at() + " is no ONNX model, it is a text");
  }

  @Test
  void placeholderOfADownloadSaysWhatItIs() throws IOException {
    Files.writeString(file(), "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
    assertOpening(settings())
        .isEqualTo(at() + " is no ONNX model, it is a Git LFS pointer; download the file itself");
  }

  @Test
  void emptyFileIsNotAModel() throws IOException {
    Files.createFile(file());
    assertOpening(settings()).isEqualTo(at() + " is no ONNX model, it is an empty file");
  }

  @Test
  void truncatedModelIsCalledSo() throws IOException {
    byte[] whole = linear(VALUES, 7, -1, 3, 4, 5).bytes();
    for (int length : new int[] {whole.length / 4, whole.length / 2, whole.length - 1}) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertOpening(settings())
          .isEqualTo(at() + " is not an ONNX model or is truncated (" + length + " bytes)");
    }
  }

  @Test
  void missingOrShortExternalDataIsNamed() throws IOException {
    TestModels.input(FLOAT, -1, 3, 4, 5)
        .node("Flatten", "flat", "images")
        .weightsInFile("weights.bin", VALUES, 7)
        .node("MatMul", "logits", "flat", "weights")
        .output("logits", FLOAT, -1, 7)
        .write(folder);
    assertOpening(settings())
        .startsWith(at() + " keeps weights in a second file, which must lie beside it complete: ")
        .endsWith("External data path does not exist: \"" + folder.resolve("weights.bin") + "\"");
    Files.write(folder.resolve("weights.bin"), new byte[100]);
    assertOpening(settings())
        .startsWith(at() + " keeps weights in a second file, which must lie beside it complete: ")
        .doesNotContain("\n");
    Files.write(folder.resolve("weights.bin"), new byte[4 * VALUES * 7]);
    OnnxTarget.open(settings()).close();
  }

  @Test
  void imagesOfAnotherSizeAreRefusedWithBothSizes() {
    linear(3072, 7, -1, 3, 32, 32).write(folder);
    Images digits = noise(2, 1, 28, 28);
    try (OnnxTarget target = OnnxTarget.open(settings())) {
      assertThatThrownBy(() -> target.scores(digits))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "images are 28x28x1, target 'bad' expects 32x32x3 (height x width x channels);"
                  + " choose a dataset of that size or another target");
    }
  }

  @Test
  void imagesThatAModelOfAnySizeCannotTakeAreRefused() {
    linear(VALUES, 7, -1, 3, -1, -1).write(folder);
    Images other = noise(2, 3, 6, 6);
    try (OnnxTarget target = OnnxTarget.open(settings())) {
      assertThatThrownBy(() -> target.scores(other))
          .isInstanceOf(IllegalStateException.class)
          .message()
          .startsWith("target 'bad' failed on images 0 to 0: ")
          .doesNotContain("\n");
    }
  }

  @Test
  void wrongLayoutIsNoticedAndTheOtherSuggested() {
    linear(VALUES, 7, -1, 4, 5, 3).write(folder);
    assertOpening(Records.with(settings(), Map.of("layout", Layout.NCHW)))
        .isEqualTo(
            at() + " takes [-1, 4, 5, 3], which as nchw would be 4 channels; did you mean nhwc?");
    linear(VALUES, 7, -1, 3, 4, 5).write(folder);
    assertOpening(Records.with(settings(), Map.of("layout", Layout.NHWC)))
        .isEqualTo(
            at() + " takes [-1, 3, 4, 5], which as nhwc would be 5 channels; did you mean nchw?");
  }

  @Test
  void layoutThatTheShapeDoesNotTellMustBeSet() {
    linear(27, 7, -1, 3, 3, 3).write(folder);
    assertOpening(settings())
        .isEqualTo(
            at()
                + " takes [-1, 3, 3, 3], which does not show where the channels are;"
                + " set layout to nchw or nhwc");
    try (OnnxTarget target =
        OnnxTarget.open(Records.with(settings(), Map.of("layout", Layout.NHWC)))) {
      assertThat(target.layout()).isEqualTo(Layout.NHWC);
    }
  }

  @Test
  void severalInputsAreRefused() {
    TestModels.input(FLOAT, -1, 3, 4, 5)
        .addInput("more", FLOAT, -1, 3, 4, 5)
        .node("Add", "sum", "images", "more")
        .node("Flatten", "logits", "sum")
        .output("logits", FLOAT, -1, VALUES)
        .write(folder);
    assertOpening(settings())
        .isEqualTo(
            at()
                + " has 2 inputs [images, more], but a target needs exactly one, the image;"
                + " export it with that one only");
  }

  @Test
  void flatInputIsRefused() {
    linear(784, 7, -1, 784).write(folder);
    assertOpening(settings())
        .isEqualTo(
            at()
                + " takes [-1, 784], but a target's input must have four dimensions,"
                + " [N, C, H, W] or [N, H, W, C]");
  }

  @Test
  void inputOfAnUnsupportedTypeIsRefused() {
    TestModels.input(DOUBLE, -1, 3, 4, 5)
        .castToFloat("single", "images")
        .node("Flatten", "logits", "single")
        .output("logits", FLOAT, -1, VALUES)
        .write(folder);
    assertOpening(settings())
        .isEqualTo(at() + " takes DOUBLE, but a target's input must be FLOAT, FLOAT16 or UINT8");
  }

  @Test
  void normalizationAndColoursMustFitTheChannels() {
    linear(20, 7, -1, 1, 4, 5).write(folder);
    Normalization three = new Normalization(new double[3], new double[] {1, 1, 1});
    assertOpening(Records.with(settings(), Map.of("normalization", three)))
        .isEqualTo("target 'bad' takes 1 channels, but its normalization has 3");
    assertOpening(Records.with(settings(), Map.of("channelOrder", ChannelOrder.BGR)))
        .isEqualTo("target 'bad' takes 1 channels, but channel order bgr needs 3");
  }

  @Test
  void scoresThatAreNotNumbersNameTheImage() {
    TestModels.input(FLOAT, -1, 1, 1, 2)
        .node("Flatten", "flat", "images")
        .node("Log", "logits", "flat")
        .output("logits", FLOAT, -1, 2)
        .write(folder);
    Images images = new Images(new byte[] {1, 2, 3, 0}, 2, 1, 1, 2);
    try (OnnxTarget target =
        OnnxTarget.open(Records.with(settings(), Map.of("layout", Layout.NCHW)))) {
      assertThatThrownBy(() -> target.scores(images))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "target 'bad' gave the score -Infinity for image 1;"
                  + " check its pixel range and normalization");
    }
  }

  @Test
  void threadsAndBatchMustBePositive() {
    assertThatThrownBy(() -> Records.with(settings(), Map.of("threads", 0)))
        .hasMessage("target 'bad': threads must be 1 or more, got 0");
    assertThatThrownBy(() -> Records.with(settings(), Map.of("batch", 0)))
        .hasMessage("target 'bad': batch must be 1 or more, got 0");
  }

  private Path file() {
    return folder.resolve("model.onnx");
  }

  private String at() {
    return "target 'bad': " + file();
  }

  private Settings settings() {
    return TestModels.settings("bad", file());
  }

  private static org.assertj.core.api.AbstractStringAssert<?> assertOpening(Settings settings) {
    return assertThatThrownBy(() -> OnnxTarget.open(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .message();
  }
}

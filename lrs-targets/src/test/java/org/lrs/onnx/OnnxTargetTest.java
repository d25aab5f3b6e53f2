package org.lrs.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lrs.onnx.TestModels.FLOAT;
import static org.lrs.onnx.TestModels.FLOAT16;
import static org.lrs.onnx.TestModels.UINT8;
import static org.lrs.onnx.TestModels.linear;
import static org.lrs.onnx.TestModels.noise;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.Records;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.onnx.OnnxTarget.ChannelOrder;
import org.lrs.onnx.OnnxTarget.Layout;
import org.lrs.onnx.OnnxTarget.PixelRange;
import org.lrs.onnx.OnnxTarget.Settings;

class OnnxTargetTest {
  /**
   * Sums of 60 products of size 1 in float against double: far above rounding, far below a slip.
   */
  private static final double FLOAT32_SUM_OF_60 = 1e-4;

  /** Inputs rounded to 11 bits, 60 of them. */
  private static final double FLOAT16_SUM_OF_60 = 2e-2;

  private static final int CHANNELS = 3;
  private static final int HEIGHT = 4;
  private static final int WIDTH = 5;
  private static final int VALUES = CHANNELS * HEIGHT * WIDTH;
  private static final int CLASSES = 7;
  private static final Normalization NORMALIZATION =
      new Normalization(new double[] {0.5, 0.4, 0.3}, new double[] {0.2, 0.25, 0.5});

  @TempDir private Path folder;

  @Test
  void linearModelInNchwGivesTheLogitsComputedByHand() {
    try (OnnxTarget target = open(linear(VALUES, CLASSES, -1, CHANNELS, HEIGHT, WIDTH))) {
      assertThat(target.layout()).isEqualTo(Layout.NCHW);
      assertThat(target.classes()).isEqualTo(CLASSES);
      assertThat(target.name()).isEqualTo("linear");
      assertThat(target.batch()).isEqualTo(64);
      assertScores(target, settings(), Layout.NCHW, FLOAT32_SUM_OF_60);
    }
  }

  @Test
  void linearModelInNhwcGivesTheLogitsComputedByHand() {
    Settings settings = Records.with(settings(), Map.of("normalization", NORMALIZATION));
    try (OnnxTarget target = open(linear(VALUES, CLASSES, -1, HEIGHT, WIDTH, CHANNELS), settings)) {
      assertThat(target.layout()).isEqualTo(Layout.NHWC);
      assertScores(target, settings, Layout.NHWC, FLOAT32_SUM_OF_60);
    }
  }

  @Test
  void modelOfBatchOneIsFedOneByOne() {
    Settings settings = Records.with(settings(), Map.of("normalization", NORMALIZATION));
    try (OnnxTarget target = open(linear(VALUES, CLASSES, 1, CHANNELS, HEIGHT, WIDTH), settings)) {
      assertThat(target.batch()).isEqualTo(1);
      assertScores(target, settings, Layout.NCHW, FLOAT32_SUM_OF_60);
    }
  }

  @Test
  void modelOfBatchFourGetsItsLastBatchFilledUp() {
    try (OnnxTarget target = open(linear(VALUES, CLASSES, 4, CHANNELS, HEIGHT, WIDTH))) {
      assertThat(target.batch()).isEqualTo(4);
      assertScores(target, settings(), Layout.NCHW, FLOAT32_SUM_OF_60);
    }
  }

  @Test
  void batchesThatDoNotDivideTheImagesGiveTheSameScores() {
    TestModels model = linear(VALUES, CLASSES, -1, CHANNELS, HEIGHT, WIDTH);
    try (OnnxTarget target =
        open(model, Records.with(settings(), Map.of("batch", 4, "threads", 2)))) {
      assertThat(target.batch()).isEqualTo(4);
      assertScores(target, settings(), Layout.NCHW, FLOAT32_SUM_OF_60);
    }
  }

  @Test
  void modelThatDeclaresAnyBatchButHoldsOneIsFedOneByOne() {
    TestModels model =
        TestModels.input(FLOAT, -1, CHANNELS, HEIGHT, WIDTH)
            .integers("row", 1, VALUES)
            .node("Reshape", "flat", "images", "row")
            .weights(VALUES, CLASSES)
            .node("MatMul", "logits", "flat", "weights")
            .output("logits", FLOAT, -1, CLASSES);
    try (OnnxTarget target = open(model)) {
      assertThat(target.batch()).isEqualTo(1);
      assertScores(target, settings(), Layout.NCHW, FLOAT32_SUM_OF_60);
    }
  }

  @Test
  void modelThatMixesTheImagesOfABatchIsFedOneByOne() {
    TestModels model =
        TestModels.input(FLOAT, -1, CHANNELS, HEIGHT, WIDTH)
            .node("Flatten", "flat", "images")
            .weights(VALUES, CLASSES)
            .node("MatMul", "own", "flat", "weights")
            .node("ReduceMax", "largest", "own")
            .node("Sub", "logits", "own", "largest")
            .output("logits", FLOAT, -1, CLASSES);
    try (OnnxTarget target = open(model)) {
      assertThat(target.batch()).isEqualTo(1);
    }
  }

  @Test
  void outputsWithoutABatchDimensionOrWithOnesAreRead() {
    for (long[] shape : new long[][] {{CLASSES}, {1, CLASSES, 1, 1}}) {
      TestModels model =
          TestModels.input(FLOAT, 1, CHANNELS, HEIGHT, WIDTH)
              .node("Flatten", "flat", "images")
              .weights(VALUES, CLASSES)
              .node("MatMul", "rows", "flat", "weights")
              .integers("shape", shape)
              .node("Reshape", "logits", "rows", "shape")
              .output("logits", FLOAT, shape);
      try (OnnxTarget target = open(model)) {
        assertThat(target.classes()).isEqualTo(CLASSES);
        assertScores(target, settings(), Layout.NCHW, FLOAT32_SUM_OF_60);
      }
    }
  }

  @Test
  void modelOfAnyImageSizeTakesItsClassesFromTheOutput() {
    TestModels model = linear(VALUES, CLASSES, -1, CHANNELS, -1, -1);
    try (OnnxTarget target = open(model)) {
      assertThat(target.classes()).isEqualTo(CLASSES);
      assertThat(target.batch()).isEqualTo(1);
      assertScores(target, settings(), Layout.NCHW, FLOAT32_SUM_OF_60);
    }
  }

  @Test
  void float16InputIsRoundedToHalfPrecision() {
    TestModels model =
        TestModels.input(FLOAT16, -1, CHANNELS, HEIGHT, WIDTH)
            .castToFloat("single", "images")
            .node("Flatten", "flat", "single")
            .weights(VALUES, CLASSES)
            .node("MatMul", "logits", "flat", "weights")
            .output("logits", FLOAT, -1, CLASSES);
    Settings settings = Records.with(settings(), Map.of("normalization", NORMALIZATION));
    try (OnnxTarget target = open(model, settings)) {
      assertScores(target, settings, Layout.NCHW, FLOAT16_SUM_OF_60);
    }
  }

  @Test
  void eightBitInputTakesThePixelsAsTheyAre() {
    TestModels model =
        TestModels.input(UINT8, -1, HEIGHT, WIDTH, CHANNELS)
            .castToFloat("single", "images")
            .node("Flatten", "flat", "single")
            .weights(VALUES, CLASSES)
            .node("MatMul", "logits", "flat", "weights")
            .output("logits", FLOAT, -1, CLASSES);
    Settings settings = Records.with(settings(), Map.of("pixelRange", PixelRange.BYTE));
    try (OnnxTarget target = open(model, settings)) {
      assertScores(target, settings, Layout.NHWC, 255 * FLOAT32_SUM_OF_60);
    }
    assertThatThrownBy(() -> open(model))
        .hasMessage(
            "target 'linear' takes 8-bit pixels;"
                + " set its pixel range to byte and no normalization");
  }

  @Test
  void caffeStyleModelSeesBlueFirstWithItsMeansSubtracted() {
    Settings settings =
        Records.with(
            settings(),
            Map.of(
                "pixelRange",
                PixelRange.BYTE,
                "channelOrder",
                ChannelOrder.BGR,
                "normalization",
                new Normalization(new double[] {104, 117, 123}, new double[] {1, 1, 1})));
    TestModels model = linear(VALUES, CLASSES, -1, CHANNELS, HEIGHT, WIDTH);
    try (OnnxTarget target = open(model, settings)) {
      assertScores(target, settings, Layout.NCHW, 255 * FLOAT32_SUM_OF_60);
    }
  }

  @Test
  void everyCallGivesTheSameScores() {
    Images images = noise(9, CHANNELS, HEIGHT, WIDTH);
    try (OnnxTarget target = open(linear(VALUES, CLASSES, -1, CHANNELS, HEIGHT, WIDTH))) {
      assertThat(target.scores(images)).isDeepEqualTo(target.scores(images));
    }
  }

  @Test
  void noImagesGiveNoScores() {
    try (OnnxTarget target = open(linear(VALUES, CLASSES, -1, CHANNELS, HEIGHT, WIDTH))) {
      assertThat(target.scores(noise(0, CHANNELS, HEIGHT, WIDTH))).isEmpty();
    }
  }

  @Test
  void closedTargetRefusesToScoreAndMayBeClosedAgain() {
    OnnxTarget target = open(linear(VALUES, CLASSES, -1, CHANNELS, HEIGHT, WIDTH));
    target.close();
    target.close();
    Images images = noise(1, CHANNELS, HEIGHT, WIDTH);
    assertThatThrownBy(() -> target.scores(images))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("target 'linear' is closed; open it again");
  }

  private Settings settings() {
    return TestModels.settings("linear", folder.resolve("model.onnx"));
  }

  private OnnxTarget open(TestModels model) {
    return open(model, settings());
  }

  private OnnxTarget open(TestModels model, Settings settings) {
    model.write(folder);
    return OnnxTarget.open(settings);
  }

  private static void assertScores(
      OnnxTarget target, Settings settings, Layout layout, double tolerance) {
    Images images = noise(6, CHANNELS, HEIGHT, WIDTH);
    float[][] scores = target.scores(images);
    assertThat(scores).hasNumberOfRows(images.count());
    for (int i = 0; i < images.count(); i++) {
      double[] expected = logits(images, i, settings, layout);
      assertThat(scores[i]).hasSize(CLASSES);
      for (int k = 0; k < CLASSES; k++) {
        assertThat((double) scores[i][k])
            .isCloseTo(expected[k], org.assertj.core.data.Offset.offset(tolerance));
      }
    }
  }

  /** Logits by hand, in double precision, pixel by pixel. */
  private static double[] logits(Images images, int i, Settings settings, Layout layout) {
    double[] logits = new double[CLASSES];
    for (int c = 0; c < CHANNELS; c++) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          int colour = settings.channelOrder() == ChannelOrder.BGR ? 2 - c : c;
          int at = ((i * CHANNELS + colour) * HEIGHT + y) * WIDTH + x;
          double value = images.pixels()[at] & 0xff;
          if (settings.pixelRange() == PixelRange.UNIT) {
            value /= 255;
          }
          if (settings.normalization() != null) {
            value -= settings.normalization().mean().get(c);
            value /= settings.normalization().std().get(c);
          }
          int v =
              layout == Layout.NCHW ? (c * HEIGHT + y) * WIDTH + x : (y * WIDTH + x) * CHANNELS + c;
          for (int k = 0; k < CLASSES; k++) {
            logits[k] += value * TestModels.weight(v, k);
          }
        }
      }
    }
    return logits;
  }
}

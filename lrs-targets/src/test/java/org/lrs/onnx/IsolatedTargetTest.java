package org.lrs.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.lrs.onnx.TestModels.FLOAT;
import static org.lrs.onnx.TestModels.linear;
import static org.lrs.onnx.TestModels.noise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.Records;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.onnx.OnnxTarget.ChannelOrder;
import org.lrs.onnx.OnnxTarget.Settings;

class IsolatedTargetTest {
  private static final int VALUES = 3 * 4 * 5;
  private static final Images IMAGES = noise(150, 3, 4, 5);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {-1, 1, 7})
  void scoresAreThoseOfTheModelInThisProcess(long batch) {
    linear(VALUES, 7, batch, 3, 4, 5).write(folder);
    Normalization uneven =
        new Normalization(new double[] {0.1, 0.2, 0.3}, new double[] {0.7, 0.8, 0.9});
    Settings settings =
        Records.with(settings(), Map.of("normalization", uneven, "channelOrder", ChannelOrder.BGR));
    try (OnnxTarget here = OnnxTarget.open(settings);
        IsolatedTarget there = IsolatedTarget.open(settings, IMAGES)) {
      assertThat(there.name()).isEqualTo(here.name());
      assertThat(there.classes()).isEqualTo(here.classes());
      assertThat(there.scores(IMAGES)).isDeepEqualTo(here.scores(IMAGES));
      assertThat(there.scores(IMAGES.slice(3, 5))).isDeepEqualTo(here.scores(IMAGES.slice(3, 5)));
      assertThat(there.scores(IMAGES.slice(3, 3))).isEmpty();
    }
  }

  @Test
  void refusalsAreThoseOfTheModelInThisProcess() {
    linear(VALUES, 7, -1, 3, -1, -1).write(folder);
    Images other = noise(100, 3, 6, 6);
    Images grey = noise(2, 1, 4, 5);
    try (OnnxTarget here = OnnxTarget.open(settings());
        IsolatedTarget there = IsolatedTarget.open(settings(), IMAGES)) {
      for (Images images : List.of(other, grey)) {
        Throwable known = catchThrowable(() -> here.scores(images));
        assertThatThrownBy(() -> there.scores(images))
            .hasSameClassAs(known)
            .hasMessage(known.getMessage());
      }
      assertThat(there.scores(IMAGES)).hasDimensions(IMAGES.count(), 7);
    }
  }

  @Test
  void aModelThatNeedsMoreMemoryThanItsSizeExplainsIsRefused() {
    TestModels.input(FLOAT, -1, 3, 4, 5)
        .integers("sizes", 40_000, 40_000)
        .node("ConstantOfShape", "huge", "sizes")
        .node("Flatten", "flat", "images")
        .weights(VALUES, 7)
        .node("MatMul", "scores", "flat", "weights")
        .node("ReduceSum", "sum", "huge")
        .node("Add", "logits", "scores", "sum")
        .output("logits", FLOAT, -1, 7)
        .write(folder);
    assertOpening(Duration.ofSeconds(20))
        .isEqualTo(
            "target 'bad' cannot score an image of 4x5x3 (height x width x channels): Failed to"
                + " allocate memory for requested buffer of size 6400000000; it may take 449 MiB,"
                + " unless isolation is set to none");
  }

  @Test
  void aModelWithoutEndIsStopped() throws IOException {
    Files.write(file(), HostileModels.endless());
    assertOpening(Duration.ofSeconds(3))
        .isEqualTo(
            "target 'bad': "
                + file()
                + " gave no answer within 3 seconds; choose another target, or set isolation to"
                + " none if you trust it");
  }

  @Test
  void aProcessThatEndsIsASentence() {
    linear(VALUES, 7, -1, 3, 4, 5).write(folder);
    try (IsolatedTarget target = IsolatedTarget.open(settings(), IMAGES)) {
      children().forEach(ProcessHandle::destroyForcibly);
      for (int times = 0; times < 2; times++) {
        assertThatThrownBy(() -> target.scores(IMAGES))
            .isInstanceOf(IllegalStateException.class)
            .message()
            .startsWith(
                "target 'bad': " + file() + " ended the process that runs it (signal 9): it is ")
            .doesNotContain("\n");
      }
    }
  }

  @Test
  void closingEndsTheProcess() {
    linear(VALUES, 7, -1, 3, 4, 5).write(folder);
    IsolatedTarget target = IsolatedTarget.open(settings(), IMAGES);
    assertThat(children()).hasSize(1);
    target.close();
    target.close();
    assertThat(children()).isEmpty();
    assertThatThrownBy(() -> target.scores(IMAGES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("target 'bad' is closed; open it again");
  }

  private static Stream<ProcessHandle> children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive);
  }

  private Path file() {
    return folder.resolve("model.onnx");
  }

  private Settings settings() {
    return TestModels.settings("bad", file());
  }

  private AbstractStringAssert<?> assertOpening(Duration longest) {
    return assertThatThrownBy(() -> IsolatedTarget.open(settings(), IMAGES, longest))
        .isInstanceOf(IllegalArgumentException.class)
        .message();
  }
}

package org.lrs.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lrs.onnx.TestModels.FLOAT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.onnx.OnnxTarget.Settings;

class OnnxFileTest {
  private static final String ADVICE = "; export the network again or choose another target";

  @TempDir private Path folder;

  @Test
  void bytesAreThoseOfTheFileAndOfTheWeightsBesideIt() throws IOException {
    byte[] model = external("weights.bin");
    assertThat(OnnxFile.check(settings())).isEqualTo(model.length);
    Files.write(folder.resolve("weights.bin"), new byte[420]);
    assertThat(OnnxFile.check(settings())).isEqualTo(model.length + 420);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../weights.bin", "a/../../weights.bin", "/etc/hostname", "a\0b"})
  void weightsOutsideTheFolderAreRefused(String location) throws IOException {
    external(location);
    String shown = location.replace("\0", "\\u0000");
    assertCheck()
        .isEqualTo(at() + " keeps weights outside its folder, in '" + shown + "'" + ADVICE);
  }

  @Test
  void functionsThatDoubleThirtyTimesAreRefused() throws IOException {
    Files.write(file(), HostileModels.nested(30, false));
    assertCheck()
        .isEqualTo(at() + " has more than 100000 nodes with those of its functions" + ADVICE);
    Files.write(file(), HostileModels.nested(8, false));
    assertThat(OnnxFile.check(settings())).isPositive();
  }

  @Test
  void functionsThatCallOneAnotherInARoundAreRefused() throws IOException {
    Files.write(file(), HostileModels.nested(3, true));
    assertCheck()
        .isEqualTo(at() + " has functions that call one another more than 64 deep" + ADVICE);
  }

  @Test
  void sizesWhoseProductOverflowsAreRefused() throws IOException {
    for (long[] shape :
        new long[][] {
          {1_000_000_000, 3, 32, 32}, {1L << 32, 1L << 32}, {Long.MAX_VALUE}, {1, 1 << 16, 1 << 16}
        }) {
      TestModels.input(FLOAT, shape).output("images", FLOAT, -1, 7).write(folder);
      assertCheck().isEqualTo(at() + " declares a tensor of more than 1073741824 values" + ADVICE);
    }
    TestModels.input(FLOAT, -1, 3, 4, 5)
        .weightsInFile("weights.bin", 1 << 20, 1 << 20)
        .output("images", FLOAT, -1, 7)
        .write(folder);
    assertCheck().isEqualTo(at() + " declares a tensor of more than 1073741824 values" + ADVICE);
  }

  @Test
  void nestingWithoutEndIsRefused() throws IOException {
    // A graph in an attribute of a node of a graph, and so on: fields 1, 5 and 6.
    byte[] inner = {};
    for (int i = 0; i < 1000; i++) {
      inner = field(new int[] {1, 6, 5}[i % 3], inner);
    }
    Files.write(file(), field(7, inner));
    assertCheck().isEqualTo(at() + " is nested more than 64 deep" + ADVICE);
  }

  @Test
  void whatIsNoProtobufIsNoModel() throws IOException {
    for (byte[] bytes : new byte[][] {{58, 127}, {3}, {7}, {58, 1, 12}, {58, -1, -1, -1, -1, 7}}) {
      Files.write(file(), bytes);
      assertCheck()
          .isEqualTo(at() + " is not an ONNX model or is truncated (" + bytes.length + " bytes)");
    }
  }

  @Test
  void longNamesAreRefused() throws IOException {
    byte[] name = new byte[20_000];
    Arrays.fill(name, (byte) 'x');
    Files.write(file(), field(7, field(1, field(4, name))));
    assertCheck().isEqualTo(at() + " has a name of 20000 bytes" + ADVICE);
  }

  private static byte[] field(int number, byte[] message) {
    byte[] all = new byte[message.length + 4];
    all[0] = (byte) (number << 3 | WireMessages.BYTES);
    for (int i = 0; i < 3; i++) {
      all[1 + i] = (byte) (((message.length >> (7 * i)) & 0x7f) | (i < 2 ? 0x80 : 0));
    }
    System.arraycopy(message, 0, all, 4, message.length);
    return all;
  }

  private byte[] external(String location) throws IOException {
    return Files.readAllBytes(
        TestModels.input(FLOAT, -1, 3, 4, 5)
            .node("Flatten", "flat", "images")
            .weightsInFile(location, 15, 7)
            .node("MatMul", "logits", "flat", "weights")
            .output("logits", FLOAT, -1, 7)
            .write(folder));
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

  private AbstractStringAssert<?> assertCheck() {
    return assertThatThrownBy(() -> OnnxFile.check(settings()))
        .isInstanceOf(IllegalArgumentException.class)
        .message();
  }
}

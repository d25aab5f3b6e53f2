package org.lrs.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lrs.format.PickleBytes.floats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PyTorchCheckpointTest {
  private static final byte[] SIX = floats(0, 1, 2, 3, 4, 5);

  @TempDir Path folder;

  @Test
  void zipStateDictIsReadInItsOrder() throws IOException {
    byte[] pickle =
        new PickleBytes()
            .emptyOrderedDict()
            .raw('(')
            .text("z")
            .tensor("0", 6, 0, new int[] {2, 3}, new int[] {3, 1})
            .text("a")
            .tensor("0", 6, 4, new int[] {2}, new int[] {1})
            .raw('u')
            // state_dict() attaches versions to the dictionary
            .raw('}')
            .text("_metadata")
            .emptyOrderedDict()
            .raw('s', 'b')
            .stop();
    Map<String, HostTensor> tensors = Checkpoints.read(zip(pickle, Map.of("0", SIX)));
    assertThat(tensors.keySet()).containsExactly("z", "a");
    assertThat(tensors.get("z")).isEqualTo(HostTensor.of(new float[] {0, 1, 2, 3, 4, 5}, 2, 3));
    assertThat(tensors.get("a")).isEqualTo(HostTensor.of(new float[] {4, 5}, 2));
  }

  @Test
  void transposedTensorIsMadeContiguous() throws IOException {
    byte[] pickle = single("w", "0", 6, 0, new int[] {3, 2}, new int[] {1, 3});
    HostTensor tensor = Checkpoints.read(zip(pickle, Map.of("0", SIX))).get("w");
    assertThat(tensor).isEqualTo(HostTensor.of(new float[] {0, 3, 1, 4, 2, 5}, 3, 2));
  }

  @Test
  void wrapperAndParallelPrefixAreRemoved() throws IOException {
    byte[] pickle =
        new PickleBytes()
            .raw('}', '(')
            .text("epoch")
            .integer(3)
            .text("net")
            .raw('}')
            .text("module.w")
            .tensor("0", 6, 0, new int[] {6}, new int[] {1})
            .raw('s', 'u')
            .stop();
    assertThat(Checkpoints.read(zip(pickle, Map.of("0", SIX)))).containsOnlyKeys("w");
  }

  @Test
  void prefixSharedBySomeNamesOnlyIsKept() throws IOException {
    byte[] pickle =
        new PickleBytes()
            .raw('}', '(')
            .text("module.w")
            .tensor("0", 6, 0, new int[] {6}, new int[] {1})
            .text("v")
            .tensor("0", 6, 0, new int[] {6}, new int[] {1})
            .raw('u')
            .stop();
    assertThat(Checkpoints.read(zip(pickle, Map.of("0", SIX)))).containsOnlyKeys("module.w", "v");
  }

  @Test
  void parameterIsReadAsItsTensor() throws IOException {
    byte[] pickle =
        new PickleBytes()
            .raw('}')
            .text("w")
            .global("torch._utils", "_rebuild_parameter")
            .raw('(')
            .tensor("0", 6, 0, new int[] {6}, new int[] {1})
            .raw(0x88)
            .emptyOrderedDict()
            .raw('t', 'R', 's')
            .stop();
    assertThat(Checkpoints.read(zip(pickle, Map.of("0", SIX))).get("w").count()).isEqualTo(6);
  }

  @Test
  void pickleThatCallsTheShellIsRefusedAndNotRun() throws IOException {
    Path mark = folder.resolve("mark");
    byte[] pickle =
        new PickleBytes()
            .global("os", "system")
            .raw('(')
            .text("touch " + mark)
            .raw('t', 'R')
            .stop();
    refused(pickle, "os.system");
    assertThat(mark).doesNotExist();
  }

  @Test
  void everyWayToNameAClassIsRefused() throws IOException {
    refused(new PickleBytes().global("__builtin__", "eval").stop(), "__builtin__.eval");
    refused(new PickleBytes().text("posix").text("system").raw(0x93).stop(), "posix.system");
    byte[] inst = new PickleBytes().raw('(', 'i', 'o', 's', '\n', 'x', '\n').stop();
    refused(inst, "os.x");
    refused(new PickleBytes().raw(0x82, 1).stop(), "extension registry");
    refused(new PickleBytes().global("builtins", "open").stop(), "builtins.open");
    refused(new PickleBytes().global("models.resnet", "ResNet").stop(), "models.resnet.ResNet");
    refused(attribute("os", "Inner"), "os.Inner");
    refused(attribute("collections", "Counter"), "builtins.getattr");
    refused(new PickleBytes().raw(']', '}', 'b').stop(), "attributes");
  }

  private static byte[] attribute(String module, String name) {
    return new PickleBytes()
        .global("builtins", "getattr")
        .raw('(')
        .global(module, name)
        .text("system")
        .raw('t', 'R')
        .stop();
  }

  @Test
  void tensorOutsideItsStorageIsRefused() throws IOException {
    Path file = zip(single("w", "0", 6, 1, new int[] {6}, new int[] {1}), Map.of("0", SIX));
    assertThatThrownBy(() -> Checkpoints.read(file)).hasMessageContaining("does not fit");
  }

  @Test
  void expandedTensorCannotAskForAnyAmountOfMemory() throws IOException {
    byte[] pickle = single("w", "0", 6, 0, new int[] {1 << 30, 1 << 30}, new int[] {0, 0});
    Path file = zip(pickle, Map.of("0", SIX));
    assertThatThrownBy(() -> Checkpoints.read(file)).hasMessageContaining("does not fit");
  }

  @Test
  void storageOfAnotherLengthIsRefused() throws IOException {
    byte[] pickle = single("w", "0", 5, 0, new int[] {5}, new int[] {1});
    Path file = zip(pickle, Map.of("0", SIX));
    assertThatThrownBy(() -> Checkpoints.read(file)).hasMessageContaining("24 bytes");
  }

  @Test
  void legacyCheckpointIsRead() throws IOException {
    Path file = Files.write(folder.resolve("a.th"), legacy());
    assertThat(Checkpoints.read(file))
        .containsEntry("w", HostTensor.of(new float[] {7, 8}, 2))
        .hasSize(1);
  }

  @Test
  void everyTruncationGivesOneSentence() throws IOException {
    byte[] pickle = single("w", "0", 6, 0, new int[] {6}, new int[] {1});
    byte[] zip = Files.readAllBytes(zip(pickle, Map.of("0", SIX)));
    for (byte[] whole : new byte[][] {zip, legacy()}) {
      for (int length = 0; length < whole.length; length++) {
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
        assertSentence(cut, "cut to " + length);
      }
    }
  }

  @Test
  void aFlippedBitOfAZipGivesTheSameTensorsOrOneSentence() throws IOException {
    byte[] pickle = single("w", "0", 6, 0, new int[] {6}, new int[] {1});
    Path file = zip(pickle, Map.of("0", SIX));
    flipBits(Files.readAllBytes(file), Checkpoints.read(file));
  }

  @Test
  void flippedBitsOfALegacyFileNeverEscapeAsAnotherException() throws IOException {
    // The format has no checksum: only the kind of failure can be asserted.
    flipBits(legacy(), null);
  }

  /** Every seventh bit, which is one in each byte and over time each position. */
  private void flipBits(byte[] bytes, Map<String, HostTensor> expected) throws IOException {
    for (int bit = 0; bit < bytes.length * 8; bit += 7) {
      byte[] copy = bytes.clone();
      copy[bit / 8] ^= (byte) (1 << bit % 8);
      Path file = Files.write(folder.resolve("flipped"), copy);
      try {
        Map<String, HostTensor> tensors = Checkpoints.read(file);
        if (expected != null) {
          assertThat(tensors).as("bit " + bit).isEqualTo(expected);
        }
      } catch (FormatException e) {
        assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
      }
    }
  }

  private void refused(byte[] pickle, String words) throws IOException {
    assertThatThrownBy(() -> Checkpoints.read(zip(pickle, Map.of())))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(words)
        .hasMessageContaining("model.pt");
  }

  private static void assertSentence(Path file, String what) {
    assertThatThrownBy(() -> Checkpoints.read(file))
        .as(what)
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file.toString());
  }

  private static byte[] single(
      String name, String key, int count, int offset, int[] shape, int[] strides) {
    return new PickleBytes()
        .raw('}')
        .text(name)
        .tensor(key, count, offset, shape, strides)
        .raw('s')
        .stop();
  }

  private static byte[] legacy() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    // 0x1950a86a20f9469cfc6c, little-endian, as LONG1
    int[] magic = {0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19};
    out.writeBytes(new PickleBytes().raw(magic).stop());
    out.writeBytes(new PickleBytes().integer(1001).stop());
    out.writeBytes(new PickleBytes().raw('}').text("little_endian").raw(0x88, 's').stop());
    out.writeBytes(
        new PickleBytes()
            .raw('}')
            .text("state_dict")
            .emptyOrderedDict()
            .text("module.w")
            .global("torch._utils", "_rebuild_tensor")
            .raw('(')
            .storage("FloatStorage", "k", 2, true)
            .integer(0)
            .tuple(2)
            .tuple(1)
            .raw('t', 'R', 's', 's')
            .stop());
    out.writeBytes(new PickleBytes().raw(']').text("k").raw('a').stop());
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(2).array());
    out.writeBytes(floats(7, 8));
    return out.toByteArray();
  }

  private Path zip(byte[] pickle, Map<String, byte[]> storages) throws IOException {
    return ZipFiles.checkpoint(folder, pickle, storages);
  }
}

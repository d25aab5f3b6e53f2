package org.lrs.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checkpoints as training scripts write them, made by {@code tools/checkpoints} with PyTorch and
 * NumPy: weights of one linear layer, and beside them whatever scripts keep.
 */
class CheckpointFilesTest {
  private static final Path FILES =
      Path.of(
          System.getProperty("lrs.root"),
          "lrs-engine/src/test/resources/org/lrs/format/checkpoints");
  private static final float[] WEIGHT = {1, 2, 3, 4};
  private static final float[] BIAS = {5, 6};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.pt",
        "legacy.pth",
        "protocol-4.pt",
        "half.pt",
        "bfloat16.pt",
        "double.pt",
        "parameters.pt",
        "data-parallel.pt",
        "everything-beside.pt",
        "model-key.pt",
        "ema-only.pt"
      })
  void weightsAreReadWhateverStandsBeside(String name) {
    Map<String, HostTensor> tensors = Checkpoints.read(FILES.resolve(name));
    assertThat(tensors.keySet()).containsExactly("weight", "bias");
    assertThat(tensors.get("weight").toFloats()).containsExactly(WEIGHT);
    assertThat(tensors.get("bias").toFloats()).containsExactly(BIAS);
  }

  @Test
  void prefixesOfWrappersAndTheCounterOfAnAverageAreKeptForTheArchitectureToSort() {
    assertThat(Checkpoints.read(FILES.resolve("lightning.ckpt")).keySet())
        .containsExactly("model.weight", "model.bias");
    assertThat(Checkpoints.read(FILES.resolve("averaged.pt")).keySet())
        .containsExactly("n_averaged", "module.weight", "module.bias");
  }

  static Stream<List<String>> plainValues() throws IOException {
    return Files.readAllLines(FILES.resolve("plain.txt")).stream()
        .map(line -> Arrays.asList(line.split("\t")));
  }

  @ParameterizedTest
  @MethodSource("plainValues")
  void plainDataOfEveryProtocolIsReadPast(List<String> value) throws IOException {
    byte[] pickle = Base64.getDecoder().decode(value.get(2));
    // Without the protocol in front and the end behind, it is a value like any other.
    byte[] inner = Arrays.copyOfRange(pickle, 2, pickle.length - 1);
    byte[] whole =
        new PickleBytes()
            .raw('}', '(')
            .text("beside")
            .bytes(inner)
            .text("w")
            .tensor("0", 2, 0, new int[] {2}, new int[] {1})
            .raw('u')
            .stop();
    Path file = ZipFiles.checkpoint(folder, whole, Map.of("0", PickleBytes.floats(7, 8)));
    assertThat(Checkpoints.read(file)).isEqualTo(Map.of("w", HostTensor.of(new float[] {7, 8}, 2)));
  }

  @Test
  void aCheckpointWithoutTensorsNamesTheDictionariesItHas() throws IOException {
    byte[] pickle =
        new PickleBytes().raw('}').text("encoder").raw('}').text("a").raw('N', 's', 's').stop();
    Path file = ZipFiles.checkpoint(folder, pickle, Map.of());
    assertThatThrownBy(() -> Checkpoints.read(file))
        .hasMessage(
            file
                + ": holds no tensors itself; it has dictionaries under 'encoder'; save the one"
                + " that is the state dict alone");
  }
}

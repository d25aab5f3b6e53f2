package org.lrs.format;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileKindTest {
  @TempDir Path folder;

  static Stream<Arguments> kinds() {
    return Stream.of(
        arguments("", "an empty file"),
        arguments("\u0093NUMPY\u0001", "a NumPy array (.npy)"),
        arguments("\u0089HDF\r\n\u001a\n", "an HDF5 file, as Keras and MATLAB write them"),
        arguments("GGUF\u0003", "a GGUF file of a quantised language model"),
        arguments("\u001f\u008b\b", "a gzip file; unpack it first"),
        arguments("\u00fd7zXZ\0", "an xz file; unpack it first"),
        arguments(
            "version https://git-lfs.github.com/spec/v1",
            "a Git LFS pointer; download the file itself"),
        arguments("\b\u0007\u0012\u0007pytorch", "an ONNX model; give its file the ending .onnx"),
        arguments("<!DOCTYPE html>", "a web page or XML; check where it was downloaded from"),
        arguments("{\"mean\": [0.5]}", "a JSON file"),
        arguments("hello, this is not a model", "a text"),
        arguments(
            "\0\0\0\0\0\0\0\0\0\0", "a file of zeros, perhaps of a download that was interrupted"),
        arguments(
            "{ \"metadata\": 1, \"weight_map\": {} }",
            "the index of a checkpoint in several files; join these into one"),
        arguments("\u00ee\u0001\u0002", "neither"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aFileThatIsSomethingElseSaysWhatItIs(String head, String words) throws IOException {
    Path file = Files.write(folder.resolve("model.pt"), head.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Checkpoints.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": expected safetensors or a PyTorch checkpoint, this is " + words);
  }

  @Test
  void aTarArchiveIsTakenForOneByItsMarkAlone() throws IOException {
    byte[] tar = Arrays.copyOf("model.pt".getBytes(StandardCharsets.US_ASCII), 512);
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    Path file = Files.write(folder.resolve("model.tar"), tar);
    assertThatThrownBy(() -> Checkpoints.read(file)).hasMessageContaining("a tar archive");
  }

  @Test
  void aMissingFileAndAFolderSaySo() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Checkpoints.read(missing)).hasMessageContaining("no such file");
    assertThatThrownBy(() -> Checkpoints.read(folder))
        .hasMessage(folder + ": is a folder, expected a file; check the path of the weights");
  }

  @Test
  void aPartOfACheckpointSaysSo() {
    Path part = folder.resolve("pytorch_model-00001-of-00002.bin");
    assertThatThrownBy(() -> Checkpoints.read(part))
        .hasMessage(part + ": is part 1 of 2 of a checkpoint; join the parts into one file");
  }

  @Test
  void aNameWithoutEndIsRefused() throws IOException {
    String name = "model.".repeat(100_000) + "w";
    Path file = folder.resolve("long.safetensors");
    Safetensors.write(file, Map.of(name, HostTensor.of(new float[1], 1)), Map.of());
    assertThatThrownBy(() -> Checkpoints.read(file)).hasMessageStartingWith(file + ": ");
    byte[] pickle =
        new PickleBytes()
            .raw('}')
            .text(name)
            .tensor("0", 1, 0, new int[] {1}, new int[] {1})
            .raw('s')
            .stop();
    Path zip = ZipFiles.checkpoint(folder, pickle, Map.of("0", PickleBytes.floats(1)));
    assertThatThrownBy(() -> Checkpoints.read(zip))
        .hasMessageEndingWith(
            "a tensor whose name has 600001 characters, at most 1000 are allowed");
  }
}

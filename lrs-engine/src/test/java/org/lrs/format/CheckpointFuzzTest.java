package org.lrs.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.testkit.Fuzz;

/** Damaged weight files of every format are read or refused, see {@link Fuzz}. */
class CheckpointFuzzTest {
  private static final Path FILES =
      Path.of(
          System.getProperty("lrs.root"),
          "lrs-engine/src/test/resources/org/lrs/format/checkpoints");

  @TempDir Path folder;

  @Test
  void safetensors() throws Exception {
    Path file = folder.resolve("sample.safetensors");
    Map<String, HostTensor> tensors =
        Map.of(
            "conv1.weight", HostTensor.of(new float[] {1, 2, 3, 4}, 2, 2),
            "bn1.num_batches_tracked", HostTensor.of(new long[] {5}),
            "empty", HostTensor.of(new float[0], 0, 7));
    Safetensors.write(file, tensors, Map.of("made by", "a test"));
    fuzz(List.of(Files.readAllBytes(file)));
  }

  @Test
  void archivesOfPyTorch() throws Exception {
    fuzz(samples("plain.pt", "parameters.pt", "averaged.pt", "model-key.pt", "half.pt"));
  }

  @Test
  void sequencesOfPickles() throws Exception {
    fuzz(samples("legacy.pth"));
  }

  /** The checksum of an archive hides its pickle from mutants: here it is put in afterwards. */
  @Test
  void picklesInsideArchives() throws Exception {
    List<byte[]> pickles = new ArrayList<>();
    for (String name : List.of("plain.pt", "parameters.pt", "everything-beside.pt")) {
      try (TorchZip zip = new TorchZip(FILES.resolve(name))) {
        pickles.add(zip.pickle());
      }
    }
    Map<String, byte[]> storages = Map.of("0", new byte[16], "1", new byte[8]);
    Fuzz.files(
        folder.resolve("model.pt"),
        pickles,
        file ->
            Checkpoints.read(
                ZipFiles.checkpoint(file.getParent(), Files.readAllBytes(file), storages)));
  }

  private static List<byte[]> samples(String... names) throws IOException {
    List<byte[]> samples = new ArrayList<>();
    for (String name : names) {
      samples.add(Files.readAllBytes(FILES.resolve(name)));
    }
    return samples;
  }

  private void fuzz(List<byte[]> samples) throws Exception {
    Fuzz.files(folder.resolve("mutant.pt"), samples, Checkpoints::read);
  }
}

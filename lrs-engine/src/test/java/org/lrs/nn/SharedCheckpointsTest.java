package org.lrs.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.format.Checkpoints;
import org.lrs.format.HostTensor;
import org.lrs.format.Safetensors;

/** Reads published checkpoints where the shared folder has them. */
@Tag("shared")
class SharedCheckpointsTest {
  private Path models;
  @TempDir Path folder;

  @BeforeEach
  void findModels() {
    models = Path.of(System.getProperty("lrs.shared", "missing")).resolve("models");
    assumeTrue(Files.isDirectory(models), "no published models in " + models + "; skipped");
  }

  @Test
  void checkpointsEqualTheirSafetensors() {
    compare("akamaster_resnet20", "resnet20-12fca82f.th");
    compare("chenyaofo_resnet20", "cifar10_resnet20-4118986f.pt");
    compare("chenyaofo_shufflenetv2_x0_5", "cifar10_shufflenetv2_x0_5-1308b4e9.pt");
  }

  private void compare(String model, String checkpoint) {
    Path home = models.resolve("cifar10").resolve(model);
    Map<String, HostTensor> expected = Checkpoints.read(home.resolve("model.safetensors"));
    Map<String, HostTensor> tensors = Checkpoints.read(home.resolve(checkpoint));
    assertThat(expected).hasSizeGreaterThan(50);
    assertThat(tensors.keySet()).containsAll(expected.keySet());
    expected.forEach((name, tensor) -> assertThat(tensors.get(name)).as(name).isEqualTo(tensor));
  }

  @Test
  void everySafetensorsFileSurvivesWritingAndReading() throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(models)) {
      files = walk.filter(f -> f.toString().endsWith(".safetensors")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      Path copy = folder.resolve("copy");
      Safetensors.write(copy, Safetensors.read(file), Safetensors.metadata(file));
      assertThat(Safetensors.read(copy)).as(file.toString()).isEqualTo(Safetensors.read(file));
    }
  }
}

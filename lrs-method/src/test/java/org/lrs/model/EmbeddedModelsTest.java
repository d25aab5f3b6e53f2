package org.lrs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.format.Checkpoints;
import org.lrs.format.Checksums;

class EmbeddedModelsTest {

  @Test
  void theWeightsInTheProgramAreThoseOfTheirCards() {
    assertThat(EmbeddedModels.names()).isNotEmpty();
    for (String name : EmbeddedModels.names()) {
      CheckpointCard card = EmbeddedModels.card(name);
      assertThat(Checksums.sha256(EmbeddedModels.file(name))).isEqualTo(card.sha256());
    }
  }

  @Test
  void nothingIsUnpackedToTheTemporaryFolder() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    assertThat(EmbeddedModels.file("resnet8-a").startsWith(temporary)).isFalse();
  }

  /** Classes of a build lie in a folder, those of the program in a jar. */
  @Test
  void weightsAreReadFromInsideAJar(@TempDir Path folder) throws IOException {
    URI jar = URI.create("jar:" + folder.resolve("some program.jar").toUri());
    try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      Path file = inside.getPath("/resnet8-a.safetensors");
      Files.copy(EmbeddedModels.file("resnet8-a"), file);
      assertThat(Checkpoints.read(file))
          .isEqualTo(Checkpoints.read(EmbeddedModels.file("resnet8-a")));
      assertThat(Checksums.sha256(file)).isEqualTo(EmbeddedModels.card("resnet8-a").sha256());
    }
  }
}

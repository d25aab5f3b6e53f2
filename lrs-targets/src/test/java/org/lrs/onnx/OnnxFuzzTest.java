package org.lrs.onnx;

import static org.lrs.onnx.TestModels.linear;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.data.Images;
import org.lrs.onnx.OnnxTarget.Settings;
import org.lrs.testkit.Fuzz;

class OnnxFuzzTest {
  private static final List<byte[]> SAMPLES =
      List.of(linear(60, 7, -1, 3, 4, 5).bytes(), HostileModels.nested(3, false));

  /** A process for each takes a second. */
  private static final int OF_ITS_OWN = 40;

  @TempDir private Path folder;

  @Test
  void damagedFilesAreCheckedBeforeTheyAreRun() throws Exception {
    Fuzz.files(
        folder.resolve("model.onnx"),
        SAMPLES,
        file -> OnnxFile.check(TestModels.settings("any", file)));
  }

  @Test
  void damagedFilesEndNoMoreThanTheirOwnProcess() throws Exception {
    Images images = TestModels.noise(3, 3, 4, 5);
    int[] seen = {0};
    Fuzz.files(
        folder.resolve("model.onnx"),
        SAMPLES,
        file -> {
          Settings settings = TestModels.settings("model.onnx", file);
          if (seen[0]++ % OF_ITS_OWN != 0) {
            OnnxFile.check(settings);
            return;
          }
          try (IsolatedTarget target = IsolatedTarget.open(settings, images)) {
            target.scores(images);
          }
        });
  }
}

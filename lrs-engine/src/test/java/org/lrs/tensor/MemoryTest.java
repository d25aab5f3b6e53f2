package org.lrs.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class MemoryTest {
  private static final int ITERATIONS = 200;
  // One iteration holds some 4 MB; a leak of each would add 800 MB. The heap may grow a little.
  private static final long LARGEST_GROWTH_KB = 150_000;

  @Test
  @EnabledOnOs(OS.LINUX)
  void twoHundredIterationsDoNotGrowTheProcess() throws IOException {
    float[] values = Rng.of(1).uniform(4 * 16 * 32 * 32, 0, 1);
    float[] kernel = Rng.of(2).gaussian(16 * 16 * 3 * 3);
    for (int i = 0; i < 20; i++) {
      iterate(values, kernel);
    }
    long before = residentKb();
    for (int i = 0; i < ITERATIONS; i++) {
      iterate(values, kernel);
    }
    assertThat(residentKb() - before).isLessThan(LARGEST_GROWTH_KB);
  }

  private static void iterate(float[] values, float[] kernel) {
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.of(values, 4, 16, 32, 32).leaf();
      Tensor w = Tensor.of(kernel, 16, 16, 3, 3).leaf();
      Tensor y = NeuralOps.relu(NeuralOps.conv2d(x, w, null, 1, 1, 1)).square().mean();
      Tensor gradient = Autograd.differentiableGradient(y, x);
      Autograd.gradient(gradient.square().sum(), w);
    }
  }

  private static long residentKb() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}

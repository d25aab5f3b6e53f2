package org.lrs.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** Settings of the native library as a whole. */
public final class Engine {
  private Engine() {}

  /** Threads that one operation may use. */
  public static void threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + count);
    }
    torch.set_num_threads(count);
  }

  /** Threads that one operation may use. */
  public static int threads() {
    return torch.get_num_threads();
  }

  /** Version of the native library and platform, for provenance. */
  public static String version() {
    try {
      return "libtorch "
          + Loader.getVersion("org.bytedeco", "pytorch")
          + " "
          + Loader.getPlatform();
    } catch (IOException e) {
      throw new UncheckedIOException("the engine's jar has lost its version entry", e);
    }
  }
}

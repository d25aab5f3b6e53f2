package org.lrs.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.lrs.Range;

/** Settings of the native library as a whole. */
public final class Engine {
  // Of the whole process, as the number of threads is.
  private static final AtomicReference<Device> DEVICE = new AtomicReference<>(Device.CPU);

  private static final int MOST_THREADS = 1024;

  private Engine() {}

  /** Where tensors are made from now on; networks read afterwards live there. */
  public static void device(Device place) {
    DEVICE.set(place);
  }

  /** Where tensors are made: the processor unless set otherwise. */
  public static Device device() {
    return DEVICE.get();
  }

  /**
   * Threads that one operation may use.
   *
   * @throws IllegalArgumentException for less than one, and for more than any machine has, for
   *     which the native library ends the process
   */
  public static void threads(int count) {
    Range.require(
        count >= 1 && count <= MOST_THREADS,
        "threads must lie in [1, " + MOST_THREADS + "], got " + count);
    torch.set_num_threads(count);
  }

  /** Threads that one operation may use. */
  public static int threads() {
    return torch.get_num_threads();
  }

  /** Version of the native library and platform, for provenance. */
  public static String version() {
    try {
      String version = Loader.getVersion("org.bytedeco", "pytorch");
      return "libtorch " + version + " " + Loader.getPlatform();
    } catch (IOException e) {
      throw new UncheckedIOException("the engine's jar has lost its version entry", e);
    }
  }
}

package org.lrs.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** Settings of the native library as a whole. */
public final class Engine {
  static {
    Natives.unpack();
  }

  private static volatile Device device = Device.CPU;

  private Engine() {}

  /** Where tensors are made from now on; networks read afterwards live there. */
  public static void device(Device place) {
    device = place;
  }

  /** Where tensors are made: the processor unless set otherwise. */
  public static Device device() {
    return device;
  }

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

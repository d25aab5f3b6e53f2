package org.lrs.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/**
 * Unpacks the engine's own libtorch before anything loads it.
 *
 * <p>The loader unpacks {@code libtorch.so} and loads it before it unpacks {@code libtorch_cpu.so},
 * which the former needs. On the first use on a machine, the system then takes a {@code
 * libtorch_cpu.so} of another version where one is installed, and the process dies.
 */
final class Natives {
  static {
    try {
      String library = System.mapLibraryName("torch_cpu");
      Loader.cacheResource(
          torch.class, "/org/bytedeco/pytorch/" + Loader.getPlatform() + "/" + library);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot unpack libtorch into the folder of native libraries: " + e.getMessage(), e);
    }
  }

  private Natives() {}

  /** Returns when the libraries are unpacked; the first call does it. */
  static void unpack() {
    // The work is done when the class is initialised: once, whichever thread comes first.
  }
}

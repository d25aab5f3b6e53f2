package org.lrs.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** The files of the native libraries, which are unpacked before they are loaded. */
public final class Natives {

  /** System property that names another folder for them. */
  public static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

  private Natives() {}

  /** The folder that the libraries are unpacked into and loaded from. */
  public static String folder() {
    try {
      return Loader.getCacheDir().toString();
    } catch (IOException e) {
      return System.getProperty(PROPERTY, System.getProperty("user.home") + "/.javacpp/cache");
    }
  }

  /**
   * Unpacks the engine's own libtorch before anything loads it. The loader unpacks {@code
   * libtorch.so} and loads it before it unpacks {@code libtorch_cpu.so}, which the former needs. On
   * the first use on a machine, the system then takes a {@code libtorch_cpu.so} of another version
   * where one is installed, and the process dies.
   */
  static void unpack() {
    try {
      String library = System.mapLibraryName("torch_cpu");
      Loader.cacheResource(
          torch.class, "/org/bytedeco/pytorch/" + Loader.getPlatform() + "/" + library);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot unpack libtorch into the folder of native libraries: " + e.getMessage(), e);
    }
  }
}

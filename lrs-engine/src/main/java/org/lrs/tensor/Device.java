package org.lrs.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.lrs.Range;

/**
 * Where tensors live: {@code cpu}, or {@code cuda:N} with the natives of the {@code gpu} build
 * profile (untested so far: no machine with a GPU has run it).
 */
public record Device(String name) {
  static {
    unpack();
  }

  private static final Pattern VALID = Pattern.compile("cpu|cuda(:\\d+)?");

  /** The processor. */
  public static final Device CPU = new Device("cpu");

  /** Checks the name, and that a CUDA device can be used at all. */
  public Device {
    Range.require(
        VALID.matcher(name).matches(),
        "device must be 'cpu', 'cuda' or 'cuda:N', got '" + name + "'");
    Range.require(
        name.equals("cpu") || torch.cuda_is_available(),
        "device '%s' is not available: this build or machine has no CUDA; use --device cpu, or build with the Maven profile 'gpu' on a machine with a CUDA driver"
            .formatted(name));
  }

  /**
   * Unpacks the engine's own libtorch before anything loads it. The loader unpacks {@code
   * libtorch.so} and loads it before it unpacks {@code libtorch_cpu.so}, which the former needs. On
   * the first use on a machine, the system then takes a {@code libtorch_cpu.so} of another version
   * where one is installed, and the process dies.
   */
  private static void unpack() {
    try {
      String library = System.mapLibraryName("torch_cpu");
      Loader.cacheResource(
          torch.class, "/org/bytedeco/pytorch/" + Loader.getPlatform() + "/" + library);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot unpack libtorch into the folder of native libraries: " + e.getMessage(), e);
    }
  }

  boolean isCpu() {
    return name.equals("cpu");
  }

  org.bytedeco.pytorch.Device handle() {
    return new org.bytedeco.pytorch.Device(name);
  }
}

package org.lrs.tensor;

import java.util.regex.Pattern;
import org.bytedeco.pytorch.global.torch;
import org.lrs.Range;

/**
 * Where tensors live: {@code cpu}, or {@code cuda:N} with the natives of the {@code gpu} build
 * profile (untested so far: no machine with a GPU has run it).
 */
public record Device(String name) {
  static {
    Natives.unpack();
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

  boolean isCpu() {
    return name.equals("cpu");
  }

  org.bytedeco.pytorch.Device handle() {
    return new org.bytedeco.pytorch.Device(name);
  }
}

package org.lrs.cli;

import org.lrs.tensor.Device;
import org.lrs.tensor.Engine;
import picocli.CommandLine.Option;

/** Options of every command that computes. */
final class ComputeOptions {

  @Option(
      names = {"-t", "--threads"},
      paramLabel = "N",
      description = "Threads one operation may use (default: one per core).")
  private Integer threads;

  @Option(
      names = "--device",
      defaultValue = "cpu",
      description = "Where tensors live; only 'cpu' so far (default: ${DEFAULT-VALUE}).")
  private String device;

  /**
   * Sets up the engine as asked.
   *
   * @throws IllegalArgumentException for a device that cannot be used
   */
  void apply() {
    if (!new Device(device).equals(Device.CPU)) {
      throw new IllegalArgumentException(
          "commands compute on the processor only so far, got '" + device + "'; use --device cpu");
    }
    if (threads != null) {
      Engine.threads(threads);
    }
  }
}

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
      description =
          "Where tensors live: 'cpu', or 'cuda' or 'cuda:N' in a build with the Maven profile 'gpu'"
              + " (written for CUDA, tested on no GPU yet; default: ${DEFAULT-VALUE}).")
  private String device;

  /**
   * Sets up the engine as the options say.
   *
   * @throws IllegalArgumentException for a device that cannot be used
   */
  void apply() {
    Engine.device(new Device(device));
    if (threads != null) {
      Engine.threads(threads);
    }
  }
}

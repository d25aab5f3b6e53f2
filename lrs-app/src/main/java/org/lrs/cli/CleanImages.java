package org.lrs.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the clean images that adversarial ones were made from. */
final class CleanImages {

  private CleanImages() {}

  /**
   * The folder or file of the clean images. In a run's folder adversarial images are one or more
   * folders deeper than the clean ones.
   *
   * @param named by the user, or null
   */
  static Path of(Path adversarial, Path named) {
    if (named != null) {
      return named;
    }
    Path folder = adversarial.toAbsolutePath().normalize();
    for (Path f = folder.getParent(); f != null; f = f.getParent()) {
      if (Files.isRegularFile(f.resolve("clean/images.npy"))) {
        return f.resolve("clean");
      }
    }
    throw new IllegalArgumentException(
        "no folder 'clean' belongs to " + adversarial + "; name the clean images with --clean");
  }
}

package org.lrs.experiment.configuration;

import java.nio.file.Path;
import java.util.Optional;
import org.lrs.data.Normalization;
import org.lrs.model.Classifier;
import org.lrs.onnx.OnnxTarget;

/** A network that takes part, by name. */
public sealed interface ModelSpec {

  /** Name used in surrogates, targets and reports. */
  String name();

  /** File with the numbers. */
  Path file();

  /** Mean and standard deviation of each channel; empty if the network normalises by itself. */
  Optional<Normalization> normalization();

  /**
   * A network of this program: can be a surrogate and a target.
   *
   * @param architecture name of the architecture
   * @param file checkpoint
   * @param temperature what its logits are divided by, see {@link Classifier#soften}; 1 leaves them
   */
  record Engine(
      String name,
      String architecture,
      Path file,
      Optional<Normalization> normalization,
      double temperature)
      implements ModelSpec {

    /** A network with the logits of its file. */
    public Engine(
        String name, String architecture, Path file, Optional<Normalization> normalization) {
      this(name, architecture, file, normalization, 1);
    }

    /** The same network under another name. */
    public Engine called(String other) {
      return new Engine(other, architecture, file, normalization, temperature);
    }

    /** The same network with another temperature. */
    public Engine softened(double other) {
      return new Engine(name, architecture, file, normalization, other);
    }
  }

  /**
   * An ONNX file: can be a target only.
   *
   * @param layout order of the input's dimensions
   * @param pixelRange range of the pixels before normalisation
   * @param channelOrder order of the colours
   */
  record Onnx(
      String name,
      Path file,
      OnnxTarget.Layout layout,
      OnnxTarget.PixelRange pixelRange,
      OnnxTarget.ChannelOrder channelOrder,
      Optional<Normalization> normalization)
      implements ModelSpec {}
}

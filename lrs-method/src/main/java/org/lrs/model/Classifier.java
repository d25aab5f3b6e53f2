package org.lrs.model;

import java.nio.file.Path;
import java.util.Map;
import org.lrs.Range;
import org.lrs.data.Normalization;
import org.lrs.format.Checkpoints;
import org.lrs.format.HostTensor;
import org.lrs.nn.Convolution;
import org.lrs.nn.Linear;
import org.lrs.nn.Mode;
import org.lrs.nn.Network;
import org.lrs.nn.ParameterSpec;
import org.lrs.nn.Parameters;
import org.lrs.nn.StateDict;
import org.lrs.tensor.Kind;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * A network together with its weights and its normalisation: images in [0, 1] to logits.
 *
 * <p>Everything else is a view of it: a {@link Surrogate} gives gradients, a target predictions
 * only. The caller closes it, and its weights with it.
 *
 * @param name in reports
 * @param network the graph
 * @param parameters the weights, taken over
 * @param normalization what is done to images first
 * @param input size of the images
 * @param classes number of logits
 */
public record Classifier(
    String name,
    Network network,
    StateDict parameters,
    Normalization normalization,
    InputShape input,
    int classes)
    implements AutoCloseable {

  public Classifier {
    Range.require(
        normalization.channels() == input.channels(),
        "normalization of '%s' has %s channels, its images have %s"
            .formatted(name, normalization.channels(), input.channels()));
  }

  /**
   * Reads a network from a file of weights; the caller closes it.
   *
   * @param architecture name in {@link Architectures}
   * @param weights safetensors file or PyTorch checkpoint
   * @throws org.lrs.format.FormatException if the file cannot be read or does not fit
   */
  public static Classifier read(
      String name,
      String architecture,
      Path weights,
      Normalization normalization,
      InputShape input,
      int classes) {
    Architecture form = Architectures.get(architecture);
    Network network = form.build(input, classes);
    Map<String, HostTensor> values = form.checkpointNames().rename(Checkpoints.read(weights));
    StateDict state = StateDict.of(network, values, weights.toString());
    return new Classifier(name, network, state, normalization, input, classes);
  }

  /**
   * Logits of images.
   *
   * @param images [N, C, H, W], values in [0, 1]
   * @return [N, classes]
   */
  public Tensor logits(Tensor images, Mode mode) {
    return logits(images, parameters, mode);
  }

  /**
   * Logits of images by the same network with other weights.
   *
   * @param images [N, C, H, W], values in [0, 1]
   * @return [N, classes]
   */
  public Tensor logits(Tensor images, Parameters weights, Mode mode) {
    requireInput(images);
    return network.forward(normalization.apply(images), weights, mode);
  }

  /**
   * Divides the logits by a temperature from now on, by scaling the weights of the last layer that
   * has some, behind which only ReLUs and pooling may stand. Predictions stay; above 1 the network
   * is less confident (Guo, Pleiss, Sun, Weinberger: On Calibration of Modern Neural Networks, ICML
   * 2017, arXiv 1706.04599, equation 9).
   *
   * @param temperature in [0.01, 100]
   * @throws IllegalArgumentException if it is another, or the network ends with something else
   */
  public void soften(double temperature) {
    temperature(temperature);
    Network.Node last = network.lastBeforeScaling();
    Range.require(
        last.layer() instanceof Linear || last.layer() instanceof Convolution,
        "'%s' does not end with a linear layer or a convolution, its temperature cannot be set"
            .formatted(name));
    try (Scope scope = Scope.open()) {
      for (ParameterSpec spec : last.layer().parameters()) {
        Tensor weights = parameters.get(spec.within(last.name()).name());
        weights.detach().multiplyInPlace(1 / temperature);
      }
    }
  }

  /**
   * A temperature for {@link #soften}.
   *
   * @throws IllegalArgumentException if it is outside [0.01, 100]
   */
  public static double temperature(double value) {
    Range.require(
        value >= 0.01 && value <= 100, "temperature must be in [0.01, 100], got " + value);
    return value;
  }

  /** A copy with weights of its own, to be refined or changed. */
  public Classifier copy(String newName) {
    return new Classifier(newName, network, parameters.copy(), normalization, input, classes);
  }

  /**
   * A copy that computes with elements of another type, for images of that type. In {@link
   * Kind#FLOAT64} it is the same function, the float32 weights and all, with less rounding.
   */
  public Classifier copy(Kind kind) {
    return new Classifier(name, network, parameters.copy(kind), normalization, input, classes);
  }

  void requireInput(Tensor images) {
    long[] s = images.shape();
    int channels = input.channels();
    if (s.length != 4 || s[1] != channels || s[2] != input.height() || s[3] != input.width()) {
      boolean last = s.length == 4 && s[3] == channels && s[1] == input.height();
      throw new IllegalArgumentException(
          "images for '%s' must be [N, %s, %s, %s], got %s%s"
              .formatted(
                  name,
                  channels,
                  input.height(),
                  input.width(),
                  images.sizes(),
                  last ? "; this looks like channels-last" : ""));
    }
  }

  @Override
  public void close() {
    parameters.close();
  }
}

package org.lrs.model;

import java.util.Map;
import java.util.Optional;
import org.lrs.Range;
import org.lrs.nn.Network;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/**
 * A published way of building a network, for any input shape and number of classes.
 *
 * @param name as in {@link Architectures#get}, such as {@code resnet20-a}
 * @param paper authors, title, venue, arXiv number
 * @param published size stated elsewhere, if any
 * @param checkpointNames turns the parameter names of published checkpoints into this network's
 * @param body the layers between image and logits
 */
public record Architecture(
    String name, String paper, Optional<Published> published, NameMap checkpointNames, Body body) {

  /**
   * Number of trained values that others state, to compare with.
   *
   * @param parameters weights and biases, without running statistics
   * @param input the input shape it holds for
   * @param classes the number of classes it holds for
   * @param by whose implementation
   */
  public record Published(long parameters, InputShape input, int classes, String by) {}

  /** Adds an architecture's layers to a builder. */
  @FunctionalInterface
  public interface Body {
    /**
     * Adds the layers.
     *
     * @param net where they are added
     * @param image [N, C, H, W], normalised
     * @param classes width of the last layer
     * @return the logits
     */
    Value build(NetworkBuilder net, Value image, int classes);
  }

  /** An architecture whose size nobody else states, under the names of its implementation alone. */
  Architecture(String name, String paper, Body body) {
    this(name, paper, Optional.empty(), NameMap.PREFIXES_ONLY, body);
  }

  /** The same, under the names of further implementations too. */
  Architecture alsoNamed(NameMap names) {
    return new Architecture(name, paper, published, names, body);
  }

  /** The same with its size for images of 3×32×32 and ten classes, as in CIFAR-10. */
  Architecture known(long parameters, String by) {
    Published size = new Published(parameters, new InputShape(3, 32, 32), 10, by);
    return new Architecture(name, paper, Optional.of(size), checkpointNames, body);
  }

  /** The same with its size, if it is among these. */
  Architecture known(Map<String, Long> parameters, String by) {
    return parameters.containsKey(name) ? known(parameters.get(name), by) : this;
  }

  /**
   * The network as a graph of layers; its weights come from a checkpoint or from training.
   *
   * @param classes at least 2
   * @throws IllegalArgumentException if the input is too small for this architecture
   */
  public Network build(InputShape input, int classes) {
    Range.require(
        classes >= 2, "architecture '" + name + "' needs at least 2 classes, got " + classes);
    NetworkBuilder net = new NetworkBuilder();
    body.build(net, net.input(input.channels(), input.height(), input.width()), classes);
    return net.build();
  }
}

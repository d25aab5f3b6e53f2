package org.lrs.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lrs.Range;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * An immutable graph of layers, in the order in which they run. It holds no weights: parameters are
 * given to each pass.
 *
 * <p>Value 0 is the input; node i makes value i + 1; the last value is the output.
 */
public final class Network {
  /**
   * One layer in the graph.
   *
   * @param name full name, under which its parameters are found
   * @param inputs the values it reads
   */
  public record Node(String name, Layer layer, List<Integer> inputs) {}

  private final List<Node> nodes;
  private final int[] lastUse;

  /** A network of nodes in running order. */
  public Network(List<Node> nodes) {
    Range.require(!nodes.isEmpty(), "a network needs at least one layer");
    this.nodes = List.copyOf(nodes);
    this.lastUse = new int[nodes.size() + 1];
    for (int i = 0; i < nodes.size(); i++) {
      for (int input : nodes.get(i).inputs()) {
        Range.require(
            input <= i, "layer '" + nodes.get(i).name() + "' reads a value that is made after it");
        lastUse[input] = i;
      }
    }
  }

  /** The layers, in running order. */
  public List<Node> nodes() {
    return nodes;
  }

  /** Every parameter and buffer, by full name. */
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> all = new ArrayList<>();
    for (Node node : nodes) {
      node.layer().parameters().forEach(spec -> all.add(spec.within(node.name())));
    }
    return all;
  }

  /** Names of the layers, in running order. */
  public List<String> layers() {
    return nodes.stream().map(Node::name).toList();
  }

  /** Names of the layers that every path from the input to the output passes, in running order. */
  public List<String> trunk() {
    List<String> trunk = new ArrayList<>();
    int last = lastUse[0];
    for (int i = 0; i < nodes.size(); i++) {
      // Nothing made before this layer is read after it.
      if (last <= i) {
        trunk.add(nodes.get(i).name());
      }
      last = Math.max(last, lastUse[i + 1]);
    }
    return trunk;
  }

  /** The last layer behind which every other {@link Layer#scales}. */
  public Node lastBeforeScaling() {
    int last = nodes.size() - 1;
    while (last > 0 && nodes.get(last).layer().scales()) {
      last = Math.max(0, nodes.get(last).inputs().get(0) - 1);
    }
    return nodes.get(last);
  }

  /** Number of trained values. */
  public long parameterCount() {
    return parameters().stream()
        .filter(ParameterSpec::trainable)
        .mapToLong(ParameterSpec::elements)
        .sum();
  }

  /**
   * The same graph with some layers replaced.
   *
   * @param layers by position of their node; each keeps the parameters of the one it replaces
   */
  public Network replacing(Map<Integer, Layer> layers) {
    List<Node> changed = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      changed.add(new Node(node.name(), layers.getOrDefault(i, node.layer()), node.inputs()));
    }
    return new Network(changed);
  }

  /** How many layers read each value. */
  int[] readers() {
    int[] count = new int[nodes.size() + 1];
    nodes.forEach(node -> node.inputs().forEach(input -> count[input]++));
    return count;
  }

  /**
   * Runs the network.
   *
   * @param input [N, C, H, W], already normalised
   * @return the last layer's output, [N, classes] for a classifier, owned by the caller's scope
   */
  public Tensor forward(Tensor input, Parameters parameters, Mode mode) {
    Tensor[] values = new Tensor[nodes.size() + 1];
    values[0] = input;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      Tensor[] in = node.inputs().stream().map(v -> values[v]).toArray(Tensor[]::new);
      try (Scope layer = Scope.open()) {
        Tensor output = node.layer().forward(in, parameters.within(node.name()), mode);
        values[i + 1] = layer.release(output);
      }
      // A value that no later layer reads is freed at once; autograd keeps what it needs itself.
      for (int v : node.inputs()) {
        if (v > 0 && lastUse[v] == i) {
          values[v].close();
        }
      }
    }
    return values[nodes.size()];
  }
}

package org.lrs.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lrs.tensor.Tensor;

/**
 * A network whose batch normalisations, in evaluation mode, are merged into the convolutions before
 * them: {@code bn(conv(x)) = conv'(x)} with weight' = factor · weight and bias' = shift + factor ·
 * bias. A batch normalisation that no convolution feeds alone becomes a channel-wise affine layer.
 *
 * <p>Folding the weights is differentiable: with parameters that record a graph, gradients reach
 * the original convolution weights and the normalisation's weight and bias. So training with frozen
 * statistics can fold on the fly, which costs less memory and fewer passes over activations.
 */
public final class Folding {
  private interface Rule {
    void fold(Parameters source, Map<String, Tensor> folded);
  }

  private final Network network;
  private final List<Rule> rules = new ArrayList<>();

  /** Plans the folding of a network; weights come later. */
  public Folding(Network original) {
    List<Network.Node> nodes = original.nodes();
    int[] readers = original.readers();
    List<Network.Node> kept = new ArrayList<>();
    int[] renumbered = new int[nodes.size() + 1];
    for (int i = 0; i < nodes.size(); i++) {
      Network.Node node = nodes.get(i);
      if (i + 1 < nodes.size()
          && node.layer() instanceof Convolution convolution
          && nodes.get(i + 1).layer() instanceof BatchNorm norm
          && nodes.get(i + 1).inputs().get(0) == i + 1
          && readers[i + 1] == 1) {
        kept.add(moved(node, withBias(convolution), renumbered));
        rules.add(convolutionRule(node.name(), convolution, nodes.get(i + 1).name(), norm));
        renumbered[i + 1] = kept.size();
        renumbered[i + 2] = kept.size();
        i++;
        continue;
      }
      if (node.layer() instanceof BatchNorm norm) {
        kept.add(moved(node, new Affine(norm.channels()), renumbered));
        rules.add(affineRule(node.name(), norm));
      } else {
        kept.add(moved(node, node.layer(), renumbered));
        rules.add(copyRule(node));
      }
      renumbered[i + 1] = kept.size();
    }
    network = new Network(kept);
  }

  /** The network without batch normalisations. */
  public Network network() {
    return network;
  }

  /**
   * The folded weights, made in the current scope, 4-D weights channels-last.
   *
   * @param source parameters of the original network
   */
  public Parameters parameters(Parameters source) {
    Map<String, Tensor> folded = new HashMap<>();
    rules.forEach(rule -> rule.fold(source, folded));
    return folded::get;
  }

  private static Network.Node moved(Network.Node node, Layer layer, int[] renumbered) {
    return new Network.Node(
        node.name(), layer, node.inputs().stream().map(v -> renumbered[v]).toList());
  }

  private static Convolution withBias(Convolution c) {
    return new Convolution(
        c.inputs(), c.outputs(), c.kernel(), c.stride(), c.padding(), c.groups(), true);
  }

  private static Rule convolutionRule(String conv, Convolution layer, String bn, BatchNorm norm) {
    return (source, folded) -> {
      Parameters statistics = source.within(bn);
      Tensor factor = norm.factor(statistics);
      Tensor shift = norm.shift(statistics, factor);
      Tensor weight = source.get(conv + ".weight").multiply(factor.reshape(-1, 1, 1, 1));
      folded.put(conv + ".weight", weight.channelsLast());
      folded.put(
          conv + ".bias",
          layer.bias() ? shift.addProduct(source.get(conv + ".bias"), factor) : shift);
    };
  }

  private static Rule affineRule(String bn, BatchNorm norm) {
    return (source, folded) -> {
      Parameters statistics = source.within(bn);
      Tensor factor = norm.factor(statistics);
      folded.put(bn + ".weight", factor.reshape(1, -1, 1, 1));
      folded.put(bn + ".bias", norm.shift(statistics, factor).reshape(1, -1, 1, 1));
    };
  }

  private static Rule copyRule(Network.Node node) {
    return (source, folded) -> {
      for (ParameterSpec spec : node.layer().parameters()) {
        String name = node.name() + "." + spec.name();
        Tensor value = source.get(name);
        folded.put(name, spec.shape().length == 4 ? value.channelsLast() : value);
      }
    };
  }
}

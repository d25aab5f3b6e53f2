package org.lrs.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lrs.nn.ParameterSpec.Start;
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

  /** Channel-wise weight · x + bias: a batch normalisation that could not fold. */
  private record Affine(int channels) implements Layer.Free {
    @Override
    public List<ParameterSpec> parameters() {
      return List.of(
          ParameterSpec.trained("weight", Start.ONES, 1, channels, 1, 1),
          ParameterSpec.trained("bias", Start.ZEROS, 1, channels, 1, 1));
    }

    @Override
    public Tensor forward(Tensor[] in, Parameters own, Mode mode) {
      return own.get("bias").addProduct(in[0], own.get("weight"));
    }

    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      return new Tensor[] {gradient.multiply(own.get("weight"))};
    }
  }

  private final Network network;
  private final List<Rule> rules = new ArrayList<>();

  /** Plans the folding of a network; weights come later. */
  public Folding(Network original) {
    int[] readers = original.readers();
    List<Network.Node> kept = new ArrayList<>();
    // Where each value of the original is found in the folded network.
    int[] moved = new int[readers.length];
    for (int i = 0; i < original.nodes().size(); i++) {
      Network.Node node = original.nodes().get(i);
      Network.Node before = i == 0 ? null : original.nodes().get(i - 1);
      Layer layer = node.layer();
      if (layer instanceof BatchNorm norm
          && before != null
          && before.layer() instanceof Convolution c
          && node.inputs().get(0) == i
          && readers[i] == 1) {
        int last = kept.size() - 1;
        kept.set(last, new Network.Node(before.name(), withBias(c), kept.get(last).inputs()));
        rules.set(last, convolutionRule(before.name(), c, node.name(), norm));
      } else if (layer instanceof BatchNorm norm) {
        kept.add(moved(node, new Affine(norm.channels()), moved));
        rules.add(affineRule(node.name(), norm));
      } else {
        kept.add(moved(node, layer, moved));
        rules.add(copyRule(node));
      }
      moved[i + 1] = kept.size();
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

  private static Network.Node moved(Network.Node node, Layer layer, int[] moved) {
    return new Network.Node(node.name(), layer, node.inputs().stream().map(v -> moved[v]).toList());
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

package org.lrs.attack.backward;

import java.util.List;
import java.util.stream.IntStream;
import org.lrs.Range;
import org.lrs.nn.Layer;
import org.lrs.nn.Network;
import org.lrs.nn.Simple;
import org.lrs.text.NearestName;

/** Finds the layers of a surrogate that attacks change, and refuses surrogates that lack them. */
final class Surgery {
  private Surgery() {}

  /** Refuses a network to which random layers were added: they must be the outermost change. */
  static void requireNoDraws(String attack, Network network) {
    Range.require(
        network.nodes().stream().noneMatch(node -> node.layer() instanceof Layer.Drawn),
        "'ghost' must be the last change of the surrogate; write '" + attack + " + ghost'");
  }

  /**
   * Positions of the ReLUs from a layer on, itself included.
   *
   * @param layer name after folding; empty for the middle: the second half of the ReLUs, and of an
   *     odd number the middle one too
   */
  static List<Integer> relus(String attack, Network network, String layer) {
    List<Integer> all =
        IntStream.range(0, network.nodes().size())
            .filter(i -> layer(network, i).original() instanceof Simple.Relu)
            .boxed()
            .toList();
    Range.require(!all.isEmpty(), "'" + attack + "' needs ReLUs; this network has none");
    Range.require(
        all.stream().allMatch(i -> layer(network, i) == layer(network, i).original()),
        "'linbp' and 'bpa' both decide how gradients pass ReLUs; keep one");
    int first = layer.isEmpty() ? all.get(all.size() / 2) : position(network, layer);
    List<Integer> found = all.stream().filter(i -> i >= first).toList();
    Range.require(
        !found.isEmpty(),
        "'" + attack + "' finds no ReLU from layer '" + layer + "' on; name an earlier layer");
    return found;
  }

  private static int position(Network network, String layer) {
    List<String> names = network.nodes().stream().map(Network.Node::name).toList();
    NearestName.require("layer", layer, names);
    return names.indexOf(layer);
  }

  /** The layer at a position. */
  static Layer layer(Network network, int position) {
    return network.nodes().get(position).layer();
  }
}

package org.lrs.nn;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A branch beside a skip connection: two paths fork at one value and join again in a sum, as in
 * residual networks, or in a concatenation, as in dense ones.
 *
 * <p>Of two values that are joined, the layers that only one of them depends on are its path. The
 * skip is the shorter path, where no layer on it bends: none at all, a projection, a subsampling.
 * Two paths of one length have no skip between them.
 *
 * @param join position of the node where both paths meet
 * @param branch which of the node's inputs ends the branch
 * @param skip which of the node's inputs ends the skip
 * @param path positions of the branch's nodes, in running order
 */
public record Residual(int join, int branch, int skip, List<Integer> path) {
  public Residual {
    path = List.copyOf(path);
  }

  /** Every branch of a network, in the order of the joins; none in a plain chain. */
  public static List<Residual> of(Network network) {
    List<BitSet> before = dependencies(network);
    List<Residual> found = new ArrayList<>();
    for (int join = 0; join < network.nodes().size(); join++) {
      Network.Node node = network.nodes().get(join);
      if (node.layer().original() instanceof Simple.Add
          || node.layer().original() instanceof Simple.Concat) {
        for (int branch = 0; branch < node.inputs().size(); branch++) {
          find(network, before, join, branch, found);
        }
      }
    }
    return found;
  }

  /** Whether the paths are added, not concatenated. */
  public boolean isSum(Network network) {
    return network.nodes().get(join).layer().original() instanceof Simple.Add;
  }

  // The nodes that each value depends on, the one that makes it included.
  private static List<BitSet> dependencies(Network network) {
    List<BitSet> before = new ArrayList<>(List.of(new BitSet()));
    for (int i = 0; i < network.nodes().size(); i++) {
      BitSet own = new BitSet();
      network.nodes().get(i).inputs().forEach(input -> own.or(before.get(input)));
      own.set(i);
      before.add(own);
    }
    return before;
  }

  private static void find(
      Network network, List<BitSet> before, int join, int branch, List<Residual> found) {
    List<Integer> inputs = network.nodes().get(join).inputs();
    Residual nearest = null;
    for (int skip = 0; skip < inputs.size(); skip++) {
      List<Integer> path = apart(before, inputs.get(branch), inputs.get(skip));
      List<Integer> beside = apart(before, inputs.get(skip), inputs.get(branch));
      if (beside.size() < path.size()
          && beside.stream()
              .noneMatch(
                  i -> network.nodes().get(i).layer().original() instanceof Simple.Activation)
          && (nearest == null || path.size() < nearest.path().size())) {
        nearest = new Residual(join, branch, skip, path);
      }
    }
    if (nearest != null) {
      found.add(nearest);
    }
  }

  private static List<Integer> apart(List<BitSet> before, int value, int other) {
    BitSet own = (BitSet) before.get(value).clone();
    own.andNot(before.get(other));
    return own.stream().boxed().toList();
  }
}

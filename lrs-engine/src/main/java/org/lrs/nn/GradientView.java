package org.lrs.nn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.NeuralGradients;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.text.NearestName;

/**
 * A frozen copy of a network in evaluation mode, made to give logits and input gradients fast.
 *
 * <p>Batch normalisations are folded away, memory is channels-last, ReLUs and residual additions
 * run in place, and the reverse pass is written out over the graph: no parameter gradients, no
 * copies that autograd would make. The weights are copies: training the original afterwards changes
 * nothing here.
 */
public final class GradientView implements AutoCloseable {
  private final Network network;
  private final Map<String, Tensor> weights = new HashMap<>();
  private final Parameters parameters = weights::get;
  private final int[] readers;

  /**
   * Folds, copies, and changes the folded graph, which keeps the names of its parameters. The
   * caller closes the view.
   */
  public GradientView(Network original, Parameters source, UnaryOperator<Network> change) {
    Folding folding = new Folding(original);
    network = change.apply(folding.network());
    readers = network.readers();
    Autograd.withoutGraph(
        () -> {
          try (Scope scope = Scope.open()) {
            Parameters folded = folding.parameters(source);
            for (ParameterSpec spec : network.parameters()) {
              weights.put(spec.name(), folded.get(spec.name()).detach().copy().keep());
            }
          }
          return null;
        });
  }

  /**
   * Runs the network on a normalised batch [N, C, H, W] and remembers what the reverse pass needs.
   * The pass lives in the caller's scope.
   *
   * @param kept those of the {@link #layers} whose output is kept
   * @param draws for layers that draw at random
   */
  public Pass forward(Tensor input, List<String> kept, Draws draws) {
    List<Integer> values = kept.stream().map(this::value).toList();
    return Autograd.withoutGraph(() -> new Pass(input, values, draws));
  }

  private int value(String layer) {
    int node = layers().indexOf(layer);
    if (node < 0) {
      throw new IllegalArgumentException(NearestName.sentence("layer", layer, layers()));
    }
    return node + 1;
  }

  /** Names of the layers after folding, in running order. */
  public List<String> layers() {
    return network.layers();
  }

  /** Names of the layers that every path to the logits passes, in running order. */
  public List<String> trunk() {
    return network.trunk();
  }

  /** Logits alone, freeing each value after its last reader: [N, classes] in the caller's scope. */
  public Tensor logits(Tensor input) {
    return Autograd.withoutGraph(
        () -> {
          try (Scope scope = Scope.open()) {
            return scope.release(network.forward(input.channelsLast(), parameters, Mode.EVALUATE));
          }
        });
  }

  @Override
  public void close() {
    weights.values().forEach(Tensor::close);
    weights.clear();
  }

  /** One run of the network; its tensors belong to the scope that was open when it was made. */
  public final class Pass {
    private final Tensor[] values = new Tensor[network.nodes().size() + 1];
    private final List<Integer> kept;
    private final Draws draws;

    private Pass(Tensor input, List<Integer> kept, Draws draws) {
      this.kept = kept;
      this.draws = draws;
      values[0] = input.channelsLast();
      for (int i = 0; i < network.nodes().size(); i++) {
        values[i + 1] = run(network.nodes().get(i));
      }
    }

    private Tensor run(Network.Node node) {
      int first = node.inputs().get(0);
      boolean inPlace = !node.layer().needsInput() && mayOverwrite(first);
      if (inPlace && node.layer().original() instanceof Simple.Relu) {
        return NeuralOps.reluInPlace(values[first]);
      }
      if (inPlace && node.layer().original() instanceof Simple.Add) {
        return values[first].addScaledInPlace(values[node.inputs().get(1)], 1);
      }
      try (Scope layer = Scope.open()) {
        return layer.release(
            drawn(node).forward(inputs(node), parameters.within(node.name()), Mode.EVALUATE));
      }
    }

    // A value with one reader, made by a layer whose reverse needs neither its output nor shares
    // memory with it, may be changed in place by that reader.
    private boolean mayOverwrite(int value) {
      return value != 0
          && !kept.contains(value)
          && readers[value] == 1
          && network.nodes().get(value - 1).layer().outputIsFree();
    }

    // The same draws forward and in reverse, whatever else is drawn in between.
    private Layer drawn(Network.Node node) {
      return node.layer() instanceof Layer.Drawn random
          ? random.drawn(draws.split(node.name()))
          : node.layer();
    }

    private Tensor[] inputs(Network.Node node) {
      return node.inputs().stream().map(v -> values[v]).toArray(Tensor[]::new);
    }

    /** [N, classes]. */
    public Tensor logits() {
      return values[values.length - 1];
    }

    /**
     * The reverse pass from the logits. Call one of the reverse passes, once.
     *
     * @param gradient of the loss with respect to {@link #logits}
     * @return gradient with respect to the normalised input, owned by the caller's scope
     */
    public Tensor inputGradient(Tensor gradient) {
      return reverse(Map.of(values.length - 1, gradient), 0);
    }

    /** Outputs of the kept layers, in the order requested. */
    public List<Tensor> features() {
      return kept.stream().map(value -> values[value]).toList();
    }

    /**
     * As {@link #inputGradient(Tensor)}, from the kept layers too.
     *
     * @param atLogits null for none
     * @param atFeatures gradients with respect to {@link #features}
     */
    public Tensor inputGradient(Tensor atLogits, List<Tensor> atFeatures) {
      Map<Integer, Tensor> given = new HashMap<>();
      if (atLogits != null) {
        given.put(values.length - 1, atLogits);
      }
      for (int k = 0; k < kept.size(); k++) {
        given.merge(kept.get(k), atFeatures.get(k), Tensor::add);
      }
      return reverse(given, 0);
    }

    /**
     * The reverse pass down to the first of the kept layers.
     *
     * @param gradient of the loss with respect to {@link #logits}
     * @return gradient with respect to its features, owned by the caller's scope
     */
    public Tensor featureGradient(Tensor gradient) {
      Tensor found = reverse(Map.of(values.length - 1, gradient), kept.get(0));
      // Between layers that send a second gradient along, the first is the one in use.
      long images = values[kept.get(0)].size(0);
      return found.size(0) == images ? found : found.narrow(0, 0, images);
    }

    private Tensor reverse(Map<Integer, Tensor> given, int to) {
      return Autograd.withoutGraph(
          () -> {
            GradientSlot[] slots =
                Stream.generate(GradientSlot::new)
                    .limit(values.length)
                    .toArray(GradientSlot[]::new);
            given.forEach((value, gradient) -> slots[value].add(gradient, false));
            try (Scope scope = Scope.open()) {
              for (int i = values.length - 2; i >= to; i--) {
                GradientSlot slot = slots[i + 1];
                if (slot.gradient != null) {
                  reverse(network.nodes().get(i), slot, slots, i + 1);
                  slot.free();
                }
              }
              return scope.release(slots[to].gradient);
            }
          });
    }

    private void reverse(Network.Node node, GradientSlot slot, GradientSlot[] slots, int value) {
      if (node.layer() instanceof Simple.Relu) {
        Tensor masked = NeuralGradients.reluGradientInPlace(slot.passOn(), values[value]);
        slots[node.inputs().get(0)].add(masked, true);
        return;
      }
      try (Scope layer = Scope.open()) {
        Tensor[] found =
            drawn(node)
                .inputGradients(
                    slot.gradient, inputs(node), values[value], parameters.within(node.name()));
        for (int k = 0; k < found.length; k++) {
          boolean fresh = found[k] != slot.gradient;
          GradientSlot target = slots[node.inputs().get(k)];
          boolean view = node.layer().original() instanceof Simple.Concat;
          target.add(layer.release(found[k]), fresh && !view);
          layer.release(target.gradient); // a sum of two borrowed parts is made in this scope
          slot.passedOn |= !fresh;
        }
      }
    }
  }
}

package org.lrs.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.lrs.Range;
import org.lrs.format.HostTensor;
import org.lrs.tensor.Kind;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.text.Foreign;

/**
 * The weights of a network: named tensors, owned by this object until it is closed.
 *
 * <p>Names are those of the network's layers, which are those of published checkpoints.
 */
public final class StateDict implements Parameters, AutoCloseable {
  private static final int SHOWN = 4;

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private StateDict() {}

  /** Fresh weights for training from scratch; each parameter draws from its own stream. */
  public static StateDict initialise(Network network, Rng rng) {
    return of(network, spec -> spec.startValues(rng.split(spec.name())));
  }

  /**
   * The weights of a network out of a checkpoint. Counters are left out: {@code
   * num_batches_tracked} of batch normalisation, {@code n_averaged} of an average, any other single
   * integer.
   *
   * @throws IllegalArgumentException listing what is missing, unexpected, or of another shape; or
   *     naming the tensor that is quantised, or that no pass can compute with
   */
  public static StateDict of(Network network, Map<String, HostTensor> checkpoint, String origin) {
    requireFit(network.parameters(), checkpoint, origin);
    return of(network, spec -> values(spec, checkpoint.get(spec.name()), origin));
  }

  private static float[] values(ParameterSpec spec, HostTensor tensor, String origin) {
    float[] values = tensor.toFloats();
    boolean variance = spec.name().endsWith("running_var");
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i]) || (variance && values[i] < 0)) {
        throw new IllegalArgumentException(
            "%s: the tensor '%s' has %s%s at place %s; the training diverged, or the file is damaged"
                .formatted(origin, spec.name(), variance ? "the variance " : "", values[i], i));
      }
    }
    return values;
  }

  private static void requireFit(
      List<ParameterSpec> wanted, Map<String, HostTensor> found, String origin) {
    Set<String> names = wanted.stream().map(ParameterSpec::name).collect(Collectors.toSet());
    List<String> missing = new ArrayList<>();
    List<String> reshaped = new ArrayList<>();
    for (ParameterSpec spec : wanted) {
      HostTensor tensor = found.get(spec.name());
      Range.require(
          tensor == null || !tensor.dtype().isInteger(),
          "%s: the tensor '%s' has integers (%s); quantised weights need their scale, save them as floats"
              .formatted(origin, spec.name(), tensor == null ? "" : tensor.dtype()));
      if (tensor == null) {
        missing.add(spec.name());
      } else if (!Arrays.equals(tensor.shape(), spec.shape())) {
        String shape = Arrays.toString(tensor.shape());
        reshaped.add(spec.name() + " " + shape + " instead of " + Arrays.toString(spec.shape()));
      }
    }
    List<String> unexpected =
        found.keySet().stream()
            .filter(name -> !names.contains(name) && !isCounter(name, found.get(name)))
            .map(Foreign::text)
            .toList();
    if (!missing.isEmpty() || !reshaped.isEmpty() || !unexpected.isEmpty()) {
      throw new IllegalArgumentException(
          "%s does not fit the architecture:%s%s%s check the architecture's name, its number of classes and the input's channels"
              .formatted(
                  origin,
                  listed("missing", missing),
                  listed("unexpected", unexpected),
                  listed("of another shape", reshaped)));
    }
  }

  private static boolean isCounter(String name, HostTensor tensor) {
    return name.endsWith("num_batches_tracked")
        || (tensor.dtype().isInteger() && tensor.shape().length == 0);
  }

  private static String listed(String what, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String rest = names.size() > SHOWN ? ", ... (" + names.size() + " in all)" : "";
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return " " + what + ": " + shown + rest + ";";
  }

  private static StateDict of(Network network, Function<ParameterSpec, float[]> values) {
    StateDict state = new StateDict();
    try (Scope scope = Scope.open()) {
      for (ParameterSpec spec : network.parameters()) {
        state.tensors.put(spec.name(), Tensor.of(values.apply(spec), spec.shape()).keep());
      }
      return state;
    } catch (RuntimeException e) {
      state.close();
      throw e;
    }
  }

  /** The weights on the Java heap, in the network's order, for writing. */
  public Map<String, HostTensor> toHost() {
    Map<String, HostTensor> host = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> host.put(name, HostTensor.of(tensor.toFloatArray(), tensor.shape())));
    return host;
  }

  /** A copy with memory of its own. */
  public StateDict copy() {
    return copy(Tensor::copy);
  }

  /** A copy with elements of another type, such as {@link Kind#FLOAT64}. */
  public StateDict copy(Kind kind) {
    return copy(tensor -> tensor.kind() == kind ? tensor.copy() : tensor.to(kind));
  }

  private StateDict copy(UnaryOperator<Tensor> copying) {
    StateDict copy = new StateDict();
    try (Scope scope = Scope.open()) {
      tensors.forEach(
          (name, tensor) -> copy.tensors.put(name, copying.apply(tensor.detach()).keep()));
    }
    return copy;
  }

  /** Overwrites these weights with those of another state of the same network. */
  public void copyFrom(StateDict other) {
    try (Scope scope = Scope.open()) {
      tensors.forEach((name, tensor) -> tensor.detach().copyFrom(other.get(name).detach()));
    }
  }

  @Override
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no parameter is named '" + name + "'");
    }
    return tensor;
  }

  /** All names, in the network's order. */
  public Set<String> names() {
    return tensors.keySet();
  }

  /** All tensors, in the network's order. */
  public Collection<Tensor> tensors() {
    return tensors.values();
  }

  /** The trained tensors of a network, in its order, marked as requiring gradients or not. */
  public List<Tensor> trainable(Network network, boolean requireGradient) {
    return network.parameters().stream()
        .filter(ParameterSpec::trainable)
        .map(spec -> get(spec.name()).requiresGradient(requireGradient))
        .toList();
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
    tensors.clear();
  }
}

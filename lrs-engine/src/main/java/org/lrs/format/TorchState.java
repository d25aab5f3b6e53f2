package org.lrs.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.format.TorchUnpickler.Refusal;
import org.lrs.text.Foreign;

/**
 * Finds the state dict in what a training script saved.
 *
 * <p>It is the whole, or under one of the usual keys, the first that exists; the weights that were
 * trained go before averages of them. What stands beside the tensors, such as the number of the
 * epoch, is left out, and the prefix {@code module.} of data-parallel training is removed.
 */
final class TorchState {
  private static final List<String> WRAPPERS =
      List.of(
          "state_dict",
          "model_state_dict",
          "model",
          "net",
          "network",
          "params",
          "module",
          "state_dict_ema",
          "model_ema",
          "ema_state_dict",
          "params_ema",
          "ema");

  private static final int DEEPEST = 4;
  private static final int SHOWN = 4;
  private static final String PARALLEL_PREFIX = "module.";

  private TorchState() {}

  /**
   * The tensors by name, in their order.
   *
   * @param root what the checkpoint holds
   * @throws Refusal if there are none
   */
  static Map<String, TorchTensor> of(Object root) {
    if (!(root instanceof Map<?, ?> map)) {
      throw new Refusal("expected a state dict, it holds " + words(root));
    }
    // A script may keep a tensor, such as its best accuracy, beside the state dict, not inside.
    map = unwrapped(map);
    for (int depth = 1; depth < DEEPEST && !hasTensors(map); depth++) {
      map = unwrapped(map);
    }
    LinkedHashMap<String, TorchTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getValue() == TorchNames.UNREADABLE) {
        throw new Refusal(
            "tensor '%s' is quantised, sparse, complex or of a rare type; save it as an ordinary tensor of floats"
                .formatted(Foreign.text(String.valueOf(entry.getKey()))));
      }
      if (entry.getKey() instanceof String name && entry.getValue() instanceof TorchTensor tensor) {
        tensors.put(name, tensor);
      }
    }
    if (tensors.isEmpty()) {
      throw new Refusal("holds no tensors" + others(map));
    }
    return withoutPrefix(tensors);
  }

  private static boolean hasTensors(Map<?, ?> map) {
    return map.values().stream().anyMatch(TorchTensor.class::isInstance);
  }

  private static Map<?, ?> unwrapped(Map<?, ?> map) {
    for (String wrapper : WRAPPERS) {
      if (map.get(wrapper) instanceof Map<?, ?> inner) {
        return inner;
      }
    }
    return map;
  }

  private static Map<String, TorchTensor> withoutPrefix(Map<String, TorchTensor> tensors) {
    if (!tensors.keySet().stream().allMatch(name -> name.startsWith(PARALLEL_PREFIX))) {
      return tensors;
    }
    Map<String, TorchTensor> renamed = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> renamed.put(name.substring(PARALLEL_PREFIX.length()), tensor));
    return renamed;
  }

  private static String words(Object root) {
    if (root instanceof TorchTensor) {
      return "a single tensor";
    }
    if (root instanceof TorchNames.Inert inert) {
      return Foreign.text(inert.name());
    }
    return root instanceof List || root instanceof Object[] ? "a list" : "something else";
  }

  /** Where the weights may be, for a script that keeps them under keys of its own. */
  private static String others(Map<?, ?> map) {
    List<String> names =
        map.entrySet().stream()
            .filter(entry -> entry.getValue() instanceof Map)
            .map(entry -> "'" + Foreign.text(String.valueOf(entry.getKey()), 40) + "'")
            .limit(SHOWN)
            .toList();
    return names.isEmpty()
        ? ""
        : " itself; it has dictionaries under "
            + String.join(", ", names)
            + "; save the one that"
            + " is the state dict alone";
  }
}

package org.lrs.format;

import java.util.List;
import java.util.Map;
import org.lrs.format.TorchUnpickler.Refusal;

/** Items of the lists and dictionaries in a pickle; those of plain data beside them are dropped. */
final class PickleItems {
  private PickleItems() {}

  /** Adds items to a list. */
  static void addAll(Object target, List<Object> items) {
    if (target instanceof List<?>) {
      @SuppressWarnings("unchecked") // all lists are made by the library, of any items
      List<Object> list = (List<Object>) target;
      list.addAll(items);
    } else {
      requireInert(target);
    }
  }

  /** Puts items into a dictionary, each a key and behind it a value. */
  static void putAll(Object target, List<Object> items) {
    if (target instanceof Map<?, ?>) {
      @SuppressWarnings("unchecked") // all maps are made by the unpickler or by TorchNames
      Map<Object, Object> map = (Map<Object, Object>) target;
      for (int i = 0; i + 1 < items.size(); i += 2) {
        put(map, items.get(i), items.get(i + 1));
      }
    } else {
      requireInert(target);
    }
  }

  /**
   * Puts an entry whose key is a text or an integer. Weights have no others, and the hash of a list
   * may take for ever.
   */
  static void put(Map<Object, Object> map, Object key, Object value) {
    if (key instanceof String || key instanceof Integer || key instanceof Long) {
      map.put(key, value);
    }
  }

  private static void requireInert(Object target) {
    if (!(target instanceof TorchNames.Inert)) {
      throw new Refusal("the pickle is damaged");
    }
  }
}

package org.lrs.experiment;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Settings records as names and values for people. */
final class Settings {

  private Settings() {}

  /**
   * Every component by name, those of records inside by {@code outer.inner}; empty ones left out.
   */
  static Map<String, String> of(Record record) {
    Map<String, String> all = new LinkedHashMap<>();
    add("", record, all);
    return all;
  }

  private static void add(String prefix, Record record, Map<String, String> all) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = value(component, record);
      if (value instanceof Optional<?> optional) {
        value = optional.orElse(null);
      }
      String name = prefix + component.getName();
      if (value instanceof Record inner) {
        add(name + ".", inner, all);
      } else if (value != null) {
        all.put(name, String.valueOf(value));
      }
    }
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component + " of " + record, e);
    }
  }
}

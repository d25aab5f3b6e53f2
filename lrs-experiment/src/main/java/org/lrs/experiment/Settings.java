package org.lrs.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lrs.Records;

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
    Records.values(record)
        .forEach(
            (component, value) -> {
              Object plain = value instanceof Optional<?> optional ? optional.orElse(null) : value;
              if (plain instanceof Record inner) {
                add(prefix + component + ".", inner, all);
              } else if (plain != null) {
                all.put(prefix + component, String.valueOf(plain));
              }
            });
  }
}

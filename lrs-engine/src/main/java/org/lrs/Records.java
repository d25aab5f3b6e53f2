package org.lrs;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records as names and values, for what reads or writes settings of every kind. */
public final class Records {
  private Records() {}

  /** Names of the components of a record type, in their order. */
  public static List<String> names(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  /** The components of a record by name, in their order. */
  public static Map<String, Object> values(Object record) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        values.put(component.getName(), component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + component + " of " + record, e);
      }
    }
    return values;
  }

  /**
   * A record of these components.
   *
   * @param values in the order of the components
   * @throws IllegalArgumentException as the record's constructor does
   */
  public static <R> R of(Class<R> type, Collection<?> values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException("cannot build " + type.getName(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + type.getName(), e);
    }
  }

  /**
   * A record like another one with some components changed.
   *
   * @param changes new values by name; names that are no components of it are not looked at
   * @throws IllegalArgumentException as the record's constructor does
   */
  public static <R> R with(R record, Map<String, ?> changes) {
    Map<String, Object> values = values(record);
    changes.forEach(values::replace);
    @SuppressWarnings("unchecked")
    Class<R> type = (Class<R>) record.getClass();
    return of(type, values.values());
  }
}

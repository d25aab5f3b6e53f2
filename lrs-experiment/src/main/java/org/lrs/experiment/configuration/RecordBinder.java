package org.lrs.experiment.configuration;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lays the fields of a spec over a settings record, so that a spec may override any setting by its
 * name in code and a new setting needs no code here.
 *
 * <p>The record's own compact constructor checks the result; its message comes back with file and
 * line.
 */
final class RecordBinder {

  private RecordBinder() {}

  /** Names of the record's components: the keys a spec may use. */
  static List<String> keys(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  /** The components of a record by name, in their order. */
  static Map<String, Object> values(Object record) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      values.put(component.getName(), read(component, record));
    }
    return values;
  }

  /**
   * A copy of {@code defaults} in which every component named in the mapping has the value written
   * there. Other keys of the mapping are not looked at.
   *
   * @throws SpecException for a value of the wrong type, or one the record refuses
   */
  static <R> R bind(SpecNode mapping, R defaults) {
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    SpecNode last = mapping;
    for (int i = 0; i < components.length; i++) {
      Object current = read(components[i], defaults);
      SpecNode node = mapping.fields().get(components[i].getName());
      values[i] =
          node == null
              ? current
              : decode(node, components[i].getName(), components[i].getGenericType(), current);
      last = node == null ? last : node;
    }
    @SuppressWarnings("unchecked")
    Class<R> type = (Class<R>) defaults.getClass();
    return construct(type, values, blame(mapping, last, components));
  }

  /** The message of a refused record belongs to the only overridden field, or to the mapping. */
  private static SpecNode blame(SpecNode mapping, SpecNode last, RecordComponent[] components) {
    long given =
        Arrays.stream(components).filter(c -> mapping.fields().containsKey(c.getName())).count();
    return given == 1 ? last : mapping;
  }

  private static Object decode(SpecNode node, String name, Type type, Object current) {
    if (type instanceof ParameterizedType generic) {
      Type item = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) {
        Object inside = current instanceof Optional<?> optional ? optional.orElse(null) : null;
        return Optional.of(decode(node, name, item, inside));
      }
      List<Object> items = new ArrayList<>();
      for (SpecNode n : node.items()) {
        items.add(decode(n, name, item, null));
      }
      return List.copyOf(items);
    }
    Class<?> raw = (Class<?>) type;
    if (raw == double.class || raw == Double.class) {
      return Values.number(node, name);
    } else if (raw == float.class) {
      return (float) Values.number(node, name);
    } else if (raw == int.class || raw == Integer.class) {
      return (int) Values.integer(node, name, Integer.MIN_VALUE, Integer.MAX_VALUE);
    } else if (raw == long.class || raw == Long.class) {
      return Values.integer(node, name, Long.MIN_VALUE, Long.MAX_VALUE);
    } else if (raw == boolean.class || raw == Boolean.class) {
      return Values.truth(node, name);
    } else if (raw == String.class) {
      return node.text();
    } else if (raw == double[].class) {
      return Values.numbers(node, name);
    } else if (raw.isEnum()) {
      return constant(node, name, raw);
    } else if (raw.isRecord()) {
      return record(node, name, raw, current);
    }
    throw node.error(name + " cannot be set from a spec");
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Object constant(SpecNode node, String name, Class<?> raw) {
    return Values.constant(node, name, (Class<? extends Enum>) raw);
  }

  private static Object record(SpecNode node, String name, Class<?> raw, Object current) {
    Class<? extends Record> type = raw.asSubclass(Record.class);
    RecordComponent[] components = type.getRecordComponents();
    if (components.length == 1 && node.kind() == SpecNode.Kind.TEXT) {
      Object value = decode(node, name, components[0].getGenericType(), null);
      return construct(type, new Object[] {value}, node);
    }
    Fields.of(node, name, keys(type));
    Optional<Record> defaults =
        current instanceof Record record ? Optional.of(record) : defaults(type);
    if (defaults.isPresent()) {
      return bind(node, defaults.get());
    }
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String key = components[i].getName();
      SpecNode field = node.fields().get(key);
      if (field == null) {
        throw node.error(name + " needs '" + key + "'");
      }
      values[i] = decode(field, key, components[i].getGenericType(), null);
    }
    return construct(type, values, node);
  }

  /** A record with a constructor without arguments has defaults. */
  private static Optional<Record> defaults(Class<? extends Record> type) {
    try {
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance());
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + type.getName(), e);
    }
  }

  private static Object read(RecordComponent component, Object record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component + " of " + record, e);
    }
  }

  private static <R> R construct(Class<R> type, Object[] values, SpecNode blame) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw blame.error(refused.getMessage());
      }
      throw new IllegalStateException("cannot build " + type.getName(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + type.getName(), e);
    }
  }
}

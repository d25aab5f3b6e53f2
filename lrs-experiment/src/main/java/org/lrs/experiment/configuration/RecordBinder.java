package org.lrs.experiment.configuration;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.Records;

/**
 * Lays the fields of a spec over a settings record, so that a spec may override any setting by its
 * name in code and a new setting needs no code here.
 *
 * <p>The record's own compact constructor checks the result; its message comes back with file and
 * line.
 */
final class RecordBinder {

  private RecordBinder() {}

  /**
   * A copy of {@code defaults} in which every component named in the mapping has the value written
   * there. Other keys of the mapping are not looked at.
   *
   * @throws SpecException for a value of the wrong type, or one the record refuses
   */
  static <R> R bind(SpecNode mapping, R defaults) {
    Map<String, Object> values = Records.values(defaults);
    List<SpecNode> given = new ArrayList<>();
    for (RecordComponent component : defaults.getClass().getRecordComponents()) {
      String name = component.getName();
      SpecNode node = mapping.fields().get(name);
      if (node != null) {
        given.add(node);
        values.put(name, decode(node, name, component.getGenericType(), values.get(name)));
      }
    }
    // The message of a refused record belongs to the only overridden field, or to the mapping.
    SpecNode blame = given.size() == 1 ? given.get(0) : mapping;
    return blame.refusing(() -> Records.with(defaults, values));
  }

  /**
   * Such a copy from a mapping in which any other key is refused; a record of one component may
   * also be written as a single value.
   */
  @SuppressWarnings("unchecked")
  static <R> R read(SpecNode node, String what, R defaults) {
    return (R) record(node, what, defaults.getClass(), defaults);
  }

  /** A record from a mapping with all of its components, or with some, if it has defaults. */
  static <R extends Record> R read(SpecNode node, String what, Class<R> type) {
    return type.cast(record(node, what, type, null));
  }

  private static Object decode(SpecNode node, String name, Type type, Object current) {
    if (type instanceof ParameterizedType generic) {
      Type item = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) {
        Object inside = current instanceof Optional<?> optional ? optional.orElse(null) : null;
        return Optional.of(decode(node, name, item, inside));
      }
      return node.items().stream().map(one -> decode(one, name, item, null)).toList();
    }
    Class<?> raw = (Class<?>) type;
    if (raw == double.class || raw == Double.class) {
      return node.number(name);
    } else if (raw == float.class) {
      return (float) node.number(name);
    } else if (raw == int.class || raw == Integer.class) {
      return (int) node.integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
    } else if (raw == long.class || raw == Long.class) {
      return node.integer(name, Long.MIN_VALUE, Long.MAX_VALUE);
    } else if (raw == boolean.class || raw == Boolean.class) {
      return node.truth(name);
    } else if (raw == String.class) {
      return node.text();
    } else if (raw == double[].class) {
      return node.numbers(name);
    } else if (raw.isEnum()) {
      return constant(node, name, raw);
    } else if (raw.isRecord()) {
      return record(node, name, raw, current);
    }
    throw node.error(name + " cannot be set from a spec");
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Object constant(SpecNode node, String name, Class<?> raw) {
    return node.constant(name, (Class<? extends Enum>) raw);
  }

  private static Object record(SpecNode node, String name, Class<?> type, Object current) {
    RecordComponent[] components = type.getRecordComponents();
    if (components.length == 1 && node.kind() == SpecNode.Kind.TEXT) {
      Object value = decode(node, name, components[0].getGenericType(), null);
      return node.refusing(() -> Records.of(type, List.of(value)));
    }
    Fields fields = Fields.of(node, name, Records.names(type));
    Optional<?> defaults = current instanceof Record ? Optional.of(current) : defaults(type);
    if (defaults.isPresent()) {
      return bind(node, defaults.get());
    }
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      String key = component.getName();
      values.add(decode(fields.get(key), key, component.getGenericType(), null));
    }
    return node.refusing(() -> Records.of(type, values));
  }

  /** A record with a constructor without arguments has defaults. */
  private static Optional<?> defaults(Class<?> type) {
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
}

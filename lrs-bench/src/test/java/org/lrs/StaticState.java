package org.lrs;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.ObjectMapper;

/**
 * Finds static state that can change, by looking at the values: a field that is not final, an
 * array, a collection that takes elements, an object with a field that can be set, an atomic or
 * thread-local variable, at any depth.
 */
final class StaticState {
  /** Types of other libraries whose values never change. */
  private static final Set<Class<?>> IMMUTABLE =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          BigDecimal.class,
          BigInteger.class,
          MathContext.class,
          Charset.class,
          Path.class,
          Duration.class,
          DateTimeFormatter.class,
          Pattern.class,
          Class.class,
          Optional.class,
          URI.class,
          Tag.class,
          ObjectMapper.class);

  private final Set<String> found = new TreeSet<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private StaticState() {}

  /** The static fields of these types that can change, as {@code type.field: why}. */
  static Set<String> of(Iterable<Class<?>> types) {
    StaticState state = new StaticState();
    for (Class<?> type : types) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          state.check(type.getSimpleName() + "." + field.getName(), field, null);
        }
      }
    }
    return state.found;
  }

  private void check(String path, Field field, Object owner) {
    if (!Modifier.isFinal(field.getModifiers())) {
      found.add(path + ": not final");
      return;
    }
    try {
      field.setAccessible(true);
      check(path, field.get(owner));
    } catch (IllegalAccessException e) {
      throw new AssertionError(path + " cannot be read", e);
    }
  }

  private void check(String path, Object value) {
    if (value == null
        || (value instanceof Number && value.getClass().getPackageName().equals("java.lang"))) {
      return;
    }
    Class<?> type = value.getClass();
    if (!seen.add(value) || type.isHidden() || type.isSynthetic()) {
      return;
    }
    if (type.isArray()) {
      if (Array.getLength(value) > 0) {
        found.add(path + ": an array");
      }
    } else if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
      checkCollection(path, value);
    } else if (value instanceof Enum<?> || type.getName().startsWith("org.lrs.")) {
      checkFields(path, value);
    } else if (IMMUTABLE.stream().noneMatch(known -> known.isInstance(value))) {
      found.add(path + ": a " + type.getName());
    }
  }

  private void checkCollection(String path, Object value) {
    String name = value.getClass().getName();
    if (!name.startsWith("java.util.ImmutableCollections")
        && !name.startsWith("java.util.Collections$")) {
      found.add(path + ": a " + name);
      return;
    }
    Collection<?> elements = value instanceof Map<?, ?> map ? map.values() : (Collection<?>) value;
    for (Object element : elements) {
      check(path + "[]", element);
    }
  }

  private void checkFields(String path, Object value) {
    for (Class<?> type = value.getClass();
        type.getName().startsWith("org.lrs.");
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          check(path + "." + field.getName(), field, value);
        }
      }
    }
  }
}

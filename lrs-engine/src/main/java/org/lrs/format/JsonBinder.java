package org.lrs.format;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.lrs.Records;
import org.lrs.text.Foreign;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes values of Java types from JSON, as they come, and knows at which field it is.
 *
 * <p>Numbers, texts and lists are taken as what they are and nothing else: no number is cut to an
 * integer, and no text becomes a number.
 */
final class JsonBinder {
  private final JsonParser in;
  private final JsonPlace place;

  JsonBinder(Path file, JsonParser in) {
    this.in = in;
    this.place = new JsonPlace(file);
  }

  /** The only value of the file. */
  Object whole(Class<?> type) {
    Object value = in.nextToken() == null ? null : value(type);
    if (value == null) {
      throw place.refusal("expected " + JsonPlace.words(type) + ", it holds nothing");
    }
    if (in.nextToken() != null) {
      throw place.refusal("has something behind the end of its JSON; it is damaged");
    }
    return value;
  }

  /** The value at the current token, null for null. */
  private Object value(Type type) {
    Class<?> raw = raw(type);
    if (raw == Optional.class) {
      return Optional.ofNullable(value(argument(type, 0)));
    }
    if (in.currentToken() == JsonToken.VALUE_NULL && !raw.isPrimitive()) {
      return null;
    }
    if (raw.isRecord()) {
      Map<String, Type> types = new LinkedHashMap<>();
      addTypes(raw, types);
      Set<String> unknown = new LinkedHashSet<>();
      return construct(raw, fields(raw, types::get, unknown), unknown);
    }
    if (raw.isArray()) {
      List<Object> items = list(raw, raw.getComponentType());
      Object array = Array.newInstance(raw.getComponentType(), items.size());
      for (int i = 0; i < items.size(); i++) {
        Array.set(array, i, items.get(i));
      }
      return array;
    }
    if (raw == List.class) {
      return list(raw, argument(type, 0));
    }
    if (raw == Map.class) {
      return fields(raw, name -> argument(type, 1), Set.of());
    }
    if (raw == Object.class || JsonNode.class.isAssignableFrom(raw)) {
      require(raw != ObjectNode.class || in.currentToken() == JsonToken.START_OBJECT, raw);
      return in.readValueAs(raw);
    }
    return scalar(raw);
  }

  private static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType known ? known.getRawType() : type);
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }

  private List<Object> list(Class<?> raw, Type element) {
    require(in.currentToken() == JsonToken.START_ARRAY, raw);
    List<Object> items = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      place.enter(items.size());
      items.add(value(element));
      place.leave();
    }
    return items;
  }

  /**
   * The fields of an object.
   *
   * @param types type of a field by its name, null for one that is left alone
   * @param unknown receives the names of those
   */
  private Map<String, Object> fields(
      Class<?> raw, Function<String, Type> types, Set<String> unknown) {
    require(in.currentToken() == JsonToken.START_OBJECT, raw);
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name = in.nextName(); name != null; name = in.nextName()) {
      place.enter(name);
      in.nextToken();
      Type type = types.apply(name);
      if (values.containsKey(name)) {
        throw place.refusal("is given twice");
      } else if (type == null) {
        in.skipChildren();
        unknown.add(name);
      } else {
        Object value = value(type);
        if (value == null && raw == Map.class) {
          throw place.refusal("is null");
        }
        values.put(name, value);
      }
      place.leave();
    }
    return values;
  }

  private static void addTypes(Class<?> raw, Map<String, Type> types) {
    for (RecordComponent component : raw.getRecordComponents()) {
      if (isUnwrapped(component)) {
        addTypes(component.getType(), types);
      } else {
        types.put(component.getName(), component.getGenericType());
      }
    }
  }

  private static boolean isUnwrapped(RecordComponent component) {
    return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
  }

  private Object construct(Class<?> raw, Map<String, Object> values, Set<String> unknown) {
    List<Object> arguments = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (RecordComponent component : raw.getRecordComponents()) {
      String name = component.getName();
      Object value =
          isUnwrapped(component)
              ? construct(component.getType(), values, unknown)
              : values.get(name);
      if (value == null && component.getType().isPrimitive()) {
        throw place.missing(name, unknown);
      } else if (value == null && component.getType() == Optional.class) {
        value = Optional.empty();
      } else if (value == null) {
        missing.add(name);
      }
      arguments.add(value);
    }
    try {
      return Records.of(raw, arguments);
    } catch (NullPointerException e) {
      throw missing.isEmpty()
          ? place.refusal("has a null in a list")
          : place.missing(missing.get(0), unknown);
    } catch (IllegalArgumentException e) {
      throw place.refusal("is refused: " + Foreign.text(e.getMessage(), 400));
    }
  }

  private Object scalar(Class<?> raw) {
    JsonToken token = in.currentToken();
    if (raw.isEnum()) {
      for (Object constant : raw.getEnumConstants()) {
        if (token == JsonToken.VALUE_STRING && constant.toString().equals(in.getString())) {
          return constant;
        }
      }
    } else if (raw == String.class && token == JsonToken.VALUE_STRING) {
      return in.getString();
    } else if (raw == boolean.class || raw == Boolean.class) {
      require(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE, raw);
      return token == JsonToken.VALUE_TRUE;
    } else if (raw == double.class || raw == Double.class) {
      return number(token, raw);
    } else if (raw == float.class || raw == Float.class) {
      return (float) number(token, raw);
    } else if (raw != String.class && token == JsonToken.VALUE_NUMBER_INT) {
      return integer(raw);
    }
    throw place.wrong(raw, in);
  }

  /** Of the width of its type: int or long, boxed or not. */
  private Object integer(Class<?> raw) {
    try {
      if (raw == int.class || raw == Integer.class) {
        return in.getIntValue();
      }
      return in.getLongValue();
    } catch (InputCoercionException e) {
      throw place.wrong(raw, in);
    }
  }

  /** A number, or one of those for which JSON has no notation and this program writes a text. */
  private double number(JsonToken token, Class<?> raw) {
    if (token == JsonToken.VALUE_STRING) {
      return switch (in.getString()) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> throw place.wrong(raw, in);
      };
    }
    require(token.isNumeric(), raw);
    return in.getDoubleValue();
  }

  private void require(boolean holds, Class<?> raw) {
    if (!holds) {
      throw place.wrong(raw, in);
    }
  }
}

package org.lrs.experiment.store;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lrs.format.Checksums;

/**
 * One text for one value, in whatever order it was built: the basis of all digests.
 *
 * <p>Records carry their type's name ({@code {"@":"LinfBall","epsilon":0.1}}), keys are sorted,
 * doubles are written so that they read back the same. An empty optional component is left out, so
 * that a setting added later changes no digest where it is not used.
 */
public final class Canonical {

  private Canonical() {}

  /**
   * Canonical JSON of records, maps with text keys, lists, double arrays, enums, texts, numbers and
   * truth values.
   *
   * @throws IllegalArgumentException for any other type
   */
  public static String json(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  /** SHA-256 of {@link #json}, 64 hexadecimal digits. */
  public static String digest(Object value) {
    byte[] text = json(value).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Checksums.newSha256().digest(text));
  }

  /**
   * SHA-256 of a file's bytes, or of the names and digests of all files of a folder.
   *
   * @throws IOException if something cannot be read
   */
  public static String digestOf(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      Map<String, String> files = new TreeMap<>();
      try (Stream<Path> all = Files.walk(path)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(path.relativize(file).toString().replace('\\', '/'), digestOf(file));
        }
      }
      return digest(files);
    }
    return Checksums.sha256(path);
  }

  private static void write(Object value, StringBuilder out) {
    if (value == null) {
      out.append("null");
    } else if (value instanceof Optional<?> optional) {
      write(optional.orElse(null), out);
    } else if (value instanceof Record record) {
      writeMap(components(record), out);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(map, out);
    } else if (value instanceof List<?> list) {
      writeList(list, out);
    } else if (value instanceof double[] array) {
      writeList(Arrays.stream(array).boxed().toList(), out);
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof String || value instanceof Enum<?>) {
      writeText(value.toString(), out);
    } else {
      throw new IllegalArgumentException("no canonical form for " + value.getClass().getName());
    }
  }

  private static Map<String, Object> components(Record record) {
    Map<String, Object> map = new TreeMap<>();
    map.put("@", record.getClass().getSimpleName());
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        Object value = component.getAccessor().invoke(record);
        if (!Optional.empty().equals(value)) {
          map.put(component.getName(), value);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + component + " of " + record, e);
      }
    }
    return map;
  }

  private static void writeMap(Map<?, ?> map, StringBuilder out) {
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((k, v) -> sorted.put(k.toString(), v));
    String separator = "{";
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      out.append(separator);
      writeText(entry.getKey(), out);
      out.append(':');
      write(entry.getValue(), out);
      separator = ",";
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  private static void writeList(List<?> list, StringBuilder out) {
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      out.append(i == 0 ? "" : ",");
      write(list.get(i), out);
    }
    out.append(']');
  }

  private static void writeText(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}

package org.lrs.experiment.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lrs.Records;
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
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    } else if (value instanceof String || value instanceof Enum<?>) {
      return quoted(value.toString());
    } else if (value instanceof Optional<?> optional) {
      return json(optional.orElse(null));
    } else if (value instanceof Record record) {
      Map<String, Object> all = Records.values(record);
      all.values().removeIf(Optional.empty()::equals);
      all.put("@", record.getClass().getSimpleName());
      return json(all);
    } else if (value instanceof Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      map.forEach((key, part) -> sorted.put(key.toString(), json(part)));
      return sorted.entrySet().stream()
          .map(entry -> quoted(entry.getKey()) + ":" + entry.getValue())
          .collect(Collectors.joining(",", "{", "}"));
    } else if (value instanceof List<?> list) {
      return list.stream().map(Canonical::json).collect(Collectors.joining(",", "[", "]"));
    } else if (value instanceof double[] array) {
      return json(Arrays.stream(array).boxed().toList());
    }
    throw new IllegalArgumentException("no canonical form for " + value.getClass().getName());
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return out.append('"').toString();
  }

  /** SHA-256 of {@link #json}, 64 hexadecimal digits. */
  public static String digest(Object value) {
    return digestOfJson(json(value));
  }

  /** SHA-256 of a value's canonical JSON. */
  static String digestOfJson(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Checksums.newSha256().digest(text));
  }

  /**
   * SHA-256 of a file's bytes, or of the names and digests of files of a folder. Links are
   * followed, but for those that lead back to a folder around them.
   *
   * @param depth levels of the folder that are looked at
   * @param counts whether a file counts, by its path inside the folder with slashes
   * @throws IOException if something cannot be read
   */
  static String digestOf(Path path, int depth, Predicate<String> counts) throws IOException {
    if (!Files.isDirectory(path)) {
      return Checksums.sha256(path);
    }
    Map<String, String> files = new TreeMap<>();
    Files.walkFileTree(
        path,
        Set.of(FileVisitOption.FOLLOW_LINKS),
        depth,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = name(path, file);
            if (attributes.isRegularFile() && counts.test(name)) {
              files.put(name, Checksums.sha256(file));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof FileSystemLoopException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return digest(files);
  }

  /**
   * SHA-256 of every file in a folder of ours, at any depth, by its path inside with slashes. We
   * make no links, so they are none of them.
   */
  static Map<String, String> digestsIn(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(OwnedFolder::isFile).toList()) {
        files.put(name(folder, file), Checksums.sha256(file));
      }
    }
    return files;
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }
}

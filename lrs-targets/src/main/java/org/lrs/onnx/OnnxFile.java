package org.lrs.onnx;

import static org.lrs.onnx.WireMessages.BYTES;
import static org.lrs.onnx.WireMessages.INTEGER;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lrs.Range;
import org.lrs.format.FileKind;
import org.lrs.onnx.WireMessages.Reader;
import org.lrs.text.Foreign;

/**
 * What an ONNX file declares, read before ONNX Runtime sees it: sizes that no memory holds,
 * functions that multiply without end, and weights in files outside its folder are refused.
 *
 * <p>Goes through the messages of {@code onnx.proto} by the numbers of their fields, and keeps only
 * how often which function is called.
 */
final class OnnxFile {
  private static final int DEEPEST_CALLS = 64;
  private static final long MOST_NODES = 100_000;

  /** How often a graph or a function calls which operator, by its domain and name. */
  private record Body(Map<List<String>, Integer> calls) {}

  private final Path folder;
  private final WireMessages in;
  private final Map<List<String>, Body> functions = new HashMap<>();
  private final Map<List<String>, Long> sizes = new HashMap<>();
  private final Set<Path> others = new HashSet<>();

  private OnnxFile(Path folder, WireMessages in) {
    this.folder = folder;
    this.in = in;
  }

  /**
   * Checks the file of a target.
   *
   * @return its bytes and those of the files it names
   * @throws IllegalArgumentException if it is missing, no ONNX file, or one that could do harm
   */
  static long check(OnnxTarget.Settings settings) {
    Path path = settings.path();
    String what = describe(settings);
    Range.require(
        Files.isRegularFile(path),
        what + " must be a file, but there is none; check the path of the target");
    try (InputStream bytes = Files.newInputStream(path)) {
      Path folder = path.toAbsolutePath().normalize().getParent();
      OnnxFile file = new OnnxFile(folder, new WireMessages(what, bytes));
      file.model();
      return path.toFile().length()
          + file.others.stream().mapToLong(f -> f.toFile().length()).sum();
    } catch (InvalidProtocolBufferException e) {
      throw notOnnx(settings, e);
    } catch (IOException e) {
      throw new UncheckedIOException(what + " cannot be read: " + Foreign.text(e.getMessage()), e);
    }
  }

  /** The failure of a file that is something else, or only the first part of a model. */
  static IllegalArgumentException notOnnx(OnnxTarget.Settings settings, Exception cause) {
    String problem =
        "is not an ONNX model or is truncated (%s bytes)"
            .formatted(settings.path().toFile().length());
    try {
      byte[] head = FileKind.head(settings.path());
      if (!FileKind.isOnnx(head)) {
        problem = FileKind.of(head).map(kind -> "is no ONNX model, it is " + kind).orElse(problem);
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return new IllegalArgumentException(describe(settings) + " " + problem, cause);
  }

  /** A target and its file, for messages. */
  static String describe(OnnxTarget.Settings settings) {
    return "target '" + settings.name() + "': " + settings.path();
  }

  private void model() throws IOException {
    Body graph = new Body(new HashMap<>());
    in.fields(
        tag ->
            switch (tag) {
              case 7 << 3 | BYTES -> graph(graph);
              case 25 << 3 | BYTES -> function();
              default -> false;
            });
    if (size(graph, 0) > MOST_NODES) {
      throw in.refused("has more than %d nodes with those of its functions", MOST_NODES);
    }
  }

  private boolean function() throws IOException {
    Body body = new Body(new HashMap<>());
    String[] name = {"", ""};
    in.message(
        tag ->
            switch (tag) {
              case 1 << 3 | BYTES -> in.text(name, 1);
              case 7 << 3 | BYTES -> node(body);
              case 10 << 3 | BYTES -> in.text(name, 0);
              case 11 << 3 | BYTES -> attribute(body);
              default -> false;
            });
    functions.put(List.of(name), body);
    return true;
  }

  /** Nodes of a body with those of the functions it calls, or more than are allowed. */
  private long size(Body body, int level) {
    if (level > DEEPEST_CALLS) {
      throw in.refused("has functions that call one another more than %d deep", DEEPEST_CALLS);
    }
    long sum = 0;
    for (Map.Entry<List<String>, Integer> call : body.calls.entrySet()) {
      Body function = functions.get(call.getKey());
      Long each = function == null ? Long.valueOf(1) : sizes.get(call.getKey());
      if (each == null) {
        each = size(function, level + 1);
        sizes.put(call.getKey(), each);
      }
      sum = Math.min(MOST_NODES + 1, sum + call.getValue() * each);
    }
    return sum;
  }

  private boolean graph(Body body) throws IOException {
    return in.message(
        tag ->
            switch (tag) {
              case 1 << 3 | BYTES -> node(body);
              case 5 << 3 | BYTES -> tensor();
              case 11 << 3 | BYTES, 12 << 3 | BYTES, 13 << 3 | BYTES -> value();
              case 15 << 3 | BYTES -> sparse();
              default -> false;
            });
  }

  private boolean node(Body body) throws IOException {
    String[] called = {"", ""};
    in.message(
        tag ->
            switch (tag) {
              case 4 << 3 | BYTES -> in.text(called, 1);
              case 5 << 3 | BYTES -> attribute(body);
              case 7 << 3 | BYTES -> in.text(called, 0);
              default -> false;
            });
    body.calls.merge(List.of(called), 1, Integer::sum);
    return true;
  }

  private boolean attribute(Body body) throws IOException {
    return in.message(
        tag ->
            switch (tag) {
              case 5 << 3 | BYTES, 10 << 3 | BYTES -> tensor();
              case 6 << 3 | BYTES, 11 << 3 | BYTES -> graph(body);
              case 22 << 3 | BYTES, 23 << 3 | BYTES -> sparse();
              default -> false;
            });
  }

  private boolean sparse() throws IOException {
    long[] values = {1};
    return in.message(
        tag ->
            switch (tag) {
              case 1 << 3 | BYTES, 2 << 3 | BYTES -> tensor();
              case 3 << 3 | BYTES, 3 << 3 | INTEGER -> in.sizes(tag, values);
              default -> false;
            });
  }

  private boolean tensor() throws IOException {
    long[] values = {1};
    return in.message(
        tag ->
            switch (tag) {
              case 1 << 3 | BYTES, 1 << 3 | INTEGER -> in.sizes(tag, values);
              case 13 << 3 | BYTES -> external();
              default -> false;
            });
  }

  private boolean value() throws IOException {
    long[] values = {1};
    Reader dimension = tag -> tag == (1 << 3 | INTEGER) && in.sizes(tag, values);
    Reader shape = tag -> tag == (1 << 3 | BYTES) && in.message(dimension);
    Reader tensor = tag -> tag == (2 << 3 | BYTES) && in.message(shape);
    Reader type = tag -> tag == (1 << 3 | BYTES) && in.message(tensor);
    return in.message(tag -> tag == (2 << 3 | BYTES) && in.message(type));
  }

  private boolean external() throws IOException {
    String[] entry = {"", ""};
    in.message(
        tag ->
            switch (tag) {
              case 1 << 3 | BYTES -> in.text(entry, 0);
              case 2 << 3 | BYTES -> in.text(entry, 1);
              default -> false;
            });
    if (entry[0].equals("location")) {
      others.add(inFolder(entry[1]));
    }
    return true;
  }

  private Path inFolder(String location) {
    try {
      Path file = folder.resolve(location).normalize();
      if (file.startsWith(folder) && !Path.of(location).isAbsolute()) {
        return file;
      }
    } catch (InvalidPathException e) {
      // No name of a file at all.
    }
    throw in.refused("keeps weights outside its folder, in '%s'", Foreign.text(location));
  }
}

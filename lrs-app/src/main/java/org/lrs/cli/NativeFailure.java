package org.lrs.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lrs.tensor.Natives;

/**
 * Why a native library cannot be loaded. It is unpacked into a folder first, which may be full, may
 * be read-only or may not let programs run.
 */
final class NativeFailure {

  /** The smallest of the libraries needs less. */
  private static final long LEAST_SPACE = 100L << 20;

  private NativeFailure() {}

  /** Whether it is about a native library, rather than a fault of the program. */
  static boolean is(Throwable thrown) {
    return chain(thrown).stream().anyMatch(UnsatisfiedLinkError.class::isInstance)
        || (thrown instanceof LinkageError && unpacking(thrown).isPresent());
  }

  /** One sentence with the folder, what is wrong with it and how another is named. */
  static String sentence(Throwable thrown) {
    boolean onnx =
        chain(thrown).stream()
            .flatMap(one -> Stream.of(one.getStackTrace()))
            .anyMatch(at -> at.getClassName().startsWith("ai.onnxruntime."));
    return onnx
        ? sentence(thrown, System.getProperty("java.io.tmpdir"), "java.io.tmpdir")
        : sentence(thrown, Natives.folder(), Natives.PROPERTY);
  }

  static String sentence(Throwable thrown, String folder, String property) {
    return unpacking(thrown)
        .map(Optional::of)
        .orElseGet(() -> wrongWith(Path.of(folder)))
        .map(
            reason ->
                "the native libraries cannot be used from the folder %s: %s; name another one with JAVA_OPTS=-D%s=FOLDER"
                    .formatted(folder, reason, property))
        .orElseGet(
            () ->
                "the native libraries cannot be loaded (%s); this build is for another system, run mvn clean package here"
                    .formatted(
                        String.valueOf(root(thrown).getMessage()).lines().findFirst().orElse("")));
  }

  /** Why the library could not be written there. */
  private static Optional<String> unpacking(Throwable thrown) {
    return chain(thrown).stream()
        .filter(IOException.class::isInstance)
        .map(IOException.class::cast)
        .reduce((outer, inner) -> inner)
        .map(NativeFailure::reason);
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : String.valueOf(e.getMessage());
  }

  /** What a file made there shows. */
  private static Optional<String> wrongWith(Path folder) {
    try {
      Path file = Files.createTempFile(folder, "lrs", ".so");
      try {
        if (file.toFile().setExecutable(true) && !Files.isExecutable(file)) {
          return Optional.of("it does not let programs run (mounted with 'noexec')");
        }
        long left = Files.getFileStore(file).getUsableSpace();
        return left < LEAST_SPACE
            ? Optional.of("it has only " + (left >> 20) + " MB left")
            : Optional.empty();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      return Optional.of("it cannot be written (" + reason(e) + ")");
    }
  }

  private static Throwable root(Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    return chain.get(chain.size() - 1);
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = thrown; t != null && !chain.contains(t); t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }
}

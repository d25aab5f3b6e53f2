package org.lrs.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lrs.Range;
import org.lrs.experiment.store.OwnedFolder;
import org.lrs.text.FileName;
import org.lrs.text.Foreign;

/**
 * The marker of a run folder, which lists what runs have written into it.
 *
 * <p>A later run removes what is listed, and the folder may come from anybody: only names that a
 * run writes are taken.
 */
final class RunMarker {

  static final String FILE = ".lrs-run";

  private static final long LARGEST = 1 << 26;

  /** All that a run writes. */
  private static final Pattern WRITTEN =
      Pattern.compile(
          """
          (attack|auto|card|comparison|evaluation|lipschitz|model|pace|penalties|provenance|report\
          |results|similarity|smoothness|sweep|training)\\.(json|html|csv|md)\
          |model\\.safetensors|surrogates/[^/]+\\.safetensors\
          |(clean|adversarial(/[^/]+/[^/]+)?)\
          /((images|labels|ids|targets)\\.npy|classes\\.txt|predictions\\.json)\
          """);

  private RunMarker() {}

  /**
   * What earlier runs wrote.
   *
   * @throws IllegalArgumentException for a name that no run writes, or that leads through a link
   */
  static Set<String> read(OwnedFolder folder) throws IOException {
    Path marker = folder.file(FILE);
    Range.require(
        Files.size(marker) <= LARGEST,
        marker + " is larger than any run writes it; name another folder with --out");
    Set<String> names = new TreeSet<>();
    for (String name :
        new String(Files.readAllBytes(marker), StandardCharsets.UTF_8).lines().toList()) {
      if (!name.isEmpty()) {
        Range.require(
            isWritten(name),
            "%s lists '%s', which no run writes, so nothing was touched; remove that line, or name another folder with --out"
                .formatted(marker, Foreign.text(name)));
        folder.file(name);
        names.add(name);
      }
    }
    return names;
  }

  /** Replaces the list. */
  static void write(OwnedFolder folder, Set<String> names) throws IOException {
    folder.replace(FILE, (String.join("\n", names) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Checks a name before it is written.
   *
   * @throws IllegalArgumentException if it is none that a later run would remove
   */
  static void check(String name) {
    Range.require(
        isWritten(name), "'" + Foreign.text(name) + "' cannot be the name of a file of a run");
  }

  private static boolean isWritten(String name) {
    return WRITTEN.matcher(name).matches() && Stream.of(name.split("/")).allMatch(FileName::isOne);
  }
}

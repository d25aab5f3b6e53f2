package org.lrs.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lrs.format.JsonRecords;
import org.lrs.text.NearestName;

/**
 * Small networks that come with the program, trained by it on Fashion-MNIST: weights and cards are
 * resources beside the embedded images.
 */
public final class EmbeddedModels {
  private static final String FOLDER = "/org/lrs/embedded/models/";

  private EmbeddedModels() {}

  /** Names of the networks. */
  public static List<String> names() {
    return text("index.txt").lines().toList();
  }

  /**
   * The card of a network.
   *
   * @throws IllegalArgumentException naming the nearest one, if there is none of that name
   */
  public static CheckpointCard card(String name) {
    NearestName.require("embedded model", name, names());
    Path file = Path.of(name + ".json");
    byte[] json = text(name + ".json").getBytes(StandardCharsets.UTF_8);
    return JsonRecords.parse(file, json, CheckpointCard.class);
  }

  /**
   * A network, open; the caller closes it.
   *
   * @throws IllegalArgumentException naming the nearest one, if there is none of that name
   */
  public static Classifier open(String name) {
    CheckpointCard card = card(name);
    return Classifier.read(
        name, card.architecture(), file(name), card.normalization(), card.input(), card.classes());
  }

  /**
   * The weights as a file inside the program: in its jar, or among its classes. Nothing is
   * unpacked, so nobody but who can change the program can change them.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Path file(String name) {
    NearestName.require("embedded model", name, names());
    String resource = FOLDER + name + ".safetensors";
    try {
      URI uri = EmbeddedModels.class.getResource(resource).toURI();
      if (uri.getScheme().equals("jar")) {
        open(uri);
      }
      return Path.of(uri);
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the program's own file " + resource + " is unreadable", e);
    }
  }

  /** Java keeps one view of each jar, open until the program ends. */
  @SuppressWarnings("resource")
  private static void open(URI uri) throws IOException {
    try {
      FileSystems.newFileSystem(uri, Map.of());
    } catch (FileSystemAlreadyExistsException e) {
      // Opened before; Path.of finds it.
    }
  }

  private static String text(String name) {
    try (InputStream text = resource(name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own file " + name + " cannot be read", e);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream stream = EmbeddedModels.class.getResourceAsStream(FOLDER + name);
    if (stream == null) {
      throw new IOException("resource " + FOLDER + name + " is missing from the program");
    }
    return stream;
  }
}

package org.lrs.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.lrs.format.Checksums;
import org.lrs.text.NearestName;
import tools.jackson.databind.json.JsonMapper;

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
    return JsonMapper.shared().readValue(text(name + ".json"), CheckpointCard.class);
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
   * The weights as a file: unpacked to the temporary folder once, checked against the card.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Path file(String name) {
    CheckpointCard card = card(name);
    Path folder = Path.of(System.getProperty("java.io.tmpdir"), "lrs-embedded-" + user());
    Path file = folder.resolve(name + "-" + card.sha256().substring(0, 16) + ".safetensors");
    try {
      if (!Files.exists(file) || !Checksums.sha256(file).equals(card.sha256())) {
        Files.createDirectories(folder);
        Path partial = Files.createTempFile(folder, name, ".part");
        try (InputStream weights = resource(name + ".safetensors")) {
          Files.copy(weights, partial, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the model '" + name + "' to " + folder, e);
    }
    Checksums.requireSha256(file, card.sha256());
    return file;
  }

  private static String user() {
    return System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9]", "_");
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

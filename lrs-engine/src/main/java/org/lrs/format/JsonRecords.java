package org.lrs.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON files into records; whatever is wrong with one becomes a sentence that names the file
 * and the field.
 *
 * <p>A component of a primitive type must be given. For the others the record decides: what its
 * constructor refuses as null is required, what it takes as null may be missing. Fields that no
 * component has are left alone, so that later versions can add some.
 */
public final class JsonRecords {
  /** Far above any file of this program. */
  private static final int LARGEST = 64 << 20;

  /** Python writes NaN and Infinity as they are, this program as texts; records decide on them. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private JsonRecords() {}

  /**
   * The value that a file holds.
   *
   * @param type a record, an array of records, or a JSON tree
   * @throws FormatException if the file cannot be read, or holds anything else
   */
  public static <T> T read(Path file, Class<T> type) {
    try (InputStream bytes = InputFile.open(file, "JSON file")) {
      return parse(file, bytes.readNBytes(LARGEST + 1), type);
    } catch (IOException e) {
      throw FormatException.unreadable(file, "JSON file", e);
    }
  }

  /**
   * As {@link #read}, of bytes that have been read.
   *
   * @param file where they come from, for messages
   */
  public static <T> T parse(Path file, byte[] json, Class<T> type) {
    if (json.length > LARGEST) {
      throw new FormatException(file, "is larger than the 64 MiB that JSON may have");
    }
    try (JsonParser parser = MAPPER.createParser(text(file, json))) {
      return type.cast(new JsonBinder(file, parser).whole(type));
    } catch (JacksonException e) {
      throw new FormatException(file, problem(e), e);
    }
  }

  private static String text(Path file, byte[] json) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      // Some editors put a byte order mark in front.
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new FormatException(file, "is not UTF-8 text", e);
    }
  }

  /** What is wrong with JSON that cannot be parsed, to stand behind what it is the JSON of. */
  static String problem(JacksonException e) {
    String words = String.valueOf(e.getOriginalMessage());
    String problem = "is not JSON, or damaged";
    if (e instanceof StreamConstraintsException) {
      problem = "is nested too deeply, or a name, number or text in it is too long";
    } else if (words.startsWith("Unexpected end-of-input")) {
      problem = "is not whole JSON; it is truncated";
    } else if (words.startsWith("Duplicate")) {
      problem = "has a name twice";
    }
    return e.getLocation() == null
        ? problem
        : "%s, at line %s, column %s"
            .formatted(problem, e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }
}

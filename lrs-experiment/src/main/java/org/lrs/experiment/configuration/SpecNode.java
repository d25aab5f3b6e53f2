package org.lrs.experiment.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One value of a spec with the place it was written at: a text, a list or a mapping.
 *
 * <p>Numbers stay texts until a caller needs a number, so that {@code 4/255} and {@code 0.1} are
 * read by the same decoder and every message can quote what the user wrote.
 */
final class SpecNode {

  /** The three forms of a value. */
  enum Kind {
    TEXT("a single value"),
    LIST("a list"),
    MAPPING("a mapping of names to values");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private final Kind kind;
  private final String place;
  private final String text;
  private final List<SpecNode> items = new ArrayList<>();
  private final Map<String, SpecNode> fields = new LinkedHashMap<>();

  private SpecNode(Kind kind, String place, String text) {
    this.kind = kind;
    this.place = place;
    this.text = text;
  }

  static SpecNode text(String place, String text) {
    return new SpecNode(Kind.TEXT, place, text);
  }

  static SpecNode list(String place) {
    return new SpecNode(Kind.LIST, place, "");
  }

  static SpecNode mapping(String place) {
    return new SpecNode(Kind.MAPPING, place, "");
  }

  Kind kind() {
    return kind;
  }

  /** File and line ({@code experiment.yaml:14}), or the override this value came from. */
  String place() {
    return place;
  }

  /** The text as written. */
  String text() {
    require(Kind.TEXT);
    return text;
  }

  /** The items; changes go through to the tree. */
  List<SpecNode> items() {
    require(Kind.LIST);
    return items;
  }

  /** The fields in the order of the file; changes go through to the tree. */
  Map<String, SpecNode> fields() {
    require(Kind.MAPPING);
    return fields;
  }

  /** A copy of this mapping, whose fields may be changed. */
  SpecNode copy() {
    SpecNode copy = mapping(place);
    copy.fields.putAll(fields());
    return copy;
  }

  /**
   * A copy of this mapping with another value at a path, {@code a.b.c}; mappings that are missing
   * along the path are added. Those along the path have the value's place, so that a message about
   * one of them leads there.
   */
  SpecNode with(String path, SpecNode value) {
    SpecNode copy = mapping(value.place);
    copy.fields.putAll(fields());
    int dot = path.indexOf('.');
    if (dot < 0) {
      copy.fields.put(path, value);
    } else {
      String head = path.substring(0, dot);
      SpecNode inner = copy.fields.getOrDefault(head, mapping(value.place));
      copy.fields.put(head, inner.with(path.substring(dot + 1), value));
    }
    return copy;
  }

  SpecException error(String sentence) {
    return new SpecException(place, sentence);
  }

  /** Runs what checks this value; a refusal comes back with the place. */
  <T> T refusing(Supplier<T> check) {
    try {
      return check.get();
    } catch (SpecException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw error(e.getMessage());
    }
  }

  private void require(Kind expected) {
    if (kind != expected) {
      throw error("expected " + expected.words + ", got " + describe());
    }
  }

  private String describe() {
    return switch (kind) {
      case TEXT -> text.isEmpty() ? "nothing" : "'" + text + "'";
      case LIST -> "a list of " + items.size();
      case MAPPING -> "a mapping with the keys " + String.join(", ", fields.keySet());
    };
  }
}

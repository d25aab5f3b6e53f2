package org.lrs.experiment.configuration;

import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** How deep and how large a tree of YAML may be: far beyond what an experiment needs. */
final class YamlLimits {

  /** Characters of a file. */
  static final int MOST_CHARACTERS = 1_000_000;

  /** Values and keys. */
  static final int MOST_NODES = 100_000;

  /** Lists and mappings around a value. */
  static final int MOST_DEPTH = 50;

  private int nodes;

  /** A limit that is exceeded, in a sentence, and the place where. */
  static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Optional<Mark> mark;

    private Exceeded(String sentence, Optional<Mark> mark) {
      super(sentence);
      this.mark = mark;
    }

    /** Where the limit was reached. */
    Optional<Mark> mark() {
      return mark;
    }
  }

  /**
   * Counts a node.
   *
   * @param depth lists and mappings that are open, with this one
   * @throws Exceeded if it is one too many or too deep
   */
  void node(int depth, Optional<Mark> mark) {
    if (depth > MOST_DEPTH) {
      throw new Exceeded("values are nested more than " + MOST_DEPTH + " deep", mark);
    }
    if (++nodes > MOST_NODES) {
      throw new Exceeded(
          String.format(
              Locale.ROOT,
              "more than %,d values, with aliases replaced by what they stand for",
              MOST_NODES),
          mark);
    }
  }

  /**
   * Reads a text without making a tree of it.
   *
   * @throws Exceeded for a text, or a tree with aliases unreplaced, beyond the limits
   */
  static void check(LoadSettings settings, String yaml) {
    YamlLimits limits = new YamlLimits();
    int depth = 0;
    for (Event event : new Parse(settings).parseString(yaml)) {
      if (event instanceof CollectionEndEvent) {
        depth--;
      } else {
        depth += event instanceof CollectionStartEvent ? 1 : 0;
        limits.node(depth, event.getStartMark());
      }
    }
  }
}

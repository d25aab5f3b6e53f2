package org.lrs.experiment.configuration;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML text into {@link SpecNode}s that know their lines. */
final class YamlTree {

  private static final int MOST_ALIASES = 50;
  private static final Set<Tag> PLAIN_TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

  private final String file;
  private final boolean lines;
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

  private YamlTree(String file, boolean lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * The tree of a file.
   *
   * @param file name to begin messages with
   * @throws SpecException for text that is not YAML, a tab in an indentation, a key given twice, a
   *     value that contains itself, or an empty file
   */
  static SpecNode ofFile(String file, String yaml) {
    checkTabs(file, yaml);
    return new YamlTree(file, true)
        .compose(yaml)
        .orElseThrow(() -> new SpecException(file, "the file is empty; expected an experiment"));
  }

  /**
   * The value of an override such as {@code [a, b]} or {@code 8/255}; messages name {@code place}.
   */
  static SpecNode ofOverride(String place, String yaml) {
    return new YamlTree(place, false)
        .compose(yaml)
        .orElseThrow(() -> new SpecException(place, "a value is missing after '='"));
  }

  private static void checkTabs(String file, String yaml) {
    String[] all = yaml.split("\n", -1);
    for (int i = 0; i < all.length; i++) {
      String indentation = all[i].substring(0, all[i].length() - all[i].stripLeading().length());
      if (indentation.indexOf('\t') >= 0 && !all[i].isBlank()) {
        throw new SpecException(
            file + ":" + (i + 1), "the line is indented with a tab; YAML indents with spaces only");
      }
    }
  }

  private Optional<SpecNode> compose(String yaml) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setAllowNonScalarKeys(true)
            .build();
    try {
      return new Compose(settings)
          .composeString(yaml)
          .map(n -> convert(n, place(n.getStartMark())));
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      throw new SpecException(place(mark), "not valid YAML, " + oneLine(e.getProblem()));
    } catch (YamlEngineException e) {
      throw new SpecException(file, "not valid YAML, " + oneLine(e.getMessage()));
    }
  }

  private SpecNode convert(Node node, String place) {
    if (!open.add(node)) {
      throw new SpecException(place, "the value contains itself through an alias");
    }
    if (!PLAIN_TAGS.contains(node.getTag())) {
      throw new SpecException(
          place, "the tag '" + node.getTag() + "' means nothing here; remove it");
    }
    SpecNode result;
    if (node instanceof ScalarNode scalar) {
      result = SpecNode.text(place, scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue());
    } else if (node instanceof SequenceNode sequence) {
      result = SpecNode.list(place);
      sequence
          .getValue()
          .forEach(one -> result.items().add(convert(one, place(one.getStartMark()))));
    } else {
      result = SpecNode.mapping(place);
      ((MappingNode) node).getValue().forEach(tuple -> put(result, tuple));
    }
    open.remove(node);
    return result;
  }

  private void put(SpecNode mapping, NodeTuple tuple) {
    String place = place(tuple.getKeyNode().getStartMark());
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      throw new SpecException(place, "a key must be a single word");
    }
    if (key.isPlain() && key.getValue().indexOf(':') > 0) {
      String spaced = key.getValue().replaceFirst(":", ": ");
      throw new SpecException(place, "a space is missing after the colon; write " + spaced);
    }
    SpecNode earlier = mapping.fields().put(key.getValue(), convert(tuple.getValueNode(), place));
    if (earlier != null) {
      throw new SpecException(
          place, "the key '" + key.getValue() + "' is given twice, first at " + earlier.place());
    }
  }

  private String place(Optional<Mark> mark) {
    return lines ? mark.map(m -> file + ":" + (m.getLine() + 1)).orElse(file) : file;
  }

  private static String oneLine(String message) {
    return message == null ? "" : message.strip().replaceAll("\\s+", " ");
  }
}

package org.lrs.experiment.configuration;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.lrs.text.Foreign;
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

/**
 * Reads YAML text into {@link SpecNode}s that know their lines.
 *
 * <p>A short text can stand for a large tree, by depth and by aliases, so {@link YamlLimits} are
 * kept twice: in the text, before the tree is made, and in the tree with its aliases replaced.
 */
final class YamlTree {

  private static final Set<Tag> PLAIN_TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

  private final String file;
  private final boolean lines;
  private final YamlLimits limits = new YamlLimits();
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
   *     value that contains itself, a text or tree beyond the limits, or an empty file
   */
  static SpecNode ofFile(String file, String yaml) {
    YamlTabs.checkIndentation(file, yaml);
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

  private Optional<SpecNode> compose(String yaml) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setMaxAliasesForCollections(YamlLimits.MOST_NODES)
            .setAllowNonScalarKeys(true)
            .build();
    try {
      String text = YamlTabs.separating(yaml, one -> YamlLimits.check(settings, one));
      return new Compose(settings)
          .composeString(text)
          .map(n -> convert(n, place(n.getStartMark())));
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      throw new SpecException(place(mark), "not valid YAML, " + oneLine(e.getProblem()));
    } catch (YamlEngineException e) {
      throw new SpecException(file, "not valid YAML, " + oneLine(e.getMessage()));
    } catch (YamlLimits.Exceeded e) {
      throw new SpecException(place(e.mark()), e.getMessage());
    }
  }

  private SpecNode convert(Node node, String place) {
    if (!open.add(node)) {
      throw new SpecException(place, "the value contains itself through an alias");
    }
    limits.node(open.size(), node.getStartMark());
    if (!PLAIN_TAGS.contains(node.getTag())) {
      throw new SpecException(
          place,
          "the tag '" + Foreign.text(node.getTag().toString()) + "' means nothing here; remove it");
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
    String name = SpecNode.text(place, key.getValue()).text();
    if (key.isPlain() && name.equals("<<")) {
      throw new SpecException(place, "'<<' merges nothing in YAML 1.2; write the keys themselves");
    }
    if (key.isPlain() && name.indexOf(':') > 0) {
      String spaced = Foreign.text(name.replaceFirst(":", ": "));
      throw new SpecException(place, "a space is missing after the colon; write " + spaced);
    }
    SpecNode earlier = mapping.fields().put(name, convert(tuple.getValueNode(), place));
    if (earlier != null) {
      throw new SpecException(
          place,
          "the key '" + Foreign.text(name) + "' is given twice, first at " + earlier.place());
    }
  }

  private String place(Optional<Mark> mark) {
    return lines ? mark.map(m -> file + ":" + (m.getLine() + 1)).orElse(file) : file;
  }

  private static String oneLine(String message) {
    return message == null ? "" : Foreign.text(message.strip().replaceAll("\\s+", " "), 300);
  }
}

package org.lrs.experiment.configuration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.text.NearestName;

/** A mapping whose keys have been checked against the known ones. */
final class Fields {

  private final SpecNode node;
  private final String what;

  private Fields(SpecNode node, String what) {
    this.node = node;
    this.what = what;
  }

  /**
   * @param what the kind of thing for messages, such as {@code surrogate}
   * @param known every key that means something here
   * @throws SpecException at the line of the first unknown key
   */
  static Fields of(SpecNode node, String what, List<String> known) {
    for (Map.Entry<String, SpecNode> field : node.fields().entrySet()) {
      if (!known.contains(field.getKey())) {
        throw field.getValue().error(NearestName.sentence("key in " + what, field.getKey(), known));
      }
    }
    return new Fields(node, what);
  }

  Optional<SpecNode> find(String key) {
    return Optional.ofNullable(node.fields().get(key));
  }

  SpecNode get(String key) {
    return find(key).orElseThrow(() -> node.error(what + " needs '" + key + "'"));
  }

  /** Refuses a key that means nothing beside the others. */
  void refuse(String key, String sentence) {
    find(key)
        .ifPresent(
            node -> {
              throw node.error(sentence);
            });
  }

  String text(String key) {
    SpecNode value = get(key);
    if (value.text().isBlank()) {
      throw value.error(key + " must not be empty");
    }
    return value.text();
  }

  int count(String key, int otherwise, int least) {
    return find(key).map(n -> (int) n.integer(key, least, Integer.MAX_VALUE)).orElse(otherwise);
  }

  double number(String key, double otherwise) {
    return find(key).map(n -> n.number(key)).orElse(otherwise);
  }

  <E extends Enum<E>> E constant(String key, E otherwise) {
    return find(key).map(n -> n.constant(key, otherwise.getDeclaringClass())).orElse(otherwise);
  }
}

package org.lrs.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lrs.text.Foreign;

/**
 * Turns the parameter names of published checkpoints into those of a network here.
 *
 * <p>Names of the networks are those of one well-known implementation each; others often differ in
 * a regular way, such as {@code fc} for {@code linear}. A map is a list of substitutions, applied
 * in order; names that are right already stay as they are. Prefixes of wrappers ({@code module.},
 * {@code model.}, {@code net.}, {@code state_dict.}) are cut off for every architecture.
 */
public record NameMap(List<NameMap.Rule> rules) {
  /** Prefixes only: what a wrapper such as data-parallel training puts in front. */
  public static final NameMap PREFIXES_ONLY = new NameMap(List.of());

  private static final Pattern WRAPPERS =
      Pattern.compile("^(?:(?:state_dict|_orig_mod|module|model|network|net)\\.)+");

  /** A regular expression and its replacement. */
  record Rule(Pattern published, String ours) {}

  public NameMap {
    rules = List.copyOf(rules);
  }

  /** This map followed by one more substitution: a regular expression and its replacement. */
  NameMap and(String published, String ours) {
    List<Rule> more = new ArrayList<>(rules);
    more.add(new Rule(Pattern.compile(published), ours));
    return new NameMap(more);
  }

  /** The network's name for a published name. */
  public String rename(String published) {
    String name = WRAPPERS.matcher(published).replaceFirst("");
    for (Rule rule : rules) {
      name = rule.published.matcher(name).replaceFirst(rule.ours);
    }
    return name;
  }

  /**
   * Entries under the network's names, in the same order.
   *
   * @throws IllegalArgumentException if two entries would get one name
   */
  public <T> Map<String, T> rename(Map<String, T> published) {
    Map<String, T> renamed = new LinkedHashMap<>();
    published.forEach(
        (name, value) -> {
          if (renamed.put(rename(name), value) != null) {
            throw new IllegalArgumentException(
                "checkpoint has two tensors for '%s', one of them '%s'"
                    .formatted(Foreign.text(rename(name)), Foreign.text(name)));
          }
        });
    return renamed;
  }
}

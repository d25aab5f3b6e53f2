package org.lrs.experiment.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTreeTest {

  private static SpecNode read(String yaml) {
    return YamlTree.ofFile("a.yaml", yaml);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a: 1\n\tb: 2'       | a.yaml:2: the line is indented with a tab",
        "'a: 1\nb: 2\na: 3'   | a.yaml:3: the key 'a' is given twice, first at a.yaml:1",
        "''                   | a.yaml: the file is empty",
        "'# nothing'          | a.yaml: the file is empty",
        "'a: [1, 2'           | a.yaml:1: not valid YAML",
        "'a: &x\n  b: *x'     | a.yaml:2: the value contains itself",
        "'a: !!java.net.URL b'| a.yaml:1: the tag",
        "'a: b: c'            | a.yaml:1: not valid YAML",
        "'a: {b:c}'           | a.yaml:1: a space is missing after the colon; write b: c",
        "'a: \"x'             | a.yaml:1: not valid YAML",
        "'? [a, b]\n: 1'      | a.yaml:1: a key must be a single word",
      })
  void brokenFilesNameTheLineAndTheReason(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void valuesKeepTheirTextAndTheLineOfTheirKey() {
    SpecNode root = read("a: 4/255\nb:\n  c: [x, 1e-3]\n");
    assertThat(root.fields().get("a").text()).isEqualTo("4/255");
    SpecNode list = root.fields().get("b").fields().get("c");
    assertThat(list.place()).isEqualTo("a.yaml:3");
    assertThat(list.items().get(1).number("c")).isEqualTo(1e-3);
  }

  @Test
  void anOverrideReplacesOneValue() {
    SpecNode root = read("a:\n  b.c: {d: 1}\n  list: [x, y]\n");
    Overrides.apply(root, "a.b.c.d=8/255");
    Overrides.apply(root, "a.list.1=z");
    Overrides.apply(root, "a.e={f: 2}");
    assertThat(root.fields().get("a").fields().get("b.c").fields().get("d").text())
        .isEqualTo("8/255");
    assertThat(root.fields().get("a").fields().get("list").items())
        .extracting(SpecNode::text)
        .containsExactly("x", "z");
    assertThat(root.fields().get("a").fields().get("e").kind()).isEqualTo(SpecNode.Kind.MAPPING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attakcs.x.steps=3 | --set attakcs.x.steps=3: unknown name 'attakcs'; nearest: 'attacks'",
        "attacks           | --set attacks: expected a.b.c=value",
        "seed.x=1          | --set seed.x=1: '0' at a.yaml:2 has no part 'x'",
        "targets.7=q       | --set targets.7=q: expected an item number from 0 to 0, got '7'",
        "seed=             | --set seed=: a value is missing after '='",
      })
  void anOverrideThatLeadsNowhereSaysSo(String assignment, String message) {
    SpecNode root = read("attacks: {x: {steps: 1}}\nseed: 0\ntargets: [t]\n");
    assertThatThrownBy(() -> Overrides.apply(root, assignment))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(message);
  }
}

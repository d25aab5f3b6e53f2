package org.lrs.experiment.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TermTest {
  private static final List<String> KEYS = List.of("rate", "places", "search");

  private static List<Term> terms(String text) {
    return Term.all(SpecNode.text("a.yaml:3", text), "a recipe is written like 'b'");
  }

  private static SpecNode settings(String brackets) {
    return terms("a(" + brackets + ")").get(0).settings("a", KEYS);
  }

  @Test
  void termsStandBetweenPlusesOutsideBrackets() {
    List<Term> terms = terms("lrs-f + swa (0.5, every=1e+2) + ila(mi-fgsm(1))");
    assertThat(terms).extracting(Term::name).containsExactly("lrs-f", "swa", "ila");
    assertThat(terms.get(0).brackets()).isEmpty();
    assertThat(terms.get(1).brackets()).hasValue("0.5, every=1e+2");
    assertThat(terms.get(2).brackets()).hasValue("mi-fgsm(1)");
  }

  @Test
  void settingsAreReadByNameOrInTheirOrder() {
    SpecNode settings = settings("0.5, search: {steps: 3, size: 4/255}, places = [a, b]");
    assertThat(settings.fields()).containsOnlyKeys("rate", "places", "search");
    assertThat(settings.fields().get("rate").text()).isEqualTo("0.5");
    assertThat(settings.fields().get("places").items()).hasSize(2);
    assertThat(settings.fields().get("search").fields().get("size").text()).isEqualTo("4/255");
    assertThat(settings(" ").fields()).isEmpty();
  }

  @Test
  void whatIsNoTermIsRefusedWithItsPlace() {
    for (String text : List.of("a + ", "", "a(1", "a)b", "(1)")) {
      assertThatThrownBy(() -> terms(text))
          .isInstanceOf(SpecException.class)
          .hasMessage("a.yaml:3: a recipe is written like 'b', got '%s'".formatted(text));
    }
  }

  @Test
  void tooManyOrUnknownSettingsAreRefusedWithTheirPlace() {
    assertThatThrownBy(() -> settings("1, 2, 3, 4"))
        .hasMessage("a.yaml:3: 'a' has the settings rate, places, search, got '1, 2, 3, 4'");
    assertThatThrownBy(() -> terms("a(1)").get(0).settings("a", List.of()))
        .hasMessage("a.yaml:3: 'a' has no settings, got '1'");
    assertThatThrownBy(() -> settings("rat=1"))
        .hasMessage("a.yaml:3: unknown key in a 'rat'; nearest: 'rate'");
  }
}

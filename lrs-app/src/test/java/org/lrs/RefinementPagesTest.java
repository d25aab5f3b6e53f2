package org.lrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.experiment.configuration.SpecParts;
import org.lrs.refine.Refinement;
import org.lrs.refine.Refinements;
import org.lrs.refine.Training;

/** Keeps {@code docs/refinements} equal to the refinements in the code. */
class RefinementPagesTest {
  private static final Path ROOT = Path.of(System.getProperty("lrs.root"));
  private static final Pattern REFINE =
      Pattern.compile("refine: (?:\\{with: )?\"([^\"]*)\"(?:, witness: w})?}");

  static List<Refinement> refinements() {
    return Refinements.all();
  }

  @Test
  void pagesOnDiskAreThoseOfTheCode() throws IOException {
    new GeneratedFolder("docs/refinements", "RefinementPagesTest")
        .check(new RefinementPages(ROOT).pages());
  }

  @ParameterizedTest
  @MethodSource("refinements")
  void whatThePageTellsToWriteIsReadAsTheDefaults(Refinement refinement) {
    String page = new RefinementPages(ROOT).pages().get(refinement.name() + ".md");
    List<String> written = REFINE.matcher(page).results().map(match -> match.group(1)).toList();
    assertThat(written).hasSize(1);
    Training wanted = Training.stable().with(refinement);
    Map<String, String> options = new TreeMap<>(Map.of("with", written.get(0)));
    if (wanted.needsWitness()) {
      options.put("witness", RefinementPages.WITNESS);
    }
    assertThat(SpecParts.refine(options, List.of()).training()).isEqualTo(wanted);
  }

  @Test
  void costsAreThoseOfTheTermsAndTheStepRule() {
    Map<String, String> costs = new TreeMap<>();
    Refinements.all().forEach(one -> costs.put(one.name(), RefinementPages.cost(one)));
    assertThat(costs)
        .containsEntry("fine-tune", "1")
        .containsEntry("lrs-1", "2")
        .containsEntry("lrs-2", "4")
        .containsEntry("lrs-f", "5")
        .containsEntry("adversarial", "3")
        .containsEntry("advprop", "4")
        .containsEntry("input-gradient", "3")
        .containsEntry("jacobian", "3")
        .containsEntry("dra", "5")
        .containsEntry("alignment", "1.3")
        .containsEntry("sam", "2")
        .containsEntry("swa", "1");
  }
}

package org.lrs.experiment.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.refine.Preset;
import org.lrs.refine.Refinement;
import org.lrs.refine.Refinements;
import org.lrs.refine.Training;
import org.lrs.refine.recipe.LrsF;
import org.lrs.refine.recipe.Sam;
import org.lrs.refine.recipe.Swa;

/** The language of {@code refine}: compositions, settings in brackets or beside, former keys. */
class RefineSpecTest {

  private static RefineSpec read(String yaml) {
    return RefineDecoder.decode(
        YamlTree.ofOverride("x.yaml:1", yaml), node -> EngineNetwork.embedded(node.text()));
  }

  /** A mapping of refinements and settings, with a witness where one is needed. */
  private static RefineSpec read(String with, String beside) {
    boolean witness = Refinements.get(with).addTo(Training.stable()).needsWitness();
    return read("{" + (witness ? "witness: wrn-10-1, " : "") + beside + with + "}");
  }

  static List<Refinement> refinements() {
    return Refinements.all();
  }

  @ParameterizedTest
  @MethodSource("refinements")
  void nameAloneIsTheRefinementWithItsDefaults(Refinement refinement) {
    RefineSpec spec = read(refinement.name(), "with: ");
    assertThat(spec.training()).isEqualTo(Training.stable().with(refinement));
    assertThat(spec.method()).isEqualTo(refinement.name());
    assertThat(read(refinement.name(), "method: ")).isEqualTo(spec);
    assertThat(read(refinement.name(), "preset: published, with: ").training())
        .isEqualTo(Training.published().with(refinement.under(Preset.PUBLISHED)));
  }

  @Test
  void refinementsArePutTogetherWithSettingsInBrackets() {
    Training wanted =
        Training.stable()
            .with(new LrsF(0.02, 0.05, PenaltyMode.REFERENCE, 1))
            .with(new Sam(0.1))
            .with(new Swa());
    assertThat(read("lrs-f(weight1=0.02) + sam(0.1) + swa").training()).isEqualTo(wanted);
    assertThat(read("'lrs-f(weight1: 0.02) + sam(radius: 0.1) + swa'").training())
        .isEqualTo(wanted);
    assertThat(read("lrs-f + swa").method()).isEqualTo("lrs-f + swa");
  }

  @Test
  void plainSettingsAndThoseOfARefinementStandBesideIt() {
    RefineSpec spec =
        read("{with: lrs-f + swa, maxSteps: 60, swa: {every: 2}, lrs-f: {step2: {value: 0.5}}}");
    assertThat(spec.training().settings().maxSteps()).isEqualTo(60);
    assertThat(spec.training().refinements()).contains(new Swa(0.25, 2, 64));
    LrsF lrs = (LrsF) spec.training().refinements().get(0);
    assertThat(lrs.step2().value()).isEqualTo(0.5);
    assertThat(lrs.step2().space()).isEqualTo(new LrsF().step2().space());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "{method: lrs-f, averaging: {every: 3}} ! {with: 'lrs-f + swa(every=3)'}",
        "{method: sam, sharpness: 0.1} ! sam(0.1)",
        "{method: swag, averaging: {rank: 3}} ! swag(rank=3)",
        "{method: swa, averaging: {rank: 4}} ! swag(rank=4)",
        "{method: lrs-1, lrs: {weight1: 0.2}} ! lrs-1(0.2)",
        "{method: lrs-f, adversarial: {epsilon: 2/255}, jacobian: {}} ! lrs-f +"
            + " adversarial(epsilon=2/255, cleanWeight=1) + jacobian",
        "{method: adversarial, adversarial: {auxiliaryBatchNorm: true}} ! advprop",
        "{method: fine-tune, labelSmoothing: 0.1} ! label-smoothing",
        "{method: lrs-2, lrs: {batchNorm: frozen, crossEntropyWeight: 2}} ! {with: lrs-2,"
            + " batchNorm: frozen, crossEntropyWeight: 2}",
      })
  void formerKeysMeanWhatCompositionsMean(String former, String composed) {
    assertThat(read(former).training().parts()).isEqualTo(read(composed).training().parts());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "lsr-f ! x.yaml:1: unknown refinement 'lsr-f'; nearest: 'lrs-f'",
        "swa + swag ! x.yaml:1: 'swa' and 'swag' both set the outcome, to different values; keep"
            + " one",
        "sam + sam ! x.yaml:1: 'sam' is given twice; keep one",
        "lrs-f(weigth1=1) ! x.yaml:1: unknown key in lrs-f 'weigth1'; nearest: 'weight1'",
        "sam(0.1, 2) ! x.yaml:1: 'sam' has the settings radius, got '0.1, 2'",
        "swa(every=0) ! x.yaml:1: averaging.every must be at least 1, got 0",
        "{maxSteps: 3} ! x.yaml:1: refine needs 'with'",
        "{with: sam, method: sam} ! x.yaml:1: 'method' is the former name of 'with'; remove one",
        "{with: sam, swa: {every: 3}} ! x.yaml:1: 'swa' has settings here but is not among 'sam';"
            + " write 'sam + swa'",
        "{with: lrs-f, crossEntropyWeight: -1} ! x.yaml:1: crossEntropyWeight must be a number at"
            + " or above 0, got -1.0",
      })
  void mistakesAreNamed(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml)).isInstanceOf(SpecException.class).hasMessage(message);
  }

  @Test
  void commandLineReadsCompositionsToo() {
    RefineSpec spec =
        SpecParts.refine(
            Map.of("method", "lrs-f + swa"), List.of("swa.every=2", "lrs.weight1=0.02"));
    assertThat(spec.training().refinements())
        .containsExactlyInAnyOrder(
            new Swa(0.25, 2, 64), new LrsF(0.02, 0.05, PenaltyMode.REFERENCE, 1));
  }
}

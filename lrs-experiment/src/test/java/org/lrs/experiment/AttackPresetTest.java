package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.data.NpyDataset;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.experiment.Experiment.Options;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.result.RunResults;

/** The preset {@code small} of attacks, from the spec to images and findings. */
class AttackPresetTest {

  private static final String SMALL_IMAGES = "published for images of 224 pixels and more";

  @TempDir Path folder;

  private TinyExperiment tiny;

  @BeforeEach
  void write() throws IOException {
    tiny = TinyExperiment.in(folder);
  }

  private ExperimentSpec spec(String attacks) {
    return tiny.spec("attacks=" + attacks);
  }

  private RunResults run(String attacks) {
    return Experiment.run(
        spec(attacks), Options.of(folder.resolve("out"), "lrs"), Progress.silent());
  }

  private byte[] pixels(String attack) {
    Path images = folder.resolve("out/adversarial/plain").resolve(attack);
    return NpyDataset.read(images, null).images().pixels();
  }

  @Test
  void presetReachesTheLoopAndSettingsWinOverIt() {
    run(
        "{published: {recipe: mi-fgsm + tim, epsilon: 64/255},"
            + " small: {recipe: mi-fgsm + tim, preset: small, epsilon: 64/255},"
            + " same: {recipe: mi-fgsm + tim(3), epsilon: 64/255},"
            + " brackets: {recipe: mi-fgsm + tim(15), preset: small, epsilon: 64/255},"
            + " beside: {recipe: mi-fgsm + tim, kernelSide: 15, preset: small, epsilon: 64/255}}");
    assertThat(pixels("small")).isEqualTo(pixels("same")).isNotEqualTo(pixels("published"));
    assertThat(pixels("brackets")).isEqualTo(pixels("published")).isEqualTo(pixels("beside"));
  }

  @Test
  void publishedSettingsOnSmallImagesAreNamedOnceUnlessTheyWereChosen() {
    RunResults results =
        run(
            "{a: {recipe: tim + mi-fgsm, epsilon: 8/255},"
                + " chosen: {recipe: tim, preset: published, epsilon: 8/255},"
                + " small: {recipe: tim, preset: small, epsilon: 8/255},"
                + " set: {recipe: tim(15), epsilon: 8/255},"
                + " beside: {recipe: tim, kernelSide: 15, epsilon: 8/255},"
                + " any: {recipe: mi-fgsm, epsilon: 8/255}}");
    List<Finding> found =
        results.findings().stream().filter(f -> f.sentence().contains(SMALL_IMAGES)).toList();
    assertThat(found).hasSize(1); // on two surrogates
    assertThat(found.get(0).subject()).isEqualTo("a");
    assertThat(found.get(0).sentence())
        .isEqualTo(
            "tim(kernelSide=15) is published for images of 224 pixels and more, these have 8;"
                + " preset 'small' takes tim(kernelSide=3), preset 'published' keeps it");
  }

  @Test
  void presetChangesTheDigest() {
    String tim = "{a: {recipe: tim, preset: %s, epsilon: 8/255}}";
    assertThat(digests(tim.formatted("small")))
        .doesNotContainAnyElementsOf(digests(tim.formatted("published")));
    assertThat(digests(tim.formatted("published")))
        .isEqualTo(digests("{a: {recipe: tim, epsilon: 8/255}}"));
  }

  private List<String> digests(String attacks) {
    Plan plan = Experiment.plan(spec(attacks), Options.of(folder.resolve("out"), "lrs"));
    return plan.steps().stream()
        .filter(step -> step.stage().kind().equals("craft"))
        .map(step -> step.key().digest())
        .toList();
  }
}

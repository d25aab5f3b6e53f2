package org.lrs.experiment.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.testkit.Fuzz;
import org.lrs.text.Fraction;

/** Damaged experiments, overrides, recipes and numbers are read, or refused in one sentence. */
class SpecFuzzTest {

  private static final String FULL =
      """
      name: every part
      seed: 7
      data:
        dataset: embedded
        train: {split: train, start: 10, count: 256}
        evaluate: {split: test, count: 20}
      models:
        a: {embedded: resnet8-a, temperature: 2.5}
        b: {embedded: vgg-mini-bn}
      surrogates:
        plain: {model: a}
        short: &short {model: a, refine: {with: lrs-f + swa, maxSteps: 60, swa: {every: 5}}}
        flat: {model: a, refine: "lrs-f(weight1: 0.02) + sam(0.1)"}
        next: {from: flat, refine: {with: lgv, preset: published}, snapshots: 3}
        former: {model: b, refine: {method: lrs-1, lrs: {weight1: 1e-2, step1: {value: 0.5}}}}
        both: {ensemble: [plain, flat], fuse: losses}
      attacks:
        x: {recipe: vmi-fgsm + dim + sgm(0.2), objective: fia(30), epsilon: 8/255, steps: 4}
        y: {recipe: mi-di-ti-si, norm: l2, epsilon: 0.5, goal: targeted, targetClass: 3, every: 2}
        z: {recipe: lrs-f(b) | pgd, epsilon: 16/255, gradients: 40, repair: 1}
        s: {recipe: svre, epsilon: 8/255, surrogates: [both]}
        t: {recipe: "tap(layers=[layer1.0.out, layer2.0.out])", epsilon: 4/255, surrogates: [plain]}
      targets: [a, b]
      analyze: {images: 16, lipschitz: {radius: 0.01, steps: 2, stepSize: 0.003}}
      """;

  private static final String SWEEP =
      """
      sweep:
        surrogate: short
        trials: 4
        settings:
          lrs.weight1: {from: 1e-3, to: 1, scale: log}
          epochs: [1, 2]
          batchSize: {from: 8, to: 64, whole: true}
      """;

  private static final String GRID =
      "sweep: {surrogate: short, settings: {lrs.weight1: [0.01, 0.1], epochs: [1, 2]}}\n";

  private static final String TRAINING =
      """
      name: small net
      data: {dataset: embedded, train: {count: 256}, evaluate: {count: 64}}
      model:
        architecture: resnet8-a
        normalization: {mean: [0.286], std: [0.353]}
      train: {epochs: 5, batchSize: 64, learningRate: 0.05, augmentation: {cropPadding: 4}}
      """;

  @TempDir Path folder;

  @Test
  void damagedExperimentsAreRefusedInOneSentence() throws Exception {
    Fuzz.files(
        folder.resolve("fuzzed.yaml"),
        List.of(FULL.getBytes(UTF_8)),
        file -> SpecReader.read(file, List.of()));
  }

  @Test
  void damagedSweepsAreRefusedInOneSentence() throws Exception {
    Fuzz.files(
        folder.resolve("fuzzed.yaml"),
        List.of(
            (FULL + SWEEP).getBytes(UTF_8),
            (SWEEP + FULL).getBytes(UTF_8),
            (GRID + FULL).getBytes(UTF_8)),
        file -> SpecReader.readSweep(file, List.of()));
  }

  @Test
  void damagedTrainingsAreRefusedInOneSentence() throws Exception {
    Fuzz.files(
        folder.resolve("fuzzed.yaml"),
        List.of(TRAINING.getBytes(UTF_8)),
        file -> SpecReader.readTraining(file, List.of()));
  }

  @Test
  void damagedOverridesAreRefusedInOneSentence() throws Exception {
    Fuzz.texts(
        List.of(
            "data.evaluate.count=100",
            "attacks.x.epsilon=2/255",
            "targets=[a, b]",
            "targets.0=a",
            "surrogates.short.refine={with: lrs-f, lrs-f: {weight1: 0.5}}",
            "attacks.w={recipe: 'fia(masks=20, layer=middle)', epsilon: 8/255}"),
        text -> SpecReader.parse("x.yaml", FULL, Path.of(""), List.of(text)));
  }

  @Test
  void damagedRecipesAreRefusedInOneSentence() throws Exception {
    List<String> attacks =
        List.of(
            "vmi-fgsm + dim + sgm(0.2)",
            "fia(masks=20, layer=middle)",
            "tap(layers=[layer1.0.out, layer2.0.out])",
            "mi-di-ti-si");
    Fuzz.texts(
        attacks,
        text ->
            SpecParts.attack("x", Map.of("recipe", text, "epsilon", "8/255"), List.of("steps=3")));
    Fuzz.texts(
        List.of("8/255", "0.01", "1e-3"),
        text -> SpecParts.attack("x", Map.of("recipe", "pgd", "epsilon", text), List.of()));
    Fuzz.texts(
        List.of("lrs-f(weight1: 0.02) + sam(0.1)", "lrs-f + swa", "swag(rank=4)"),
        text -> SpecParts.refine(Map.of("with", text), List.of("epochs=1")));
    Fuzz.texts(
        List.of("lrs.step1={value: 0.5}", "swa.every=5", "epochs=2", "augmentation.flip=true"),
        text -> SpecParts.refine(Map.of("with", "lrs-f + swa"), List.of(text)));
  }

  @Test
  void damagedNumbersAreRefusedInOneSentence() throws Exception {
    Fuzz.texts(List.of("8/255", "0.01", "1e-3", "-4 / 2.5"), text -> Fraction.parse("x", text));
  }
}

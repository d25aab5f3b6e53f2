package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lrs.cli.Terminal.ok;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.cli.Terminal.Outcome;
import org.lrs.data.NpyDataset;

/** Every command once on few images, on a network the test trains first. */
class CommandsTest {

  private static final String TRAINING =
      """
      name: tiny
      data:
        dataset: embedded
        train: {split: train, count: 64}
        evaluate: {split: test, count: 50}
      model: {architecture: resnet8-a, normalization: {mean: [0.286], std: [0.353]}}
      train: {epochs: 1, batchSize: 32}
      """;

  private static final String EXPERIMENT =
      """
      name: test
      data: {dataset: embedded, evaluate: {split: test, count: 6}, train: {count: 64}}
      models:
        tiny:
          architecture: resnet8-a
          weights: tiny/model.safetensors
          normalization: {mean: [0.286], std: [0.353]}
      surrogates:
        plain: {model: tiny}
        lrs-1: {model: tiny, refine: {method: lrs-1, batchSize: 32, maxSteps: 1}}
      attacks:
        i-fgsm: {recipe: i-fgsm, epsilon: 8/255, stepSize: 2/255, steps: 2}
      targets: [tiny]
      analyze: {images: 4}
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void trainANetwork() throws IOException {
    Files.writeString(folder.resolve("training.yaml"), TRAINING);
    Files.writeString(folder.resolve("experiment.yaml"), EXPERIMENT);
    Outcome outcome = ok("train", at("training.yaml"), "--out", at("tiny"), "--threads", "1");
    assertThat(outcome.out()).startsWith("tiny (resnet8-a): ");
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static String model() {
    return at("tiny/model.safetensors");
  }

  @Test
  void runEndsWithTheMatrixAndResumesFromWhatIsThere() {
    String[] run = {"run", at("experiment.yaml"), "--out", at("run"), "--set", "name=changed"};
    Outcome first = ok(run);
    assertThat(first.out()).contains("i-fgsm").contains("lrs-1").contains("report.html");
    assertThat(folder.resolve("run/report.html")).content().contains("changed");
    assertThat(folder.resolve("run/adversarial/lrs-1/i-fgsm/images.npy")).exists();
    Outcome second = ok(run);
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(ok("report", at("run")).out()).isEqualTo(first.out());
    assertThat(ok("report", at("run"), "--json").out()).contains("\"cells\"");
    assertThat(ok("verify", at("run")).out().split(": kept")).hasSize(3);
    assertThat(ok("plan", at("experiment.yaml"), "--out", at("run")).out()).contains("0 of ");
  }

  @Test
  void surrogatesOfAFinishedRunAreCompared() {
    ok("run", at("experiment.yaml"), "--out", at("compared"));
    String[] compare = {
      "compare", at("compared"), "--baseline", "plain", "--attack", "i-fgsm", "--out", at("against")
    };
    Outcome outcome = ok(compare);
    assertThat(outcome.out()).contains("vs. plain").contains("lrs-1").contains("comparison.html");
    assertThat(folder.resolve("against/comparison.md")).content().contains("Holm's p");
    assertThat(folder.resolve("against/comparison.html")).content().contains("id=\"plots-0\"");
    assertThat(folder.resolve("against/comparison.json")).content().contains("\"adjusted\"");
    assertThat(ok(compare).out()).isEqualTo(outcome.out());
    compare[compare.length - 1] = at("compared");
    Outcome refused = Terminal.run(compare);
    assertThat(refused.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(refused.err()).contains("--out must not be one of the runs");
  }

  @Test
  void quickstartRunsOnWhatComesWithTheProgram() {
    Outcome outcome =
        ok(
            "quickstart",
            "--out",
            at("quickstart"),
            "--set",
            "data.evaluate.count=4",
            "--set",
            "analyze.images=2",
            "--set",
            "surrogates={plain: {model: resnet14}}",
            "--set",
            "attacks={i-fgsm: {recipe: i-fgsm, epsilon: 8/255, stepSize: 2/255, steps: 1}}");
    assertThat(outcome.out()).contains("mobilenet-mini").contains("report.html");
  }

  @Test
  void quickstartsSpecIsOneForRun() throws IOException {
    Files.writeString(folder.resolve("mine.yaml"), ok("quickstart", "--print-spec").out());
    Outcome outcome = ok("plan", at("mine.yaml"), "--out", at("nothing"));
    assertThat(outcome.out()).contains("refine lrs-f").contains("craft mi-fgsm on plain");
  }

  @Test
  void networkThatComesWithTheProgramIsUsedByItsName() {
    Outcome outcome = ok("evaluate", "--model", "resnet8-a", "--count", "100");
    assertThat(outcome.out()).startsWith("resnet8-a: ");
    assertThat(ok("models").out()).contains("{embedded: NAME}").contains("mixer-mini");
  }

  @Test
  void planListsStagesAndWritesNothing() {
    Outcome outcome = ok("plan", at("experiment.yaml"), "--out", at("nothing"));
    assertThat(outcome.out()).contains("refine lrs-1").contains("stages to run");
    assertThat(folder.resolve("nothing")).doesNotExist();
    assertThat(ok("plan", at("experiment.yaml"), "--json", "--out", at("nothing")).out())
        .contains("\"status\" : \"TO_DO\"", "\"gradientsPerImage\" : 2");
    assertThat(outcome.out()).contains("2 gradients per image");
  }

  @Test
  void refinedModelCanBeAttackedAndTheImagesScored() {
    Outcome refined =
        ok(
            "refine",
            "--model",
            model(),
            "--method",
            "lrs-f",
            "--count",
            "64",
            "--set",
            "batchSize=32",
            "--set",
            "epochs=1",
            "--out",
            at("refined"));
    assertThat(refined.out()).startsWith("tiny-lrs-f: ");
    assertThat(folder.resolve("refined/model.json")).content().contains("\"resnet8-a\"");

    String surrogate = at("refined/model.safetensors");
    Outcome attacked =
        ok(
            "attack",
            "--model",
            surrogate,
            "--attack",
            "mi-fgsm",
            "--epsilon",
            "8/255",
            "--count",
            "5",
            "--set",
            "steps=2",
            "--set",
            "repair=3",
            "--out",
            at("attacked"),
            "--json");
    assertThat(attacked.out()).contains("\"attack\" : \"mi-fgsm\"").contains("\"maxLinf\"");
    assertThat(attacked.out()).contains("\"repair\" : 3").contains("\"unrepaired\" : ");
    assertThat(NpyDataset.read(folder.resolve("attacked/adversarial"), null).size()).isEqualTo(5);
    assertThat(ok("verify", at("attacked")).out()).contains("kept").contains("8.00/255 (L∞)");

    Outcome scored =
        ok("evaluate", "--model", model(), "--adversarial", at("attacked/adversarial"));
    assertThat(scored.out()).contains("Success among all:");
  }

  @Test
  void evaluateMeasuresAccuracyAndWritesItWhereAsked() {
    Outcome outcome = ok("evaluate", "--model", model(), "--count", "20", "--out", at("evaluated"));
    assertThat(outcome.out()).startsWith("tiny: ").contains("of 20 images");
    assertThat(folder.resolve("evaluated/evaluation.json")).content().contains("\"accuracy\"");
  }

  @Test
  void lipschitzConstantIsMeasured() {
    Outcome outcome =
        ok("analyze", "lipschitz", "--model", model(), "--count", "4", "--out", at("smooth"));
    assertThat(outcome.out())
        .contains("Means over 4 images")
        .contains("Lipschitz constant")
        .contains("curvature");
  }

  @Test
  void cardComparesTwoNetworksAndIsReusedByASecondCall() throws IOException {
    // A folder stands for its weights, and a file without a card is as the other network.
    Path bare = folder.resolve("bare.safetensors");
    Files.copy(Path.of(model()), bare);
    String[] words = {
      "analyze",
      "card",
      "--model",
      at("tiny"),
      "--before",
      bare.toString(),
      "--count",
      "4",
      "--epsilons",
      "1/255",
      "--pgd-steps",
      "2",
      "--iterations",
      "2",
      "--landscape-points",
      "3",
      "--landscape-images",
      "2",
      "--penalty-images",
      "2",
      "--out",
      at("card")
    };
    Outcome outcome = ok(words);
    assertThat(outcome.out())
        .contains("Lipschitz constant", "largest Hessian eigenvalue", "robust accuracy at 1/255, %")
        .contains("× 1.00")
        .contains("gradient similarity (cosine)");
    String page = Files.readString(folder.resolve("card/card.html"));
    assertThat(page).contains("Loss landscape").contains("bare → tiny");
    assertThat(ok(words).err()).contains("10 of them done before");
    assertThat(Files.readString(folder.resolve("card/card.html"))).isEqualTo(page);
    assertThat(folder.resolve("card/card.json")).content().contains("\"hessianEigenvalue\"");
  }

  @Test
  void penaltiesAreComparedWithExactOnes() {
    Outcome outcome =
        ok(
            "analyze",
            "penalties",
            "--model",
            model(),
            "--count",
            "2",
            "--steps",
            "0.01,1",
            "--out",
            at("penalties"));
    assertThat(outcome.out())
        .contains("normalised space: ")
        .contains("pixel space: ")
        .contains("LRS-2, 64 bit");
    assertThat(folder.resolve("penalties/penalties.json")).content().contains("\"bits\" : 64");
    assertThat(folder.resolve("penalties/penalties.html")).isNotEmptyFile();
  }

  @Test
  void similarityIsAMatrixOfNetworks() {
    Outcome outcome =
        ok("analyze", "similarity", model(), model(), "--count", "4", "--out", at("similar"));
    assertThat(outcome.out()).containsPattern("tiny \\(2\\) +1\\.000 +1\\.000");
    assertThat(folder.resolve("similar/similarity.html")).isNotEmptyFile();
    assertThat(folder.resolve("similar/similarity.json")).content().contains("\"cosines\"");
  }

  @Test
  void dataIsTakenFromFilesAndChecked() throws IOException {
    Path given = Files.createDirectories(folder.resolve("given"));
    for (String name : List.of("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")) {
      Files.writeString(given.resolve(name), "not the published bytes");
    }
    Outcome outcome =
        Terminal.run("data", "get", "mnist", "--from", given.toString(), "--out", at("mnist"));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(outcome.err()).contains("train-images-idx3-ubyte.gz: has 23 bytes, the published");
  }
}

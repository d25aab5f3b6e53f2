package org.lrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lrs.attack.Attack;
import org.lrs.attack.gradient.Vmi;
import org.lrs.attack.transform.Dim;
import org.lrs.data.Datasets;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.evaluate.ClassifierTarget;
import org.lrs.evaluate.Target;
import org.lrs.evaluate.TransferResult;
import org.lrs.model.Classifier;
import org.lrs.model.EmbeddedModels;
import org.lrs.refine.Training;
import org.lrs.refine.recipe.LrsF;
import org.lrs.testkit.NoTensorLeak;

/** The program in {@code README.md} is the code below, and it runs. */
@NoTensorLeak
class JavaApiTest {

  private static final Path ROOT = Path.of(System.getProperty("lrs.root"));
  private static final String BEGIN = "    // README\n";
  private static final String END = "    // end\n";

  private static void example() {
    // README
    ImageDataset train = Datasets.open("embedded", null, "train").take(320);
    ImageDataset test = Datasets.open("embedded", null, "test").take(64);
    try (Classifier surrogate = EmbeddedModels.open("resnet8-a");
        Target target = new ClassifierTarget(EmbeddedModels.open("vgg-mini-bn"))) {
      Training.stable().with(new LrsF()).epochs(1).refine(surrogate, train, 0);
      Attack attack = Attack.linf(8 / 255.0).with(new Vmi(), new Dim()).steps(10);
      Images adversarial = attack.craft(surrogate, test);
      TransferResult result = TransferResult.of(target, test, adversarial);
      System.out.println("fooled: " + result.cleanCorrect()); // with its Wilson interval
    }
    // end
  }

  @Test
  void readmeShowsThisCode() throws IOException {
    String source =
        Files.readString(ROOT.resolve("lrs-method/src/test/java/org/lrs/JavaApiTest.java"));
    String body = source.substring(source.indexOf(BEGIN) + BEGIN.length(), source.indexOf(END));
    String snippet = body.replaceAll("(?m)^ {4}", "");
    assertThat(Files.readString(ROOT.resolve("README.md")))
        .contains("```java\n" + snippet + "```\n");
    assertThat(snippet.lines().count()).isLessThanOrEqualTo(15);
  }

  @Test
  void exampleTellsHowOftenTheTargetWasFooled() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      example();
    } finally {
      System.setOut(before);
    }
    // A transfer attack of 8/255 fools a network without a defence on some images, not on none.
    assertThat(printed.toString(StandardCharsets.UTF_8).strip())
        .matches("fooled: \\d+\\.\\d % \\(\\d+\\.\\d to \\d+\\.\\d; [1-9]\\d* of \\d+\\)");
  }
}

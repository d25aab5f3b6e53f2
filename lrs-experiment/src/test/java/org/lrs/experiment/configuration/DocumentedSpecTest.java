package org.lrs.experiment.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.Records;
import org.lrs.data.Datasets;
import org.lrs.experiment.network.OnnxNetwork;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.refine.Training;
import org.lrs.refine.TrainingSettings;
import org.lrs.refine.recipe.LrsF;

/** What {@code docs/experiment-spec.md} says about the YAML file is what the reader does. */
class DocumentedSpecTest {

  private static final Path PAGE =
      Path.of(System.getProperty("lrs.root")).resolve("docs/experiment-spec.md");
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\\n(.*?)```");

  @TempDir private Path folder;
  private String page;
  private final List<String> examples = new ArrayList<>();

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(PAGE);
    YAML.matcher(page).results().map(found -> found.group(1)).forEach(examples::add);
    for (String path :
        List.of("weights/resnet20.th", "weights/classifier.onnx", "data/cifar10/x")) {
      Files.createDirectories(folder.resolve(path).getParent());
      Files.createFile(folder.resolve(path));
    }
  }

  private ExperimentSpec parse(String yaml) {
    return SpecReader.parse("my.yaml", yaml, folder, List.of());
  }

  @Test
  void completeExampleIsRead() {
    ExperimentSpec spec = parse(examples.get(0));
    assertThat(spec.surrogates()).hasSize(2);
    assertThat(spec.targets()).singleElement().isInstanceOf(OnnxNetwork.class);
  }

  @Test
  void exampleOfARefinementKeepsTheRestOfThePreset() {
    String refine = examples.get(1).replaceAll("(?m)^", "    ");
    String yaml =
        examples
            .get(0)
            .replaceFirst(
                "(?m)^    refine: .*\\n", Matcher.quoteReplacement(refine.stripTrailing() + "\n"));
    Training training =
        parse(yaml).surrogates().get(1).parts().get(0).refine().orElseThrow().training();
    LrsF lrs = (LrsF) training.refinements().get(0);
    LrsF preset = new LrsF();
    assertThat(lrs.weight2()).isEqualTo(0.1);
    assertThat(lrs.mode()).isEqualTo(PenaltyMode.PAPER);
    assertThat(lrs.step2().value()).isEqualTo(0.5);
    assertThat(lrs.step2().space()).isEqualTo(preset.step2().space());
    assertThat(lrs.weight1()).isEqualTo(preset.weight1());
  }

  @Test
  void exampleOfATrainingIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("train.yaml"), examples.get(3));
    assertThat(SpecReader.readTraining(file, List.of()).training().settings().batchSize())
        .isEqualTo(64);
  }

  @Test
  void examplesOfComposedAttacksAreRead() {
    String attacks =
        examples.stream().filter(yaml -> yaml.startsWith("attacks:")).findFirst().orElseThrow();
    String yaml =
        examples.get(0).replaceFirst("(?m)^attacks:\\n", Matcher.quoteReplacement(attacks));
    Map<String, AttackSpec> read =
        parse(yaml).attacks().stream()
            .collect(Collectors.toMap(AttackSpec::name, Function.identity()));
    assertThat(read).containsKeys("strong", "same", "short", "deep");
    assertThat(read.get("strong").attack().objective())
        .isEqualTo(read.get("same").attack().objective());
    assertThat(read.get("short").parts()).hasSize(4);
    assertThat(read.get("deep").settings()).containsEntry("masks", 20);
  }

  @Test
  void messagesAreThoseOfThePage() {
    String example = examples.get(0);
    assertSaid(example.replace("recipe: mi-fgsm", "recipe: mifgsm"));
    assertSaid(example.replace("epsilon: 8/255", "epsilon: 8"));
  }

  private void assertSaid(String yaml) {
    assertThatThrownBy(() -> parse(yaml))
        .satisfies(thrown -> assertThat(page).contains(thrown.getMessage()));
  }

  @Test
  void everySettingAndDataSetIsOnThePage() {
    List<String> names = new ArrayList<>(Datasets.kinds());
    names.addAll(Records.names(TrainingSettings.class));
    names.addAll(FormerKeys.ALL);
    names.addAll(Records.names(LrsF.class));
    names.addAll(Records.names(AnalyzeSpec.class));
    assertThat(names).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }
}
